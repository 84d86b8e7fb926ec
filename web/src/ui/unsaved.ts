import { useEffect } from "react";

let places = 0;

/** Whether something is typed on this page that leaving or loading it anew would lose. */
export const anythingUnsaved = (): boolean => places > 0;

/** Counts this place among those while `dirty`. */
export function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    places++;
    return () => {
      places--;
    };
  }, [dirty]);
}
