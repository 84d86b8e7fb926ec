import type { Client, InvitationBrief } from "../../api/schema";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { ClockIcon, SendIcon } from "../../ui/icons";
import { Pill, type Tone } from "../../ui/StatusPill";
import { actionsFor } from "../clients/actions";
import { type From, useRunAction, useRunningAction } from "../clients/useClientActions";
import { ago, fullTime, shortDate } from "../data/time";
import { Section } from "../shell/Page";
import styles from "./client.module.css";

export const deliveryLooks: Record<InvitationBrief["delivery"], { label: string; tone: Tone }> = {
  queued: { label: "Queued", tone: "mute" },
  sent: { label: "Sent", tone: "info" },
  delivered: { label: "Delivered", tone: "ok" },
  opened: { label: "Opened", tone: "ok" },
  bounced: { label: "Bounced", tone: "bad" },
  failed: { label: "Failed", tone: "bad" },
  notSent: { label: "Not sent", tone: "warn" },
};

const bounceReasons: Record<NonNullable<InvitationBrief["bounceReason"]>, string> = {
  noSuchAddress: "There is no such address.",
  suppressed: "Mails to this address bounced before.",
  mailboxFull: "The mailbox is full.",
  notAccepted: "The receiver’s mail server does not take it.",
  unknown: "The receiver’s mail server did not say why.",
};

/** I06: why the mail did not arrive; undefined when nothing says so. */
export function whyLost({
  delivery,
  bounceReason,
}: Pick<InvitationBrief, "delivery" | "bounceReason">): string | undefined {
  if (delivery === "failed") return "The mail could not be sent.";
  if (delivery === "notSent") return "The email was changed: nothing has been sent to the new address yet.";
  if (delivery !== "bounced") return undefined;
  return `The mail came back. ${bounceReasons[bounceReason ?? "unknown"]}`;
}

/** I04: from when it may be sent again; undefined when that is now. */
export function resendReason(
  invitation: Pick<InvitationBrief, "resendAvailableAt">,
  now = Date.now(),
): string | undefined {
  if (Date.parse(invitation.resendAvailableAt) <= now) return undefined;
  return `Can be sent again ${ago(invitation.resendAvailableAt, now)} (${fullTime(invitation.resendAvailableAt)}).`;
}

export function InvitationCard({ client }: { client: Client }) {
  const me = useSession();
  const run = useRunAction();
  const running = useRunningAction();
  const { invitation } = client;
  const reasons = new Map(actionsFor(client, me).map((action) => [action.id, action.reason]));
  const from = (element: HTMLElement): From => ({ anchor: element, returnTo: () => element });
  if (client.status === "notInvited" || (client.status === "invited" && !invitation)) {
    return (
      <Section title="Invitation">
        <p className={styles.muted}>
          {invitation?.status === "cancelled"
            ? "The last invitation was cancelled; its link no longer works."
            : "Not invited yet. The invitation is an email with a link to set a password."}
        </p>
        {/* Who was never invited has the button at the top of the page. */}
        {client.status === "invited" && (
          <div>
            <Button
              icon={SendIcon}
              reason={reasons.get("invite")}
              busy={running("invite", client)}
              onClick={({ currentTarget }) => run("invite", client, from(currentTarget))}
            >
              Send invitation
            </Button>
          </div>
        )}
      </Section>
    );
  }
  if (!invitation) return null;
  if (invitation.status === "accepted") {
    return (
      <Section title="Invitation" aside={<Pill tone="ok">Accepted</Pill>}>
        <dl className={styles.small}>
          <div>
            <dt>Sent</dt>
            <dd data-tip={fullTime(invitation.sentAt)}>{ago(invitation.sentAt)}</dd>
          </div>
        </dl>
      </Section>
    );
  }
  if (client.status !== "invited") return null;
  const expired = invitation.status === "expired" || Date.parse(invitation.expiresAt) < Date.now();
  const look = deliveryLooks[invitation.delivery];
  const lost = expired ? undefined : whyLost(invitation);
  const wait = expired ? undefined : resendReason(invitation);
  return (
    <Section
      title="Invitation"
      aside={expired ? <Pill tone="warn">Expired</Pill> : <Pill tone={look.tone}>{look.label}</Pill>}
    >
      {lost && <p className={styles.bad}>{lost} Check the address, then send it again.</p>}
      <dl className={styles.small}>
        <div>
          <dt>Sent</dt>
          <dd data-tip={fullTime(invitation.sentAt)}>{ago(invitation.sentAt)}</dd>
        </div>
        <div>
          <dt>{expired ? "Expired" : "Expires"}</dt>
          <dd data-tip={fullTime(invitation.expiresAt)}>{shortDate(invitation.expiresAt)}</dd>
        </div>
      </dl>
      <div className={styles.cardActions}>
        <Button
          size="s"
          reason={reasons.get("resend") ?? wait}
          busy={running("resend", client)}
          onClick={({ currentTarget }) => run("resend", client, from(currentTarget))}
        >
          Resend
        </Button>
        {!expired && (
          <Button
            size="s"
            variant="quiet"
            reason={reasons.get("cancelInvitation")}
            onClick={({ currentTarget }) => run("cancelInvitation", client, from(currentTarget))}
          >
            Cancel invitation
          </Button>
        )}
      </div>
      {wait && (
        <p className={styles.waiting}>
          <ClockIcon size={14} /> {wait}
        </p>
      )}
    </Section>
  );
}
