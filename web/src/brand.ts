/** What a firm's name looks like when it has set no icon: the first letters of its first two words. */
export function initials(name: string): string {
  const words = name.split(/[\s.&-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

/** Sets the tab's title, and its icon to the firm's own. */
export function setTab(title: string, icon?: string): void {
  document.title = title;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link || !icon || link.getAttribute("href") === icon) return;
  link.removeAttribute("type");
  link.href = icon;
}
