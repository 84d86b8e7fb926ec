import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * After another page has opened the focus is at its heading, so that keys and screen readers go on from there. Whoever
 * has gone to something else by then is left alone.
 */
export function useHeadingFocus(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const last = useRef<string>(undefined);
  useEffect(() => {
    const from = last.current;
    last.current = path;
    const main = document.getElementById("main");
    // The first page's focus is the browser's.
    if (from === undefined || from === path || !main) return;
    const before = document.activeElement;
    if (before !== main && main.contains(before)) return;
    const focus = () => {
      const heading = main.querySelector("h1");
      if (!heading) return false;
      if (document.activeElement === before || document.activeElement === document.body) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      return true;
    };
    if (focus()) return;
    const observer = new MutationObserver(() => {
      if (focus()) observer.disconnect();
    });
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [path]);
}
