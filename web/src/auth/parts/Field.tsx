import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "../../ui/cx";
import { CheckIcon } from "../../ui/icons";
import { useFieldError } from "./Form";
import styles from "./Form.module.css";

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className">;

interface FieldProps extends InputProps {
  name: string;
  label: string;
  /** Said when a required field is left empty. */
  missing?: string;
  /** Said when the text does not have the form of `pattern`. */
  mismatch?: string;
  hint?: ReactNode;
  /** Stands at the right of the label: a link. */
  aside?: ReactNode;
  /** Stand inside the frame, before and after what is typed. */
  before?: ReactNode;
  after?: ReactNode;
  /** Takes the focus when it appears; never on touch screens, where the keyboard would hide half the page. */
  first?: boolean;
  look?: "code";
}

export function Field(props: FieldProps) {
  const { label, missing, mismatch, hint, aside, before, after, first, look, ...input } = props;
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  const error = useFieldError(input.name);
  useEffect(() => {
    if (first && matchMedia("(pointer: fine)").matches) ref.current?.focus();
  }, [first]);

  return (
    <div className={styles.field}>
      <div className={styles.labelRow}>
        <label htmlFor={id}>
          {label}
          {!input.required && <span className={styles.optional}>optional</span>}
        </label>
        {aside}
      </div>
      <div className={cx(styles.frame, error !== undefined && styles.wrong)}>
        {before}
        <input
          {...input}
          id={id}
          ref={ref}
          className={cx(styles.input, look && styles[look])}
          data-missing={missing}
          data-mismatch={mismatch}
          aria-invalid={error ? true : undefined}
          aria-describedby={cx(error && `${id}-error`, hint != null && `${id}-hint`) || undefined}
        />
        {after}
      </div>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {hint != null && !error && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}

export function EmailField(props: Partial<FieldProps>) {
  return (
    <Field
      name="email"
      label="Email"
      type="email"
      autoComplete="username"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
      required
      missing="Enter your email address."
      {...props}
    />
  );
}

interface PasswordProps {
  label?: string;
  aside?: ReactNode;
  first?: boolean;
  /** A password that is being chosen, with its length counted along. */
  fresh?: boolean;
}

const shortest = 10;

export function PasswordField({ label = "Password", aside, first, fresh }: PasswordProps) {
  const [shown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  return (
    <Field
      name="password"
      label={label}
      type={shown ? "text" : "password"}
      autoComplete={fresh ? "new-password" : "current-password"}
      autoCapitalize="none"
      spellCheck={false}
      required
      missing={fresh ? "Choose a password." : "Enter your password."}
      aside={aside}
      first={first}
      onInput={(event) => setLength(event.currentTarget.value.length)}
      {...(fresh ? { "data-at-least": shortest, hint: <LengthHint length={length} /> } : {})}
      after={
        <button type="button" className={styles.reveal} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? "Hide" : "Show"}
          <span className="vh"> password</span>
        </button>
      }
    />
  );
}

function LengthHint({ length }: { length: number }) {
  if (length >= shortest) {
    return (
      <span className={styles.good}>
        <CheckIcon size={14} /> Long enough
      </span>
    );
  }
  return (
    <>
      {length > 0
        ? `${shortest - length} more to reach ${shortest} characters`
        : `At least ${shortest} characters. A few words work well.`}
    </>
  );
}

/** The six digits of a mail. Pasting "482 913" works. */
export function CodeField({ first }: { first?: boolean }) {
  return (
    <Field
      name="code"
      label="6-digit code"
      look="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\d{6}"
      required
      first={first}
      missing="Enter the code from the email."
      mismatch="The code has 6 digits."
      onInput={(event) => {
        const input = event.currentTarget;
        const digits = input.value.replace(/\D/g, "").slice(0, 6);
        if (digits !== input.value) input.value = digits;
      }}
    />
  );
}

/** For password managers, where only a password is asked: whose password it is. */
export function UsernameFor({ email }: { email: string }) {
  return (
    <input
      className="vh"
      name="username"
      type="email"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
