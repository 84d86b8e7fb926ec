import { useEffect, useMemo, useState } from "react";
import { cx } from "../ui/cx";
import { MailIcon, SearchIcon } from "../ui/icons";
import { usePlace } from "./address";
import { MailList } from "./MailList";
import { MailView } from "./MailView";
import styles from "./mailbox.module.css";
import { matching } from "./mails";
import { useMails } from "./useMails";

/** The mails of a server that runs on one machine: read here instead of sent. */
export function Mailbox() {
  const [place, go] = usePlace();
  const { mails, problem } = useMails(place.to);
  const [read, setRead] = useState(readBefore);
  const shown = useMemo(() => matching(mails ?? [], place.to), [mails, place.to]);
  const open = shown.find((mail) => mail.id === place.mail);

  useEffect(() => {
    if (!open) return;
    setRead((before) => {
      if (before.has(open.id)) return before;
      const next = new Set(before).add(open.id);
      keep(next);
      return next;
    });
  }, [open]);

  const unread = shown.filter((mail) => !read.has(mail.id)).length;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Mailbox` : "Mailbox";
  }, [unread]);

  return (
    <div className={cx(styles.page, open && styles.reading)}>
      <header className={styles.header}>
        <div className={styles.title}>
          <span className={styles.mark}>
            <MailIcon />
          </span>
          <div>
            <h1>Mailbox</h1>
            <p>Mails of this server. None of them leaves this machine.</p>
          </div>
        </div>
        <label className={styles.search}>
          <SearchIcon />
          <span className="vh">Filter by address</span>
          <input
            type="search"
            placeholder="Filter by address"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={place.to}
            onInput={(event) => go({ ...place, to: event.currentTarget.value })}
          />
        </label>
      </header>

      <main className={styles.panes}>
        <section className={styles.listPane} aria-label="Mails">
          {problem && (
            <p className={styles.problem} role="alert">
              {problem} Trying again…
            </p>
          )}
          {mails && shown.length === 0 && <NoMails filter={place.to} />}
          <MailList
            mails={shown}
            open={open?.id}
            read={read}
            onOpen={(id) => go({ ...place, mail: id }, open ? "replace" : "push")}
          />
        </section>
        <section className={styles.viewPane} aria-label="Mail">
          {open ? (
            <MailView key={open.id} mail={open} onBack={() => go({ to: place.to })} />
          ) : (
            <div className={styles.nothing}>
              <MailIcon size={22} />
              <p>{shown.length > 0 ? "Choose a mail to read it." : "Mails are read here."}</p>
            </div>
          )}
        </section>
      </main>
    </div>
  );
}

function NoMails({ filter }: { filter: string }) {
  return (
    <div className={styles.empty}>
      <h2>{filter ? "No mails to this address" : "No mails yet"}</h2>
      <p>
        {filter
          ? "Check the spelling, or clear the filter to see all mails."
          : "Create a workspace, invite a client or ask for a new password: the mail shows up here by itself."}
      </p>
    </div>
  );
}

const key = "portico-mails-read";

function readBefore(): Set<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]") as string[]);
  } catch {
    return new Set();
  }
}

function keep(read: Set<string>) {
  try {
    sessionStorage.setItem(key, JSON.stringify([...read]));
  } catch {
    // Storage is switched off: a reload shows them as new again.
  }
}
