import { useState } from "react";
import type { Client } from "../../api/schema";
import { Avatar, fullName } from "../../ui/Avatar";
import type { Anchor } from "../../ui/Menu";
import { Picker, type PickerOption } from "../../ui/Picker";
import Popover from "../../ui/PopoverPopup";
import { useTeam } from "../data/queries";
import { CompanyPicker } from "./CompanyPicker";

export type FilterKey = "company" | "lead" | "tag" | "inactive";

export type FilterPopoverProps = {
  filter: FilterKey;
  label: string;
  anchor: Anchor;
  chosen?: string;
  rows: Client[];
  onChoose: (id: string) => void;
  returnTo: () => HTMLElement | null;
  onClose: () => void;
};

const inactiveChoices: PickerOption[] = [7, 14, 30, 60, 90, 180].map((days) => ({
  id: String(days),
  label: `${days} days`,
}));

/** Chooses the value of one filter. */
export default function FilterPopover({
  filter,
  label,
  anchor,
  chosen,
  rows,
  onChoose,
  returnTo,
  onClose,
}: FilterPopoverProps) {
  const team = useTeam();
  return (
    <Popover label={label} anchor={anchor} returnTo={returnTo} onClose={onClose}>
      {(close) => {
        const choose = (id: string) => {
          onChoose(id);
          close();
        };
        if (filter === "company") return <CompanyPicker chosen={chosen} onChoose={choose} />;
        if (filter === "tag") return <TagPicker rows={rows} chosen={chosen} onChoose={choose} />;
        const people = team.all.map((person) => ({
          id: person.id,
          label: fullName(person),
          lead: <Avatar id={person.id} name={fullName(person)} />,
        }));
        const options = filter === "inactive" ? inactiveChoices : people;
        return <Picker label={label} options={options} chosen={chosen ? [chosen] : []} onToggle={choose} />;
      }}
    </Popover>
  );
}

/** There is no list of all tags: offers those of the clients loaded so far, and whatever is typed. */
function TagPicker({ rows, chosen, onChoose }: { rows: Client[]; chosen?: string; onChoose: (tag: string) => void }) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const known = [...new Set(rows.flatMap((client) => client.tags))].sort();
  const found = known.filter((tag) => tag.toLowerCase().includes(wanted.toLowerCase()));
  const tags = !wanted || known.includes(wanted) ? found : [...found, wanted];
  return (
    <Picker
      label="Tag"
      placeholder="Type a tag"
      options={tags.map((tag) => ({ id: tag, label: tag }))}
      chosen={chosen ? [chosen] : []}
      onSearch={setTyped}
      onToggle={onChoose}
      empty="Type a tag to filter by it"
    />
  );
}
