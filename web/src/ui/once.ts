import { store } from "./store";

const running = store<ReadonlySet<string>>(new Set());

/** What is under way, by the names that `once` was given. */
export function useRunning(): (name: string) => boolean {
  const now = running.use();
  return (name) => now.has(name);
}

/** Runs something unless it is under way already: a second click while the first is being answered is none. */
export async function once(name: string, work: () => Promise<unknown>): Promise<void> {
  if (running.get().has(name)) return;
  running.set((now) => new Set(now).add(name));
  try {
    await work();
  } finally {
    running.set((now) => new Set([...now].filter((one) => one !== name)));
  }
}
