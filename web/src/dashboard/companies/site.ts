/** An address as people say it: without the scheme and a bare slash. */
export function siteName(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

/** Typed domains: separated by commas, spaces or lines; without scheme, `@` or `www.`, each once. */
export function domainsOf(text: string): string[] {
  const domains = text
    .split(/[\s,;]+/)
    .map((part) => siteName(part.trim().toLowerCase()).replace(/^.*@/, "").replace(/\/.*$/, ""))
    .filter(Boolean);
  return [...new Set(domains)];
}
