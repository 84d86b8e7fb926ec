import type { CustomField } from "../../api/schema";
import { Checkbox, Field, Input, Textarea } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { inputTypes } from "../data/fields";
import styles from "./fieldInput.module.css";

type Props = { field: CustomField; value: unknown; error?: string; onChange: (value: unknown) => void };

const none = "none";

/** A custom field in a form, by its type. */
export function CustomFieldInput({ field, value, error, onChange }: Props) {
  if (field.type === "checkbox") {
    return <Checkbox label={field.name} checked={value === true} onChange={(on) => onChange(on || undefined)} />;
  }
  if (field.type === "multiSelect") return <Choices field={field} value={value} error={error} onChange={onChange} />;
  if (field.type === "singleSelect") {
    return (
      <Field label={field.name} optional error={error}>
        <Select
          value={typeof value === "string" ? value : none}
          onChange={(id) => onChange(id === none ? undefined : id)}
          options={[{ value: none, label: "—" }, ...field.options.map(({ id, label }) => ({ value: id, label }))]}
        />
      </Field>
    );
  }
  const text = typeof value === "string" ? value : "";
  return (
    <Field label={field.name} optional error={error}>
      {field.type === "longText" ? (
        <Textarea rows={3} value={text} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          type={inputTypes[field.type] ?? "text"}
          inputMode={field.type === "number" ? "decimal" : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function Choices({ field, value, error, onChange }: Props) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <fieldset className={styles.choices}>
      <legend>
        {field.name} <span>optional</span>
      </legend>
      {field.options.map(({ id, label }) => (
        <Checkbox
          key={id}
          label={label}
          checked={chosen.includes(id)}
          onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ))}
      {error && <p role="alert">{error}</p>}
    </fieldset>
  );
}
