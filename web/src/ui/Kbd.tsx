import type { ReactNode } from "react";
import styles from "./bits.module.css";
import { cx } from "./cx";

/** A key of the keyboard. On touch screens the style sheet hides it. */
export function Kbd({ children, on }: { children: ReactNode /** Stands on a brand-coloured button. */; on?: boolean }) {
  return <kbd className={cx(styles.kbd, on && styles.kbdOn)}>{children}</kbd>;
}

/** ⌘ on a Mac, Ctrl elsewhere. */
export const modKey = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "") ? "⌘" : "Ctrl ";
