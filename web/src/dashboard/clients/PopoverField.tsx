import { type ReactNode, useRef, useState } from "react";
import { useFieldProps } from "../../ui/Field";
import fieldStyles from "../../ui/Field.module.css";
import { ChevronDownIcon } from "../../ui/icons";
import Popover from "../../ui/PopoverPopup";
import styles from "./newClient.module.css";

/** A form's field whose value is chosen in a popover. */
export function PopoverField({
  label,
  shown,
  disabled,
  children,
}: {
  label: string;
  shown: ReactNode;
  disabled?: boolean;
  children: (close: () => void) => ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const field = useFieldProps();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        {...field}
        disabled={disabled}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={`${fieldStyles.input} ${styles.peopleButton}`}
        onClick={() => setOpen(true)}
      >
        {shown}
        <ChevronDownIcon size={14} />
      </button>
      {open && button.current && (
        <Popover label={label} anchor={button.current} returnTo={() => button.current} onClose={() => setOpen(false)}>
          {children}
        </Popover>
      )}
    </>
  );
}
