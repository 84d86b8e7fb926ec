import { type RefObject, useCallback, useLayoutEffect, useState } from "react";

const overscan = 10;

/** Which rows to draw: those in view, some around them, and the one that must stay; first to last. */
export function rowsToDraw(count: number, scrolled: number, view: number, rowHeight: number, keep: number): number[] {
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - overscan);
  const last = Math.min(count, Math.ceil((scrolled + view) / rowHeight) + overscan);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  if (keep >= count || keep < 0 || (keep >= first && keep < last)) return rows;
  return keep < first ? [keep, ...rows] : [...rows, keep];
}

/** How far to scroll so that a row is in view: not at all when it is, else just enough. */
export function scrollFor(index: number, scrolled: number, view: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrolled) return top;
  return top + rowHeight > scrolled + view ? top + rowHeight - view : scrolled;
}

/**
 * Draws only what is near the view of a long list whose rows are all equally high. `head` is the height of what sticks
 * above the rows inside the scroller.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  head: number,
  keep: number,
) {
  const [place, setPlace] = useState({ scrolled: 0, view: 900 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = () => {
      // In steps of half the overscan: between them the drawn rows suffice and nothing is drawn anew.
      const step = rowHeight * (overscan / 2);
      const scrolled = Math.floor(element.scrollTop / step) * step;
      const view = element.clientHeight + step;
      setPlace((was) => (was.scrolled === scrolled && was.view === view ? was : { scrolled, view }));
    };
    read();
    element.addEventListener("scroll", read, { passive: true });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", read);
      observer.disconnect();
    };
  }, [scroller, rowHeight]);

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element) element.scrollTop = scrollFor(index, element.scrollTop, element.clientHeight - head, rowHeight);
    },
    [scroller, rowHeight, head],
  );
  return { rows: rowsToDraw(count, place.scrolled, place.view, rowHeight, keep), reveal };
}
