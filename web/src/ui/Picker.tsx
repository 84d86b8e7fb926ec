import { type ReactNode, useId, useState } from "react";
import { cx } from "./cx";
import { CheckIcon } from "./icons";
import styles from "./picker.module.css";
import popup from "./popup.module.css";
import { SearchFailed } from "./SearchFailed";

export type PickerOption = {
  id: string;
  label: string;
  hint?: string;
  lead?: ReactNode;
  /** Chosen for good: why it cannot be taken away. */
  locked?: string;
};

type PickerProps = {
  label: string;
  options: PickerOption[];
  chosen: string[];
  multiple?: boolean;
  onToggle: (id: string) => void;
  /** With it the list is the server's: the typed text is passed on and not used to filter here. */
  onSearch?: (text: string) => void;
  placeholder?: string;
  empty?: string;
  /** The options did not come: asks for them again. */
  onRetry?: () => void;
  footer?: ReactNode;
};

/** As many as the eye finds without searching. */
const few = 8;

/**
 * A list inside a popover: type to find, arrows to move, Enter to choose. A few options stand there without a search
 * box, and the list itself has the keys; a typed letter leads to the next option that begins with it.
 */
export function Picker({
  label,
  options,
  chosen,
  multiple,
  onToggle,
  onSearch,
  placeholder,
  empty,
  onRetry,
  footer,
}: PickerProps) {
  const id = useId();
  const [text, setText] = useState("");
  const plain = !onSearch && options.length < few;
  const [active, setActive] = useState(() =>
    plain && !multiple
      ? Math.max(
          0,
          options.findIndex(({ id }) => chosen.includes(id)),
        )
      : 0,
  );
  const wanted = text.trim().toLowerCase();
  const shown =
    onSearch || !wanted
      ? options
      : options.filter((option) => `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(wanted));
  const at = Math.min(active, shown.length - 1);
  const highlighted = shown.length > 0 ? `${id}-${at}` : undefined;

  function goTo(next: number) {
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  }
  function onKeyDown(event: React.KeyboardEvent) {
    // Enter and the arrows of an input method are about its own choice.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && shown.length > 0) {
      event.preventDefault();
      goTo((at + step + shown.length) % shown.length);
    } else if (event.key === "Enter" || (plain && event.key === " ")) {
      event.preventDefault();
      if (onRetry && shown.length === 0) return onRetry();
      const option = shown[at];
      if (option && !option.locked) onToggle(option.id);
    } else if (plain && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const begins = ({ label }: PickerOption) => label.toLowerCase().startsWith(event.key.toLowerCase());
      const next = [...shown.keys()].map((index) => (at + 1 + index) % shown.length);
      const found = next.find((index) => shown[index] && begins(shown[index]));
      if (found !== undefined) goTo(found);
    }
  }

  return (
    <div className={styles.picker}>
      {!plain && (
        <input
          className={styles.search}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={highlighted}
          aria-autocomplete="list"
          placeholder={placeholder ?? label}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: the popover is opened to type here
          autoFocus
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            onSearch?.(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      )}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple || undefined}
        className={cx(popup.scroll, plain && styles.plain)}
        tabIndex={plain ? 0 : -1}
        aria-activedescendant={plain ? highlighted : undefined}
        onKeyDown={plain ? onKeyDown : undefined}
      >
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the input that keeps the focus
          <div
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(option.id)}
            aria-disabled={option.locked ? true : undefined}
            data-highlighted={index === at ? "" : undefined}
            className={popup.item}
            onPointerMove={() => setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => !option.locked && onToggle(option.id)}
          >
            {multiple && <span className={styles.box} data-on={chosen.includes(option.id) || undefined} />}
            {option.lead}
            <span className={popup.itemText}>
              {option.label}
              {(option.locked ?? option.hint) && <span className={popup.itemHint}>{option.locked ?? option.hint}</span>}
            </span>
            {!multiple && chosen.includes(option.id) && (
              <span className={popup.itemCheck}>
                <CheckIcon />
              </span>
            )}
          </div>
        ))}
      </div>
      {shown.length === 0 && !onRetry && <p className={popup.empty}>{empty ?? "Nothing found"}</p>}
      {onRetry && <SearchFailed onRetry={onRetry} />}
      {footer && <div className={styles.footer}>{footer}</div>}
    </div>
  );
}
