import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./bits.module.css";
import { cx } from "./cx";
import { AlertIcon, type Icon, InfoIcon } from "./icons";
import type { Tone } from "./StatusPill";

export function Skeleton({
  width = "100%",
  height = 14,
  radius,
}: {
  width?: number | string;
  height?: number;
  radius?: number | string;
}) {
  return <span className={styles.skeleton} style={{ width, height, borderRadius: radius }} />;
}

/** Says that something loads, once, to screen readers, around any number of skeletons. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div aria-busy="true">
      <span className="vh" role="status">
        {label}
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

type EmptyProps = { icon: Icon; title: string; children?: ReactNode; actions?: ReactNode; level?: 1 | 2 };

/** Teaches what would stand here and how to make the first one. */
export function EmptyState({ icon: Glyph, title, children, actions, level = 2 }: EmptyProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={styles.state}>
      <span className={styles.stateIcon}>
        <Glyph size={20} />
      </span>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className={styles.stateActions}>{actions}</div>}
    </div>
  );
}

/** What went wrong in the server's own words, with the request id to quote and a way to try again. */
export function ErrorState({
  error,
  onRetry,
  title = "This could not be loaded",
}: {
  error: unknown;
  onRetry?: () => void;
  title?: string;
}) {
  const { message, requestId } = describeError(error);
  return (
    <div className={styles.state} role="alert">
      <span className={cx(styles.stateIcon, styles.stateBad)}>
        <AlertIcon size={20} />
      </span>
      <h2>{title}</h2>
      <p>{message}</p>
      {requestId && <p className={styles.requestId}>Request {requestId}</p>}
      {onRetry && (
        <div className={styles.stateActions}>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

/** A note inside a page or form. */
export function Notice({
  tone = "info",
  icon: Glyph = tone === "info" || tone === "mute" ? InfoIcon : AlertIcon,
  children,
  alert,
}: {
  tone?: Tone;
  icon?: Icon;
  children: ReactNode;
  alert?: boolean;
}) {
  return (
    <div className={cx(styles.notice, styles[tone])} role={alert ? "alert" : undefined}>
      <Glyph />
      <div>{children}</div>
    </div>
  );
}

/** What went wrong, inside a page or form; `title` says with what. */
export function ErrorNotice({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  if (!error) return null;
  const { message, requestId } = describeError(error);
  return (
    <Notice tone="bad" alert>
      {title && (
        <p>
          <strong>{title}</strong>
        </p>
      )}
      <p>{message}</p>
      {requestId && <p className={styles.requestId}>Request {requestId}</p>}
      {onRetry && (
        <div className={styles.noticeActions}>
          <Button size="s" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** Every error carries a sentence; those of the API also an id that the operator can look up. */
export function describeError(error: unknown): { message: string; requestId?: string } {
  if (error && typeof error === "object") {
    const problem = "problem" in error && error.problem && typeof error.problem === "object" ? error.problem : error;
    const { message, requestId } = problem as { message?: string; requestId?: string };
    if (message) return { message, requestId };
  }
  return { message: "Something unexpected happened. Please try again." };
}
