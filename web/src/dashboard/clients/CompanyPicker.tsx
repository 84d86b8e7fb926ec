import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSession } from "../../session";
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
  const list = useInfiniteQuery(companiesQuery(useRested(typed.trim())));
  const companies = list.data?.pages.flatMap((page) => page.data) ?? [];
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
      empty={list.isPending ? "Loading…" : "Nothing found"}
    />
  );
}
