import { useRef } from "react";
import { Field, Textarea } from "../../ui/Field";
import styles from "./settings.module.css";

const placeholders = [
  { text: "{{givenName}}", what: "the client’s first name" },
  { text: "{{brandName}}", what: "your brand name" },
];

type Props = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error?: string;
  rows?: number;
  /** Says what the placeholders become in words, not only when one is pointed at. */
  explain?: boolean;
};

/** Markdown with placeholders, which can be put in where the cursor is. */
export function MessageField({ label, value, onChange, error, rows = 8, explain }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  function insert(text: string) {
    const element = area.current;
    // A field that nobody has worked in yet has its cursor at the start; the end is meant.
    const used = element && (element.selectionStart > 0 || element.selectionEnd > 0);
    const [start, end] = used ? [element.selectionStart, element.selectionEnd] : [value.length, value.length];
    onChange(value.slice(0, start) + text + value.slice(end));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(start + text.length, start + text.length);
    });
  }
  return (
    <div className={styles.message}>
      <Field
        label={label}
        error={error}
        hint="Markdown: **bold**, *italic*, [a link](https://example.com), lists with a dash."
      >
        <Textarea ref={area} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />
      </Field>
      <p className={styles.placeholders}>
        Insert
        {placeholders.map(({ text, what }) => (
          <button key={text} type="button" data-tip={`Becomes ${what}`} onClick={() => insert(text)}>
            {text}
          </button>
        ))}
      </p>
      {explain && (
        <p className={styles.hint}>
          {placeholders.map(({ text, what }, index) => (
            <span key={text}>
              {index > 0 && ", "}
              <code>{text}</code> becomes {what}
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
}
