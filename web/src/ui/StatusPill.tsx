import styles from "./bits.module.css";
import { cx } from "./cx";

export type Tone = "ok" | "info" | "warn" | "bad" | "mute";

export function Pill({
  tone,
  hollow,
  plain,
  children,
}: {
  tone: Tone /** A ring in place of the dot. */;
  hollow?: boolean /** No dot. */;
  plain?: boolean;
  children: React.ReactNode;
}) {
  return (
    <span className={cx(styles.pill, styles[tone])}>
      {!plain && <span className={cx(styles.dot, hollow && styles.hollow)} />}
      {children}
    </span>
  );
}

const looks = {
  notInvited: { tone: "mute", label: "Not invited", hollow: true },
  invited: { tone: "info", label: "Invited", hollow: false },
  active: { tone: "ok", label: "Active", hollow: false },
  deactivated: { tone: "bad", label: "Deactivated", hollow: false },
  archived: { tone: "mute", label: "Archived", hollow: false },
} as const;

export type PersonStatus = keyof typeof looks;
export const statusLabel = (status: PersonStatus): string => looks[status].label;

/** A client's or a team member's status; the word says it, the colour helps. */
export function StatusPill({ status }: { status: PersonStatus }) {
  const look = looks[status];
  return (
    <Pill tone={look.tone} hollow={look.hollow}>
      {look.label}
    </Pill>
  );
}
