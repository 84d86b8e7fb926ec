import type { ComboValue } from "../../ui/Combobox";

const names = new Intl.DisplayNames("en", { type: "currency" });

/** The browser knows them all; sorted as people look for them. */
export const timeZones: ComboValue[] = Intl.supportedValuesOf("timeZone").map((id) => ({
  id,
  name: id.replaceAll("_", " "),
}));

const usual = ["EUR", "GBP", "USD", "CHF", "CAD", "AUD"];

export const currencies: ComboValue[] = [
  ...usual,
  ...Intl.supportedValuesOf("currency").filter((id) => !usual.includes(id)),
].map((id) => ({
  id,
  name: `${id} · ${names.of(id) ?? id}`,
}));
