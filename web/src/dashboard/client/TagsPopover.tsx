import { useState } from "react";
import { ApplyFooter } from "../../ui/ApplyFooter";
import type { Anchor } from "../../ui/Menu";
import Popover from "../../ui/PopoverPopup";
import { TagPicker } from "../clients/TagPicker";

export type TagsPopoverProps = {
  tags: string[];
  anchor: Anchor;
  returnTo: () => HTMLElement | null;
  onChoose: (tags: string[]) => void;
  onClose: () => void;
};

/** Chooses a client's tags among those in use, or adds new ones; closing saves them, Esc does not. */
export default function TagsPopover({ tags, anchor, returnTo, onChoose, onClose }: TagsPopoverProps) {
  const [chosen, setChosen] = useState(tags);
  const toggle = (tag: string) =>
    setChosen((was) => (was.includes(tag) ? was.filter((one) => one !== tag) : [...was, tag]));
  return (
    <Popover label="Tags" anchor={anchor} returnTo={returnTo} onApply={() => onChoose(chosen)} onClose={onClose}>
      {(close) => (
        <TagPicker
          chosen={chosen}
          multiple
          creatable
          onToggle={toggle}
          footer={<ApplyFooter changed={chosen.join("\n") !== tags.join("\n")} onDone={close} />}
        />
      )}
    </Popover>
  );
}
