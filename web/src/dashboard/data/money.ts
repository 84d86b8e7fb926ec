import { isAmbiguous } from "./fields";

/** How many decimal places a currency has. */
function places(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units for people: 12050 in EUR is “€120.50”. */
export function moneyText(minor: number, currency: string): string {
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(minor / 10 ** places(currency));
}

/** Minor units as they are typed: 12050 in EUR is “120.50”. */
export function typedMoney(minor: number, currency: string): string {
  return (minor / 10 ** places(currency)).toFixed(places(currency));
}

/** A typed amount in minor units; undefined if it is none, can be read in two ways, or is finer than the currency. */
export function minorUnits(text: string, currency: string): number | undefined {
  if (isAmbiguous(text)) return undefined;
  const typed = text.trim().replace(",", ".");
  const [, decimals = ""] = typed.split(".");
  if (!/^\d+(\.\d*)?$/.test(typed) || decimals.length > places(currency)) return undefined;
  return Math.round(Number(typed) * 10 ** places(currency));
}

/** What to do about an amount that is none. */
export const moneyAdvice = (currency: string): string =>
  places(currency) > 0 ? "Enter an amount such as 120 or 120.50." : "Enter a whole amount such as 120.";
