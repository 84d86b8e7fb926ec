import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { foldName } from "../../ui/foldName";
import { Picker } from "../../ui/Picker";
import { tagsQuery } from "../data/queries";
import { useRested } from "./CompanyPicker";

type Props = {
  chosen: string[];
  multiple?: boolean;
  /** Offers what is typed as a new tag. */
  creatable?: boolean;
  onToggle: (tag: string) => void;
};

/** The tags in use with how many clients have each; what is chosen stands among them. */
export function TagPicker({ chosen, multiple, creatable, onToggle }: Props) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().replace(/\s+/g, " ");
  const found = useQuery(tagsQuery(useRested(wanted)));
  const known = found.data?.data ?? [];
  const own = chosen.filter((tag) => foldName(tag).includes(foldName(wanted)));
  const has = (tags: string[], name: string) => tags.some((tag) => foldName(tag) === foldName(name));
  const names = known.map(({ name }) => name);
  const isNew = creatable && wanted && !has(names, wanted) && !has(own, wanted);
  // One tag is written in several ways: what is chosen keeps its own.
  const as = (name: string) => own.find((tag) => foldName(tag) === foldName(name)) ?? name;
  const options = [
    ...own.filter((tag) => !has(names, tag)).map((tag) => ({ id: tag, label: tag })),
    ...known.map(({ name, clientCount }) => ({
      id: as(name),
      label: as(name),
      hint: clientCount === 1 ? "1 client" : `${clientCount.toLocaleString("en")} clients`,
    })),
    ...(isNew && !found.isPending ? [{ id: wanted, label: `Add “${wanted}”` }] : []),
  ];
  return (
    <Picker
      label="Tag"
      placeholder={creatable ? "Find or add a tag" : "Find a tag"}
      multiple={multiple}
      options={options}
      chosen={chosen}
      onSearch={setTyped}
      onToggle={onToggle}
      empty={found.isPending ? "Loading…" : wanted ? "No client has such a tag" : "No client has a tag yet"}
    />
  );
}
