import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { ApiError, call, newKey } from "../../api/client";
import type { Problem } from "../../api/schema";
import { CheckIcon, InfoIcon } from "../../ui/icons";
import styles from "./bits.module.css";
import { ProblemNote } from "./Form";
import form from "./Form.module.css";

/** A line under a form, with the ways out of it. */
export function Below({ children }: { children: ReactNode }) {
  return <div className={styles.below}>{children}</div>;
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={form.text} href={href}>
      {children}
    </a>
  );
}

export function TextButton({
  onClick,
  disabled,
  children,
}: {
  onClick: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={form.text}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      {children}
    </button>
  );
}

export function Primary({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={form.primary} href={href}>
      {children}
    </a>
  );
}

export function Secondary({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={form.secondary} href={href}>
      {children}
    </a>
  );
}

/** A quiet word inside a page: something was done, or is worth knowing. */
export function Note({ good, children }: { good?: boolean; children: ReactNode }) {
  return (
    <div className={styles.note} data-good={good || undefined} role="status">
      {good ? <CheckIcon /> : <InfoIcon />}
      <div>{children}</div>
    </div>
  );
}

interface ActionProps {
  run: (key: string) => Promise<void>;
  look?: "primary" | "secondary";
  children: ReactNode;
}

/** A button that does one thing, with what went wrong right under it. */
export function Action({ run, look = "primary", children }: ActionProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [key, setKey] = useState(newKey);

  async function press() {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await run(key);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 0) setKey(newKey());
      setProblem(error.problem);
    }
    setBusy(false);
  }

  return (
    <>
      <button type="button" className={form[look]} aria-busy={busy} onClick={() => void press()}>
        {busy && <span className={form.spinner} aria-hidden="true" />}
        {children}
      </button>
      <div className={form.live} aria-live="assertive">
        {problem && <ProblemNote problem={problem} />}
      </div>
    </>
  );
}

const pause = 30;

/** "Send again", at most every 30 seconds. */
export function Resend({ send }: { send: () => Promise<unknown> }) {
  const [wait, setWait] = useState(pause);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  async function again() {
    setWait(pause);
    try {
      await send();
      setSaid("Sent again. The newest code is the one that works.");
    } catch (error) {
      setSaid(error instanceof ApiError ? error.message : "It could not be sent. Try again.");
    }
  }

  return (
    <div>
      Nothing in your inbox? Look in the spam folder
      {wait > 0 ? ` too, or send it again in ${wait} s.` : ", or "}
      {wait <= 0 && <TextButton onClick={() => void again()}>send it again</TextButton>}
      {said && <p role="status">{said}</p>}
    </div>
  );
}

/** Asks for a mail with a new invitation; the answer is the same whether there is one or not (S05). */
export function requestInvitation(of: { token?: string; email?: string }, key: string): Promise<unknown> {
  return call("invitations-request", { body: of, key });
}
