import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSession } from "../../session";
import { foldName } from "../../ui/foldName";
import { Picker } from "../../ui/Picker";
import { companiesQuery } from "../data/queries";

/** A text that follows the typing after a short rest. */
export function useRested(text: string, delay = 180): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), delay);
    return () => clearTimeout(timer);
  }, [text, delay]);
  return rested;
}

export function CompanyPicker({ chosen, onChoose }: { chosen?: string; onChoose: (id: string) => void }) {
  const { companyLabel } = useSession().workspace;
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const rested = useRested(wanted);
  const list = useInfiniteQuery(companiesQuery(rested));
  // Until the answer to these very words is there, the former one is all that is known.
  const answered = rested === wanted && !list.isPending && !list.isPlaceholderData;
  const all = list.data?.pages.flatMap((page) => page.data) ?? [];
  const companies = answered ? all : all.filter(({ name }) => foldName(name).includes(foldName(wanted)));
  return (
    <Picker
      label={companyLabel}
      options={companies.map(({ id, name, clientCount }) => ({
        id,
        label: name,
        hint: clientCount === 1 ? "1 client" : `${clientCount} clients`,
      }))}
      chosen={chosen ? [chosen] : []}
      onSearch={setTyped}
      onToggle={onChoose}
      onRetry={list.isLoadingError ? () => void list.refetch() : undefined}
      empty={answered ? "Nothing found" : "Searching…"}
    />
  );
}
