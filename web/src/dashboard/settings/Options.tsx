import { useRef } from "react";
import { Button, IconButton } from "../../ui/Button";
import { Input } from "../../ui/Field";
import { CloseIcon, PlusIcon } from "../../ui/icons";
import { Reorder, useMoved } from "../../ui/Reorder";
import styles from "./fields.module.css";

/** An option as it is edited: `key` tells new ones apart before they have an id. */
export type OptionDraft = { key: string; id?: string; label: string };

let drafts = 0;
export const optionDraft = (): OptionDraft => ({ key: `new-${++drafts}`, label: "" });

type Props = { options: OptionDraft[]; error?: string; onChange: (options: OptionDraft[]) => void };

/** The options of a select, in the order in which they are offered. */
export function Options({ options, error, onChange }: Props) {
  const list = useRef<HTMLFieldSetElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const { moved, sayMoved } = useMoved();

  /** After the list is drawn again. */
  function focus(index: number) {
    requestAnimationFrame(() => {
      const inputs = list.current?.querySelectorAll("input");
      (inputs?.[Math.min(index, inputs.length - 1)] ?? add.current)?.focus();
    });
  }
  function insert(index: number) {
    onChange(options.toSpliced(index, 0, optionDraft()));
    focus(index);
  }
  function remove(index: number) {
    onChange(options.toSpliced(index, 1));
    focus(index);
  }
  function move(option: OptionDraft, from: number, to: number) {
    onChange(options.toSpliced(from, 1).toSpliced(to, 0, option));
    sayMoved(option.label || "The option", to, options.length);
  }

  return (
    <fieldset ref={list} className={styles.options}>
      <legend>Options</legend>
      {options.map((option, index) => (
        <div key={option.key} className={styles.option}>
          <Input
            aria-label={`Option ${index + 1}`}
            aria-invalid={error ? true : undefined}
            value={option.label}
            autoComplete="off"
            onChange={(event) =>
              onChange(options.map((one) => (one === option ? { ...one, label: event.target.value } : one)))
            }
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              insert(index + 1);
            }}
          />
          <Reorder
            what={option.label || `option ${index + 1}`}
            index={index}
            count={options.length}
            onMove={(to) => move(option, index, to)}
          />
          <IconButton icon={CloseIcon} label={`Remove option ${index + 1}`} onClick={() => remove(index)} />
        </div>
      ))}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <span>
        <Button ref={add} size="s" icon={PlusIcon} onClick={() => insert(options.length)}>
          Add an option
        </Button>
      </span>
      {moved}
    </fieldset>
  );
}
