import type { CustomField } from "../../api/schema";

export type FieldType = CustomField["type"];

/** What each type of field is called, and what it is good for. */
export const fieldTypes: { id: FieldType; label: string; explain: string }[] = [
  { id: "text", label: "Text", explain: "One line" },
  { id: "longText", label: "Long text", explain: "Several lines" },
  { id: "number", label: "Number", explain: "Whole or with decimals" },
  { id: "date", label: "Date", explain: "A day" },
  { id: "singleSelect", label: "Single select", explain: "One of your options" },
  { id: "multiSelect", label: "Multi select", explain: "Some of your options" },
  { id: "checkbox", label: "Checkbox", explain: "Yes or no" },
  { id: "url", label: "Web address", explain: "Starts with https://" },
  { id: "email", label: "Email", explain: "An email address" },
  { id: "phoneNumber", label: "Phone number", explain: "Digits, with a country code if you like" },
];

export const typeLabel = (type: FieldType): string => fieldTypes.find(({ id }) => id === type)?.label ?? type;

export const hasOptions = (type: FieldType): boolean => type === "singleSelect" || type === "multiSelect";

/** The kind of input that a type's values are typed into. */
export const inputTypes: Partial<Record<FieldType, string>> = {
  date: "date",
  url: "url",
  email: "email",
  phoneNumber: "tel",
};

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A value for people: options by their labels, days as people write them. */
export function shownValue(field: CustomField, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (hasOptions(field.type)) {
    const chosen = Array.isArray(value) ? value : [value];
    return field.options
      .filter(({ id }) => chosen.includes(id))
      .map(({ label }) => label)
      .join(", ");
  }
  if (field.type === "date") return days.format(new Date(`${value}T00:00:00Z`));
  if (typeof value === "number") return value.toLocaleString("en", { maximumFractionDigits: 20, useGrouping: false });
  return String(value);
}

/** A comma before exactly three digits: `12,500` is twelve and a half to some, twelve thousand five hundred to others. */
export const isAmbiguous = (text: string): boolean => /,\d{3}$/.test(text.trim());

/** Why a typed number is not sent; undefined where nothing speaks against it here. */
export function numberProblem(field: CustomField, text: string): string | undefined {
  if (field.type !== "number" || !isAmbiguous(text)) return undefined;
  const typed = text.trim();
  const two = [typed.replaceAll(",", ""), typed.replace(/,(?=\d{3}$)/, ".").replaceAll(",", "")];
  return `“${typed}” can be read in two ways. Write ${two.join(" or ")}.`;
}

/** What was typed, as the API takes it: nothing removes, and what is no number is left to the server to refuse. */
export function typedValue(field: CustomField, text: string): unknown {
  const typed = text.trim();
  if (!typed) return null;
  if (field.type !== "number") return typed;
  const number = Number(typed.replace(",", "."));
  return Number.isFinite(number) ? number : typed;
}
