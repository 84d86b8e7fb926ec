import { useState } from "react";
import { ApplyFooter } from "../../ui/ApplyFooter";
import type { Anchor } from "../../ui/Menu";
import { Picker, type PickerOption } from "../../ui/Picker";
import Popover from "../../ui/PopoverPopup";

export type ChoicePopoverProps = {
  label: string;
  options: PickerOption[];
  chosen: string[];
  multiple?: boolean;
  anchor: Anchor;
  returnTo: () => HTMLElement | null;
  onChoose: (chosen: string[]) => void;
  onClose: () => void;
};

/** Chooses one of a few values, or some of them, in place. One holds at once, some when this is closed. */
export default function ChoicePopover(props: ChoicePopoverProps) {
  const { label, options, multiple, anchor, returnTo, onChoose, onClose } = props;
  const [chosen, setChosen] = useState(props.chosen);
  const changed = chosen.length !== props.chosen.length || chosen.some((id) => !props.chosen.includes(id));
  return (
    <Popover
      label={label}
      anchor={anchor}
      returnTo={returnTo}
      onApply={() => {
        if (changed) onChoose(chosen);
      }}
      onClose={onClose}
    >
      {(close) => (
        <Picker
          label={label}
          options={options}
          chosen={chosen}
          multiple={multiple}
          onToggle={(id) => {
            const others = chosen.filter((one) => one !== id);
            if (multiple) return setChosen(chosen.includes(id) ? others : [...chosen, id]);
            if (!chosen.includes(id)) onChoose([id]);
            close();
          }}
          footer={multiple && <ApplyFooter changed={changed} onDone={close} />}
        />
      )}
    </Popover>
  );
}
