import type { ReactNode } from "react";
import styles from "./tabs.module.css";

/** Tabs that are links: the address says which one is open, and each can be opened in a new tab. */
export function TabLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {children}
    </nav>
  );
}
