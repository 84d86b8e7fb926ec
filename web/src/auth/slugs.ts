import { placeOf, reserved } from "../base";

/** The address that a firm's name suggests: "Harbor & Finch LLP" → "harbor-and-finch-llp". */
export function slugOf(name: string): string {
  const spelled = name.toLowerCase().replace(/[&ßæœøłđ]/g, (letter) => spellings[letter] ?? "");
  return tidySlug(spelled).replace(/^-+|-+$/g, "");
}

/** What has no plain letter under its accent. */
const spellings: Record<string, string> = { "&": " and ", ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d" };

/** Keeps what an address may hold, as it is typed. */
export function tidySlug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 40);
}

export function isReserved(slug: string): boolean {
  return reserved.has(slug) || kept.includes(slug);
}

/** Kept too, though nothing answers there yet. The server has the last word. */
const kept =
  "www api v2 mail local static admin status help support docs blog billing cdn localhost portico auth login".split(
    " ",
  );

/** The workspace in what a person typed or pasted: its name, or any address of its portal. */
export function slugIn(text: string, domain?: string): string {
  const trimmed = text.trim();
  if (!/[./]/.test(trimmed)) return slugOf(trimmed);
  try {
    const url = new URL(/^https?:/i.test(trimmed) ? trimmed : `http://${trimmed.replace(/^\/+/, "")}`);
    return placeOf(url.hostname, url.pathname, domain).slug || slugOf(url.hostname.split(".")[0] ?? "");
  } catch {
    return slugOf(trimmed);
  }
}
