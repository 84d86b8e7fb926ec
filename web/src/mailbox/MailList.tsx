import type { KeyboardEvent } from "react";
import { cx } from "../ui/cx";
import styles from "./mailbox.module.css";
import { type Mail, when } from "./mails";

interface MailListProps {
  mails: Mail[];
  open?: string;
  read: Set<string>;
  onOpen: (id: string) => void;
}

export function MailList({ mails, open, read, onOpen }: MailListProps) {
  return (
    <ul className={styles.list} onKeyDown={moveFocus}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <button
            type="button"
            className={cx(styles.item, !read.has(mail.id) && styles.unread)}
            aria-current={mail.id === open || undefined}
            onClick={() => onOpen(mail.id)}
          >
            <span className={styles.itemTop}>
              <span className={styles.to}>{mail.to}</span>
              <time className={styles.when} dateTime={mail.sentAt}>
                {when(mail.sentAt)}
              </time>
            </span>
            <span className={styles.subject}>
              {!read.has(mail.id) && <span className="vh">New: </span>}
              {mail.subject}
            </span>
            <span className={styles.preview}>{mail.text.replace(/\s+/g, " ").slice(0, 140)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The arrow keys walk through the list. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
