import {
  type FocusEvent,
  type HTMLInputTypeAttribute,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { Button } from "../../ui/Button";
import { useCoarse } from "../../ui/media";
import { toastError } from "../../ui/toast";
import { useUnsaved } from "../../ui/unsaved";
import { Fact } from "./Fact";
import styles from "./facts.module.css";
import { saying } from "./saying";

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

/**
 * A value that becomes an input: click or Enter to edit, Enter or leaving saves, Esc takes it back. What could not be
 * saved stands in the input again, with the reason.
 */
export function EditableField(props: Props) {
  const { label, value, empty, reason, aside, onSave, children } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const [focused, setFocused] = useState(true);
  const button = useRef<HTMLButtonElement>(null);
  const done = useRef(false);
  const mounted = useMounted();
  useUnsaved(draft !== undefined && draft !== value);

  function open() {
    done.current = false;
    setFocused(true);
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
    close(focus);
    if (next === value) return;
    try {
      await onSave(next);
    } catch (failure) {
      if (!mounted.current) return toastError(failure, `${label} was not saved`);
      done.current = false;
      // Who has gone on to something else is not called back.
      setFocused(focus && (document.activeElement === button.current || document.activeElement === document.body));
      setDraft((typed) => typed ?? next);
      setError(saying(failure));
    }
  }

  return (
    <Fact
      ref={button}
      label={label}
      labelId={`${id}-label`}
      value={value && (children || value)}
      empty={empty}
      fixed={Boolean(reason)}
      aside={aside}
      onClick={open}
      editor={
        draft !== undefined && (
          <Editor
            {...props}
            id={id}
            draft={draft}
            error={error}
            focused={focused}
            onType={setDraft}
            onSave={(focus) => void save(focus)}
            onCancel={() => close(true)}
          />
        )
      }
    />
  );
}

type EditorProps = Pick<Props, "type" | "hint" | "multiline"> & {
  id: string;
  draft: string;
  error?: string;
  /** Whether it takes the focus. */
  focused: boolean;
  onType: (draft: string) => void;
  onSave: (focus: boolean) => void;
  onCancel: () => void;
};

function Editor({ id, type = "text", hint, multiline, draft, error, focused, onType, onSave, onCancel }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const coarse = useCoarse();
  const keys = multiline ? "Leaving saves, Esc takes it back" : "Enter saves, Esc takes it back";
  const said = error ?? hint ?? (coarse ? undefined : keys);
  const typing = {
    className: styles.edit,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": said ? `${id}-hint` : undefined,
    "aria-invalid": error ? true : undefined,
    autoComplete: "off",
    autoFocus: focused,
    value: draft,
    onBlur: (event: FocusEvent) => {
      if (!box.current?.contains(event.relatedTarget)) onSave(false);
    },
    onKeyDown: (event: KeyboardEvent) => {
      // Enter and Esc of an input method are about its own choice.
      if (event.nativeEvent.isComposing) return;
      if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) onSave(true);
      if (event.key === "Escape") onCancel();
    },
  };
  return (
    <div ref={box}>
      {multiline ? (
        <textarea {...typing} rows={5} onChange={(event) => onType(event.target.value)} />
      ) : (
        <input
          {...typing}
          type={type}
          onChange={(event) => onType(event.target.value)}
          onFocus={(event) => event.target.type !== "email" && event.target.select()}
        />
      )}
      {said && (
        <p id={`${id}-hint`} className={error ? styles.editError : styles.editHint} role={error ? "alert" : undefined}>
          {said}
        </p>
      )}
      {coarse && (
        // A press on a button must not count as leaving the input, which saves.
        // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is
        <div className={styles.editActions} onMouseDown={(event) => event.preventDefault()}>
          <Button size="s" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="s" variant="primary" onClick={() => onSave(true)}>
            Save
          </Button>
        </div>
      )}
    </div>
  );
}

function useMounted() {
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  return mounted;
}
