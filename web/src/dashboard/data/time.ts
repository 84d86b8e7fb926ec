const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

const short = { year: "y", month: "mo", week: "w", day: "d", hour: "h", minute: "m" } as Record<string, string>;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const dateTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** “3d ago”, for columns. */
export function agoShort(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  for (const [unit, size] of units) if (seconds >= size) return `${Math.floor(seconds / size)}${short[unit]} ago`;
  return "Just now";
}

/** “3 days ago”, “in 2 hours”, for sentences. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return "just now";
}

export const fullTime = (iso: string): string => dateTime.format(new Date(iso));
export const shortDate = (iso: string): string => date.format(new Date(iso));
