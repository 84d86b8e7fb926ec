import { type HTMLInputTypeAttribute, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { ApiError } from "../../api/client";
import { PencilIcon } from "../../ui/icons";
import styles from "./client.module.css";

type Props = {
  label: string;
  value: string;
  /** What stands there when there is nothing. */
  empty: string;
  type?: HTMLInputTypeAttribute;
  hint?: string;
  /** Why this person may not change it. */
  reason?: string;
  onSave: (value: string) => Promise<void>;
  /** For texts of several lines: Enter makes a new one, and leaving saves. */
  multiline?: boolean;
  /** Stands beside the value. */
  aside?: ReactNode;
  /** How the value is drawn; as text by default. */
  children?: ReactNode;
};

/** What is wrong with a typed value, where the page knows before the server. */
export class FieldProblem extends Error {}

/** A value that becomes an input: click or Enter to edit, Enter or leaving saves, Esc takes it back. */
export function EditableField(props: Props) {
  const { label, value, empty, type = "text", hint, reason, multiline, aside, onSave, children } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const done = useRef(false);

  function open() {
    done.current = false;
    setError(undefined);
    setDraft(value);
  }
  function close(focus: boolean) {
    done.current = true;
    setDraft(undefined);
    setError(undefined);
    if (focus) requestAnimationFrame(() => button.current?.focus());
  }
  async function save(focus: boolean) {
    if (done.current || draft === undefined) return;
    const next = draft.trim();
    if (next === value) return close(focus);
    close(focus);
    try {
      await onSave(next);
    } catch (failure) {
      // The field opens again with what was typed and what is wrong with it.
      done.current = false;
      setDraft(next);
      setError(
        failure instanceof ApiError
          ? (failure.problem.fields?.[0]?.message ?? failure.message)
          : failure instanceof FieldProblem
            ? failure.message
            : "This could not be saved.",
      );
    }
  }

  const typing = {
    className: styles.edit,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": `${id}-hint`,
    "aria-invalid": error ? true : undefined,
    autoComplete: "off",
    onBlur: () => void save(false),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) void save(true);
      if (event.key === "Escape") close(true);
    },
  };

  return (
    <div className={styles.fact}>
      <dt id={`${id}-label`}>{label}</dt>
      <dd>
        {draft !== undefined ? (
          <>
            {multiline ? (
              <textarea
                {...typing}
                rows={5}
                // biome-ignore lint/a11y/noAutofocus: the person asked to type here
                autoFocus
                value={draft}
                onChange={(event) => setDraft(event.target.value)}
              />
            ) : (
              <input
                {...typing}
                type={type}
                // biome-ignore lint/a11y/noAutofocus: the person asked to type here
                autoFocus
                value={draft}
                onChange={(event) => setDraft(event.target.value)}
                onFocus={(event) => event.target.type !== "email" && event.target.select()}
              />
            )}
            <p
              id={`${id}-hint`}
              className={error ? styles.editError : styles.editHint}
              role={error ? "alert" : undefined}
            >
              {error ?? hint ?? (multiline ? "Leaving saves, Esc takes it back" : "Enter saves, Esc takes it back")}
            </p>
          </>
        ) : reason ? (
          <span className={styles.fixed} data-tip={reason}>
            {children ?? (value || <span className={styles.none}>—</span>)}
          </span>
        ) : (
          <button ref={button} type="button" className={styles.value} onClick={open}>
            <span className="vh">Edit {label.toLowerCase()}: </span>
            {value ? (children ?? value) : <span className={styles.none}>{empty}</span>}
            <PencilIcon size={13} />
          </button>
        )}
        {draft === undefined && aside}
      </dd>
    </div>
  );
}
