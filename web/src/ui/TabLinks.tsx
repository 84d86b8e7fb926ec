import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import styles from "./tabs.module.css";

/** At which ends more tabs are than fit. */
function fade(bar: HTMLElement): void {
  const { scrollLeft, scrollWidth, clientWidth } = bar;
  const ends = [scrollLeft > 1 && "start", scrollLeft + clientWidth < scrollWidth - 1 && "end"];
  bar.dataset.more = ends.filter(Boolean).join(" ");
}

/**
 * Tabs that are links: the address says which one is open, and each can be opened in a new tab. Where they do not all
 * fit, the open one is brought into view, and the ends fade where there are more.
 */
export function TabLinks({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  const shown = useRef<{ tab?: Element | null; width?: number }>({});
  // Which tab is open, and how wide they all are, only what is drawn can tell.
  useLayoutEffect(() => {
    if (!bar.current) return;
    const tab = bar.current.querySelector('[aria-current="page"]');
    const width = bar.current.scrollWidth;
    if (tab !== shown.current.tab || width !== shown.current.width) {
      tab?.scrollIntoView({ inline: "center", block: "nearest" });
    }
    shown.current = { tab, width };
    fade(bar.current);
  });
  useEffect(() => {
    const resized = () => bar.current && fade(bar.current);
    window.addEventListener("resize", resized);
    return () => window.removeEventListener("resize", resized);
  }, []);
  return (
    <nav ref={bar} aria-label={label} className={styles.tabs} onScroll={(event) => fade(event.currentTarget)}>
      {children}
    </nav>
  );
}
