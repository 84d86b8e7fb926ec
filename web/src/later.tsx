import { type ComponentType, useEffect, useReducer } from "react";

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
    const [, ready] = useReducer((count: number) => count + 1, 0);
    useEffect(() => {
      if (!Loaded) void preload().then(ready);
    }, []);
    return Loaded ? <Loaded {...props} /> : null;
  }

  return Object.assign(Later, { preload: () => void preload() });
}
