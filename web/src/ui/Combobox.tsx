import { Combobox as Base } from "@base-ui/react/combobox";
import { useMemo, useState } from "react";
import { useFieldProps } from "./Field";
import fieldStyles from "./Field.module.css";
import { foldName } from "./foldName";
import { CheckIcon, ChevronDownIcon, CloseIcon, PlusIcon } from "./icons";
import styles from "./popup.module.css";
import { SearchFailed } from "./SearchFailed";

/** Something of the list, or (`create`) the typed text that becomes something new. */
export type ComboValue = { id: string; name: string; create?: boolean };

type ComboboxProps = {
  value: ComboValue | null;
  /** With what led to it: `input-clear` where the typed text was emptied, `clear-press` where the button was pressed. */
  onChange: (value: ComboValue | null, why: string) => void;
  options: ComboValue[];
  /** Follows the typing, for options that come from the server. */
  onSearch?: (text: string) => void;
  loading?: boolean;
  /** The options did not come: asks for them again. */
  onRetry?: () => void;
  placeholder?: string;
  /** Offers “Create …” for text that is no option yet. */
  creatable?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  /** There is always a value: no button to clear it. */
  required?: boolean;
};

/** What the list offers for a typed text: the matches, and a new one where none has exactly this name. */
export function comboItems(options: ComboValue[], typed: string, creatable: boolean): ComboValue[] {
  const wanted = foldName(typed);
  const matches = wanted ? options.filter((option) => foldName(option.name).includes(wanted)) : options;
  const known = options.some((option) => foldName(option.name) === wanted);
  if (!creatable || known || [...wanted].length < 2) return matches;
  return [...matches, { id: "", name: typed.trim().replace(/\s+/g, " "), create: true }];
}

export function Combobox({
  value,
  onChange,
  options,
  onSearch,
  loading,
  onRetry,
  placeholder,
  creatable = false,
  disabled,
  autoFocus,
  required,
}: ComboboxProps) {
  const field = useFieldProps();
  const [typed, setTyped] = useState("");
  const items = useMemo(
    () => comboItems(options, value?.name === typed ? "" : typed, creatable),
    [options, typed, creatable, value],
  );
  return (
    <Base.Root
      items={items}
      filteredItems={items}
      value={value}
      disabled={disabled}
      autoHighlight
      itemToStringLabel={(item: ComboValue) => item.name}
      isItemEqualToValue={(a: ComboValue, b: ComboValue) => a.id === b.id && a.name === b.name}
      onValueChange={(next, { reason }) => onChange(next, reason)}
      onInputValueChange={(text) => {
        setTyped(text);
        onSearch?.(text);
      }}
    >
      <Base.InputGroup className={styles.comboGroup}>
        <Base.Input
          {...field}
          autoFocus={autoFocus}
          placeholder={placeholder}
          className={fieldStyles.input}
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !onRetry || items.length > 0) return;
            event.preventDefault();
            onRetry();
          }}
        />
        {value && !disabled && !required && (
          <Base.Clear className={styles.comboClear} aria-label="Clear">
            <CloseIcon size={14} />
          </Base.Clear>
        )}
        {required && <ChevronDownIcon size={14} className={styles.comboArrow} />}
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className={styles.positioner}>
          <Base.Popup className={`${styles.popup} ${styles.comboPopup}`}>
            <Base.Empty>
              {loading ? (
                <div className={styles.empty}>Searching…</div>
              ) : onRetry ? (
                <SearchFailed onRetry={onRetry} />
              ) : (
                <div className={styles.empty}>Nothing found</div>
              )}
            </Base.Empty>
            <Base.List className={styles.scroll}>
              {(item: ComboValue) => (
                <Base.Item key={item.create ? "create" : item.id} value={item} className={styles.item}>
                  {item.create && <PlusIcon />}
                  <span className={styles.itemText}>{item.create ? `Create “${item.name}”` : item.name}</span>
                  <Base.ItemIndicator className={styles.itemCheck}>
                    <CheckIcon />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
