import { Select as Base } from "@base-ui/react/select";
import { cx } from "./cx";
import { useFieldProps } from "./Field";
import fieldStyles from "./Field.module.css";
import { CheckIcon, ChevronDownIcon } from "./icons";
import styles from "./popup.module.css";

export type Option = { value: string; label: string; hint?: string };

type SelectProps = {
  value: string;
  onChange: (value: string) => void;
  options: Option[];
  placeholder?: string;
  disabled?: boolean;
  "aria-label"?: string;
  className?: string;
};

export function Select({ value, onChange, options, placeholder, disabled, className, ...rest }: SelectProps) {
  const field = useFieldProps();
  const items = options.map(({ value, label }) => ({ value, label }));
  return (
    <Base.Root
      items={items}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        {...field}
        aria-label={rest["aria-label"]}
        className={cx(fieldStyles.input, styles.selectTrigger, className)}
      >
        <Base.Value placeholder={placeholder} className={styles.selectValue} />
        <Base.Icon className={styles.selectIcon}>
          <ChevronDownIcon size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className={styles.positioner}>
          <Base.Popup className={cx(styles.popup, styles.selectPopup)}>
            <Base.List className={styles.scroll}>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={styles.item}>
                  <span className={styles.itemText}>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint && <span className={styles.itemHint}>{option.hint}</span>}
                  </span>
                  <Base.ItemIndicator className={styles.itemCheck}>
                    <CheckIcon />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
