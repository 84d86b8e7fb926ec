import { type ReactNode, useEffect, useRef } from "react";
import type { Portal } from "../../api/schema";
import { initials, setTab } from "../../brand";
import { cx } from "../../ui/cx";
import { CalendarIcon, MailIcon, PhoneIcon } from "../../ui/icons";
import styles from "./Shell.module.css";

interface ShellProps {
  portal: Portal;
  title: string;
  /** What the tab says before the portal's own title. */
  tab: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** Moves the focus to the title: for a step that replaces another on the same page. */
  step?: boolean;
}

/** The frame of every page that a firm's people see before they are signed in, in the firm's brand (W03). */
export function Shell({ portal, title, tab, lead, children, step }: ShellProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => setTab(`${tab} · ${portal.pageTitle}`, portal.squareIconUrl), [tab, portal]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title is a new step.
  useEffect(() => {
    // A first field that took the focus already keeps it.
    if (step && !(document.activeElement instanceof HTMLInputElement)) heading.current?.focus();
  }, [step, title]);

  return (
    <div className={cx(styles.page, portal.squareLoginImageUrl && styles.split)}>
      <div className={styles.panel}>
        <main className={styles.card}>
          <Brand portal={portal} />
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children && <div className={styles.body}>{children}</div>}
        </main>
        <HelpLine help={portal.help} />
      </div>
      {portal.squareLoginImageUrl && (
        <div className={styles.picture}>
          <img src={portal.squareLoginImageUrl} alt="" />
        </div>
      )}
    </div>
  );
}

function Brand({ portal }: { portal: Portal }) {
  if (portal.fullLogoUrl) return <img className={styles.logo} src={portal.fullLogoUrl} alt={portal.brandName} />;
  if (portal.squareIconUrl) return <img className={styles.icon} src={portal.squareIconUrl} alt="" />;
  return (
    <span className={styles.icon} aria-hidden="true">
      {initials(portal.brandName)}
    </span>
  );
}

/** How to reach the firm (W11). */
function HelpLine({ help }: { help: Portal["help"] }) {
  if (!help.email && !help.phone && !help.bookingUrl) return null;
  return (
    <footer className={styles.help}>
      <span>Need help?</span>
      {help.email && (
        <a href={`mailto:${help.email}`}>
          <MailIcon size={14} />
          {help.email}
        </a>
      )}
      {help.phone && (
        <a href={`tel:${help.phone.replace(/[^\d+]/g, "")}`}>
          <PhoneIcon size={14} />
          {help.phone}
        </a>
      )}
      {help.bookingUrl && (
        <a href={help.bookingUrl} target="_blank" rel="noopener noreferrer">
          <CalendarIcon size={14} />
          Book a call
        </a>
      )}
    </footer>
  );
}

/** Stands while the portal's brand is on its way. */
export function ShellSkeleton() {
  return (
    <div className={styles.page}>
      <div className={styles.panel}>
        <main className={styles.card} aria-busy="true">
          <span className="vh" role="status">
            Loading
          </span>
          <div className={styles.bones} aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </div>
        </main>
      </div>
    </div>
  );
}

/** A frame without a firm: for addresses that lead to none, and when the server can't be reached. */
export function PlainShell({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  useEffect(() => setTab(`${title} · Portico`), [title]);
  return (
    <div className={styles.page}>
      <div className={styles.panel}>
        <main className={styles.card}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {children && <div className={styles.body}>{children}</div>}
        </main>
      </div>
    </div>
  );
}
