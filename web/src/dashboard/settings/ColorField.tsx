import { useId } from "react";
import { Button } from "../../ui/Button";
import { Field, Input } from "../../ui/Field";
import { isHex } from "../shell/contrast";
import styles from "./settings.module.css";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  hint?: string /** May be empty: what happens then. */;
  optional?: string;
  presets?: string[];
};

const brandColors = ["#0f766e", "#2f4fb5", "#7c3aed", "#b4235a", "#c2410c", "#15803d", "#334155", "#0b1f3a"];

/** A colour by eye, by code, or one of a few that work well. */
export function ColorField({ label, value, onChange, error, hint, optional, presets = brandColors }: Props) {
  const id = useId();
  return (
    <Field
      label={label}
      optional={Boolean(optional)}
      error={error ?? (value && !isHex(value) ? "Write a colour as # and six digits, for example #0f766e." : undefined)}
      hint={hint}
    >
      <div className={styles.color}>
        <input
          id={`${id}-well`}
          type="color"
          className={styles.well}
          aria-label={`${label}, by eye`}
          data-empty={value ? undefined : ""}
          value={isHex(value) ? value : "#ffffff"}
          onChange={(event) => onChange(event.target.value)}
        />
        <Input
          className={styles.code}
          value={value}
          spellCheck={false}
          placeholder={optional}
          maxLength={7}
          onChange={(event) => onChange(event.target.value.trim())}
        />
        {optional && value ? (
          <Button size="s" variant="quiet" onClick={() => onChange("")}>
            Reset
          </Button>
        ) : (
          <span className={styles.presets}>
            {presets.map((preset) => (
              <button
                key={preset}
                type="button"
                aria-label={`${label} ${preset}`}
                aria-pressed={preset === value.toLowerCase()}
                style={{ background: preset }}
                onClick={() => onChange(preset)}
              />
            ))}
          </span>
        )}
      </div>
    </Field>
  );
}
