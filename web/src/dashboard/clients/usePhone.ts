import { useSyncExternalStore } from "react";

const query = globalThis.matchMedia?.("(max-width: 760px)");

function subscribe(listener: () => void) {
  query?.addEventListener("change", listener);
  return () => query?.removeEventListener("change", listener);
}

/** Whether the page is as narrow as a phone: rows are cards then. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => query?.matches ?? false);
