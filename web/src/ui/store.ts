import { useSyncExternalStore } from "react";

/** A value outside React that components follow: toasts, the open question, preferences. */
export function store<T>(initial: T) {
  let value = initial;
  const listeners = new Set<() => void>();
  const get = () => value;
  const set = (next: T | ((current: T) => T)) => {
    value = typeof next === "function" ? (next as (current: T) => T)(value) : next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { get, set, use: () => useSyncExternalStore(subscribe, get) };
}
