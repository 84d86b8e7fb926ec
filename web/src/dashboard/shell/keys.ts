import { useEffect, useRef } from "react";
import { singleKeys } from "../data/prefs";

/** Whether a key belongs to what has the focus: a text field, or something that floats and has its own keys. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches("input, textarea, select") ||
    Boolean(target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
  );
}

/** A single key that may act now: without modifiers, outside inputs, and unless the person switched single keys off. */
export function singleKey(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (!singleKeys.get() || takesKeys(event.target)) return undefined;
  return event.key;
}

type Keys = { palette: () => void; help: () => void; create?: () => void };

/** The keys that work on every page of the dashboard. */
export function useGlobalKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const search =
        (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      // Some browsers have the same key for a search of their own.
      if (search) event.preventDefault();
      // A floating dialog is in front: its page must not move behind it.
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      if (search) return current.current.palette();
      const key = singleKey(event);
      if (key === "?") current.current.help();
      else if (key === "c" && current.current.create) current.current.create();
      else if (key === "/") document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
