import { type ReactNode, useRef, useState } from "react";
import { later } from "../../later";
import type { PickerOption } from "../../ui/Picker";
import { toastError } from "../../ui/toast";
import type { ChoicePopoverProps } from "./ChoicePopover";
import { Fact } from "./Fact";

const ChoicePopover = later<ChoicePopoverProps>(() => import("./ChoicePopover"));

type Props = {
  label: string;
  options: PickerOption[];
  chosen: string[];
  multiple?: boolean;
  /** What stands there when nothing is chosen. */
  empty: string;
  /** Why this person may not change it. */
  reason?: string;
  onSave: (chosen: string[]) => Promise<void>;
  /** How the value is drawn; nothing where nothing is chosen. */
  children: ReactNode;
};

/** A value that is chosen where it stands. */
export function ChoiceFact({ label, options, chosen, multiple, empty, reason, onSave, children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const preload = () => void ChoicePopover.preload();
  return (
    <Fact
      ref={button}
      label={label}
      value={children}
      empty={empty}
      fixed={Boolean(reason)}
      aria-haspopup="dialog"
      aria-expanded={open}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setOpen(true)}
    >
      {open && button.current && (
        <ChoicePopover
          label={label}
          options={options}
          chosen={chosen}
          multiple={multiple}
          anchor={button.current}
          returnTo={() => button.current}
          onChoose={(next) => void onSave(next).catch((error: unknown) => toastError(error, `${label} was not saved`))}
          onClose={() => setOpen(false)}
        />
      )}
    </Fact>
  );
}
