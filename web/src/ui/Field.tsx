import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  use,
  useId,
} from "react";
import { cx } from "./cx";
import styles from "./Field.module.css";

type FieldIds = { id: string; describedBy?: string; invalid: boolean };
const FieldContext = createContext<FieldIds | undefined>(undefined);

/** What an input inside a `Field` needs to be tied to its label, hint and error. */
export function useFieldProps(own: Pick<InputProps, "id" | "aria-describedby" | "aria-invalid"> = {}) {
  const field = use(FieldContext);
  return {
    id: own.id ?? field?.id,
    "aria-describedby": own["aria-describedby"] ?? field?.describedBy,
    "aria-invalid": own["aria-invalid"] ?? (field?.invalid || undefined),
  };
}

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, in the server's words; stands at the field. */
  error?: string;
  optional?: boolean;
  /** Something small at the end of the label's line. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function Field({ label, hint, error, optional, aside, className, children }: FieldProps) {
  const id = useId();
  const describedBy = cx(Boolean(hint) && `${id}-hint`, error && `${id}-error`) || undefined;
  return (
    <div className={cx(styles.field, className)}>
      <div className={styles.labelRow}>
        <label htmlFor={id} className={styles.label}>
          {label}
          {optional && <span className={styles.optional}> optional</span>}
        </label>
        {aside}
      </div>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>{children}</FieldContext>
      {error && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

export type InputProps = InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

export function Input({ className, ...rest }: InputProps) {
  return <input {...rest} {...useFieldProps(rest)} className={cx(styles.input, className)} />;
}

export function Textarea({
  className,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea {...rest} {...useFieldProps(rest)} className={cx(styles.input, styles.textarea, className)} />;
}

type ToggleProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Why it cannot be changed now. */
  reason?: string;
  disabled?: boolean;
};

function Toggle({
  label,
  hint,
  checked,
  onChange,
  reason,
  disabled,
  kind,
}: ToggleProps & { kind: "switch" | "checkbox" }) {
  const id = useId();
  const text = reason ?? hint;
  return (
    <div className={cx(styles.toggle, (reason || disabled) && styles.off)}>
      <input
        id={id}
        type="checkbox"
        role={kind === "switch" ? "switch" : undefined}
        className={kind === "switch" ? styles.switch : styles.checkbox}
        checked={checked}
        disabled={Boolean(reason) || disabled}
        aria-describedby={text ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {text && (
          <p id={`${id}-hint`} className={styles.hint}>
            {text}
          </p>
        )}
      </div>
    </div>
  );
}

/** Takes effect at once, or says that it does when the form is saved. */
export function Switch(props: ToggleProps) {
  return <Toggle {...props} kind="switch" />;
}

export function Checkbox(props: ToggleProps) {
  return <Toggle {...props} kind="checkbox" />;
}

type Choice<V extends string> = { value: V; label: string; hint?: ReactNode; reason?: string };

/** A few choices that each need a sentence. */
export function RadioCards<V extends string>({
  label,
  name,
  value,
  onChange,
  choices,
  error,
}: {
  label: string;
  name: string;
  value: V;
  onChange: (value: V) => void;
  choices: Choice<V>[];
  error?: string;
}) {
  const id = useId();
  return (
    <fieldset className={styles.field} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.cards}>
        {choices.map((choice) => (
          <label key={choice.value} className={cx(styles.card, choice.reason && styles.off)}>
            <input
              type="radio"
              name={name}
              className={styles.radio}
              checked={value === choice.value}
              disabled={Boolean(choice.reason)}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <span className={styles.cardTitle}>{choice.label}</span>
              <span className={styles.hint}>{choice.reason ?? choice.hint}</span>
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
