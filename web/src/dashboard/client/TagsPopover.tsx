import { useState } from "react";
import type { Anchor } from "../../ui/Menu";
import Popover from "../../ui/PopoverPopup";
import { TagPicker } from "../clients/TagPicker";

export type TagsPopoverProps = {
  tags: string[];
  anchor: Anchor;
  returnTo: () => HTMLElement | null;
  /** Closed, with what was chosen. */
  onDone: (tags: string[]) => void;
};

/** Chooses a client's tags among those in use, or adds new ones; closing saves them. */
export default function TagsPopover({ tags, anchor, returnTo, onDone }: TagsPopoverProps) {
  const [chosen, setChosen] = useState(tags);
  const toggle = (tag: string) =>
    setChosen((was) => (was.includes(tag) ? was.filter((one) => one !== tag) : [...was, tag]));
  return (
    <Popover label="Tags" anchor={anchor} returnTo={returnTo} onClose={() => onDone(chosen)}>
      {() => <TagPicker chosen={chosen} multiple creatable onToggle={toggle} />}
    </Popover>
  );
}
