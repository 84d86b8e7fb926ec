import { useQuery } from "@tanstack/react-query";
import { Avatar, fullName } from "../../ui/Avatar";
import type { Anchor } from "../../ui/Menu";
import { Picker } from "../../ui/Picker";
import Popover from "../../ui/PopoverPopup";
import { profilesQuery, useTeam } from "../data/queries";
import { CompanyPicker } from "./CompanyPicker";
import { DaysPicker } from "./DaysPicker";
import { TagPicker } from "./TagPicker";

export type FilterKey = "company" | "lead" | "tag" | "profile" | "inactive";

export type FilterPopoverProps = {
  filter: FilterKey;
  label: string;
  anchor: Anchor;
  chosen?: string;
  onChoose: (id: string) => void;
  returnTo: () => HTMLElement | null;
  onClose: () => void;
};

/** Chooses the value of one filter. */
export default function FilterPopover({
  filter,
  label,
  anchor,
  chosen,
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
        if (filter === "tag") return <TagPicker chosen={chosen ? [chosen] : []} onToggle={choose} />;
        if (filter === "profile") return <ProfilePicker label={label} chosen={chosen} onChoose={choose} />;
        if (filter === "inactive") return <DaysPicker chosen={chosen} onChoose={choose} />;
        const people = team.all.map((person) => ({
          id: person.id,
          label: fullName(person),
          lead: <Avatar id={person.id} name={fullName(person)} />,
        }));
        return <Picker label={label} options={people} chosen={chosen ? [chosen] : []} onToggle={choose} />;
      }}
    </Popover>
  );
}

function ProfilePicker({
  label,
  chosen,
  onChoose,
}: {
  label: string;
  chosen?: string;
  onChoose: (id: string) => void;
}) {
  const { data } = useQuery(profilesQuery);
  const options = (data?.data ?? []).map(({ id, name }) => ({ id, label: name }));
  return <Picker label={label} options={options} chosen={chosen ? [chosen] : []} onToggle={onChoose} />;
}
