import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
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
  footer?: ReactNode;
};

/** The tags in use with how many clients have each; what is chosen stands among them. */
export function TagPicker({ chosen, multiple, creatable, onToggle, footer }: Props) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().replace(/\s+/g, " ");
  const rested = useRested(wanted);
  const found = useQuery(tagsQuery(rested));
  // Until the answer to these very words is there, the former one is all that is known.
  const answered = rested === wanted && !found.isPending && !found.isPlaceholderData && !found.isLoadingError;
  const fits = (name: string) => foldName(name).includes(foldName(wanted));
  const all = found.data?.data ?? [];
  const known = answered ? all : all.filter(({ name }) => fits(name));
  const has = (tags: string[], name: string) => tags.some((tag) => foldName(tag) === foldName(name));
  const names = known.map(({ name }) => name);
  const isNew = creatable && answered && wanted && !has(names, wanted) && !has(chosen, wanted);
  // One tag is written in several ways: what is chosen keeps its own.
  const as = (name: string) => chosen.find((tag) => foldName(tag) === foldName(name)) ?? name;
  const options = [
    ...chosen.filter((tag) => fits(tag) && !has(names, tag)).map((tag) => ({ id: tag, label: tag })),
    ...known.map(({ name, clientCount }) => ({
      id: as(name),
      label: as(name),
      hint: clientCount === 1 ? "1 client" : `${clientCount.toLocaleString("en")} clients`,
    })),
    ...(isNew ? [{ id: wanted, label: `Add “${wanted}”` }] : []),
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
      footer={footer}
      onRetry={found.isLoadingError ? () => void found.refetch() : undefined}
      empty={!answered ? "Searching…" : wanted ? "No client has such a tag" : "No client has a tag yet"}
    />
  );
}
