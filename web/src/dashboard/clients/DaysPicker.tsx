import { useState } from "react";
import { Picker } from "../../ui/Picker";

const usual = [7, 14, 30, 60, 90, 180, 365];
/** Ten years: nobody means more. */
const most = 3650;

/** Days without activity: the usual ones, or whatever number is typed. */
export function DaysPicker({ chosen, onChoose }: { chosen?: string; onChoose: (days: string) => void }) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const number = /^\d+$/.test(wanted) ? Number(wanted) : 0;
  const own = number > 0 && number <= most ? number : undefined;
  const days = wanted ? usual.filter((day) => String(day).startsWith(wanted)) : [...usual];
  const kept = Number(chosen);
  if (!wanted && kept > 0 && !days.includes(kept)) days.push(kept);
  if (own && !days.includes(own)) days.unshift(own);
  return (
    <Picker
      label="Inactive for so many days"
      placeholder="Number of days"
      options={days
        .sort((a, b) => a - b)
        .map((day) => ({ id: String(day), label: day === 1 ? "1 day" : `${day} days` }))}
      chosen={chosen ? [chosen] : []}
      onSearch={setTyped}
      onToggle={onChoose}
      empty={`Type a whole number of days, up to ${most.toLocaleString("en")}`}
    />
  );
}
