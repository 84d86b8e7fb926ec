import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useSession } from "../../session";
import { Combobox, type ComboValue } from "../../ui/Combobox";
import { Field } from "../../ui/Field";
import { companiesQuery } from "../data/queries";
import { useRested } from "./CompanyPicker";

type Props = {
  value: ComboValue | null;
  /** With what led to it, as `Combobox` says. */
  onChange: (value: ComboValue | null, why: string) => void;
  error?: string;
  required: boolean;
  /** Why no company may be made here. */
  noCreate?: string;
  label?: ReactNode;
  autoFocus?: boolean;
};

/** Finds a company by name, or (O02, C04) makes one of the name that was typed. */
export function CompanyField({ value, onChange, error, required, noCreate, label, autoFocus }: Props) {
  const { companyLabel } = useSession().workspace;
  const [typed, setTyped] = useState("");
  const rested = useRested(typed.trim());
  const list = useInfiniteQuery(companiesQuery(value && rested === value.name ? "" : rested));
  const options = (list.data?.pages ?? []).flatMap((page) => page.data).map(({ id, name }) => ({ id, name }));
  const hint = value?.create
    ? `“${value.name}” is created together with the client.`
    : noCreate
      ? "Choose one that exists; your role does not create new ones."
      : undefined;
  return (
    <Field label={label ?? companyLabel} optional={!required && !label} error={error} hint={hint}>
      <Combobox
        value={value}
        onChange={onChange}
        options={options}
        onSearch={setTyped}
        loading={list.isFetching}
        onRetry={list.isLoadingError ? () => void list.refetch() : undefined}
        autoFocus={autoFocus}
        creatable={!noCreate && !list.isFetching && !list.isLoadingError && rested === typed.trim()}
        placeholder={noCreate ? "Search" : "Search or type a new name"}
      />
    </Field>
  );
}
