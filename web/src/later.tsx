import { type ComponentType, useEffect, useState } from "react";
import { anythingUnsaved } from "./ui/unsaved";

/**
 * Code splitting without Suspense. React holds back a Suspense reveal for 300 ms so that spinners do not flicker; for a
 * menu that is an eternity. Call `preload` on pointer-enter and focus, and the first opening costs one frame.
 */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let Loaded: ComponentType<P> | undefined;
  let pending: Promise<void> | undefined;

  const preload = () => {
    pending ??= twice(load).then(
      (module) => {
        Loaded = module.default;
      },
      (error: unknown) => {
        pending = undefined;
        throw error;
      },
    );
    return pending;
  };

  function Later(props: P) {
    const [Shown, setShown] = useState<ComponentType<P> | undefined>(() => Loaded);
    const [failure, setFailure] = useState<{ error: unknown }>();
    useEffect(() => {
      const show = () => setShown(() => Loaded);
      const fail = (cause: unknown) => {
        const error = new Error(missing, { cause });
        const again = () => preload().then(show);
        // An error in place of the page would lose as much as loading it anew.
        if (anythingUnsaved() && tell) tell(error, again);
        else if (!navigator.onLine || anythingUnsaved() || !reloadOnce()) setFailure({ error });
      };
      // It may have arrived since the first render, so this always asks.
      if (!Shown) preload().then(show, fail);
    }, [Shown]);
    if (failure) throw failure.error;
    return Shown ? <Shown {...props} /> : null;
  }

  return Object.assign(Later, { preload: () => preload().catch(() => {}) });
}

const missing =
  "Check your connection and try again. If that does not help, save what you typed and load the page anew.";

let tell: ((error: Error, again: () => Promise<unknown>) => void) | undefined;

/** Hears of pieces that did not come while something is typed; without a listener an error takes their place. */
export function onMissingPiece(listener: typeof tell): void {
  tell = listener;
}

/** Connections break for a moment. */
async function twice<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return load();
  }
}

/** A piece that is gone belongs to an older build: the page is loaded anew, but not in a circle. */
function reloadOnce(): boolean {
  const key = "portico-reloaded";
  try {
    if (Date.now() - Number(sessionStorage.getItem(key)) < 30_000) return false;
    sessionStorage.setItem(key, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}
