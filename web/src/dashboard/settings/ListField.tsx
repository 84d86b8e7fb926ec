import { Combobox, type ComboValue } from "../../ui/Combobox";

/** One of a long list that is searched by typing; a value that is not in it stays. */
export function ListField({
  value,
  options,
  onChange,
}: {
  value: string;
  options: ComboValue[];
  onChange: (id: string) => void;
}) {
  const current = options.find((option) => option.id === value) ?? { id: value, name: value };
  return <Combobox value={current} options={options} onChange={(next) => next && onChange(next.id)} required />;
}
