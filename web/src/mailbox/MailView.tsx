import { useEffect, useRef, useState } from "react";
import { ArrowLeftIcon, CheckIcon, CopyIcon, ExternalIcon } from "../ui/icons";
import styles from "./mailbox.module.css";
import { actionsOf, fullTime, type Mail } from "./mails";

interface MailViewProps {
  mail: Mail;
  onBack: () => void;
}

export function MailView({ mail, onBack }: MailViewProps) {
  const [as, setAs] = useState<"html" | "text">("html");
  const heading = useRef<HTMLHeadingElement>(null);
  // On phones the mail takes the list's place.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { link, code } = actionsOf(mail);

  return (
    <article className={styles.mail}>
      <div className={styles.mailHead}>
        <button type="button" className={styles.back} onClick={onBack}>
          <ArrowLeftIcon />
          All mails
        </button>
        <h2 ref={heading} tabIndex={-1} className={styles.mailSubject}>
          {mail.subject}
        </h2>
        <p className={styles.meta}>
          To {mail.to} · <time dateTime={mail.sentAt}>{fullTime(mail.sentAt)}</time>
        </p>
        <div className={styles.tools}>
          {link && (
            <a className={styles.tool} href={link} target="_blank" rel="noopener">
              <ExternalIcon />
              Open its link
            </a>
          )}
          {code && <CopyCode code={code} />}
          <fieldset className={styles.formats}>
            <legend className="vh">Show the mail as</legend>
            {(["html", "text"] as const).map((format) => (
              <label key={format} className={styles.format}>
                <input type="radio" name="format" checked={as === format} onChange={() => setAs(format)} />
                {format === "html" ? "HTML" : "Text"}
              </label>
            ))}
          </fieldset>
        </div>
      </div>
      {as === "html" ? (
        <iframe
          className={styles.html}
          title="The mail as it looks"
          src={`/_local/mail/${encodeURIComponent(mail.id)}.html`}
          // Its links open in tabs of their own, which are not in the sandbox: a portal there works as it should.
          sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
        />
      ) : (
        <pre className={styles.text}>{mail.text}</pre>
      )}
    </article>
  );
}

function CopyCode({ code }: { code: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <button
      type="button"
      className={styles.tool}
      onClick={() => void navigator.clipboard?.writeText(code).then(() => setCopied(true))}
    >
      {copied ? <CheckIcon /> : <CopyIcon />}
      <span>
        Code <b className={styles.code}>{`${code.slice(0, 3)} ${code.slice(3)}`}</b>
      </span>
      <span className="vh" role="status">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}
