import { slug } from "../../base";
import { store } from "../../ui/store";
import { apart, isHex } from "./contrast";

const version = store(0);

/** Loads the workspace's style sheet again after its colours have changed; the old one stays until the new one is there. */
export function reloadTheme(): Promise<void> {
  const old = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"][href*="/theme.css"]');
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/v1/portals/${encodeURIComponent(slug)}/theme.css?v=${Date.now()}`;
  return new Promise((resolve) => {
    const done = () => {
      old?.remove();
      version.set((count) => count + 1);
      resolve();
    };
    link.onload = done;
    link.onerror = () => {
      link.remove();
      resolve();
    };
    (old ?? document.head.lastElementChild)?.after(link);
  });
}

/** Tells that the theme may look different now: another scheme was chosen. */
export const themeChanged = () => version.set((count) => count + 1);

/**
 * Whether the firm chose a colour for the side bar that stands out from the page; then its text and marks are drawn
 * from that colour's own pair, otherwise with the brand's.
 */
export function useOwnSidebar(): boolean {
  version.use();
  const style = getComputedStyle(document.documentElement);
  const [bar, page] = ["--sidebar", "--bg"].map((name) => style.getPropertyValue(name).trim()) as [string, string];
  return isHex(bar) && isHex(page) && apart(bar, page);
}
