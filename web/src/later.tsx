import { type ComponentType, useEffect, useState } from "react";

/**
 * Code splitting without Suspense. React holds back a Suspense reveal for 300 ms so that spinners do not flicker; for a
 * menu that is an eternity. Call `preload` on pointer-enter and focus, and the first opening costs one frame.
 */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let Loaded: ComponentType<P> | undefined;
  let pending: Promise<void> | undefined;

  const preload = () => {
    pending ??= load().then(
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
      const fail = (error: unknown) => {
        if (!reloadOnce()) setFailure({ error });
      };
      // It may have arrived since the first render, so this always asks.
      if (!Shown) preload().then(show, fail);
    }, [Shown]);
    if (failure) throw failure.error;
    return Shown ? <Shown {...props} /> : null;
  }

  return Object.assign(Later, { preload: () => preload().catch(() => {}) });
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
