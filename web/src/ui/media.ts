import { useSyncExternalStore } from "react";

/** A hook that follows a media query. */
function mediaHook(query: string): () => boolean {
  const subscribe = (listener: () => void) => {
    const list = globalThis.matchMedia?.(query);
    list?.addEventListener("change", listener);
    return () => list?.removeEventListener("change", listener);
  };
  const matches = () => globalThis.matchMedia?.(query).matches ?? false;
  return () => useSyncExternalStore(subscribe, matches);
}

/** Whether the page is as narrow as a phone: rows are cards then. */
export const usePhone = mediaHook("(max-width: 760px)");

/** Whether a finger is what points: then there may be no keys, and what keys do needs buttons. */
export const useCoarse = mediaHook("(pointer: coarse)");

/** The same outside a component. */
export const isCoarse = (): boolean => globalThis.matchMedia?.("(pointer: coarse)").matches ?? false;
