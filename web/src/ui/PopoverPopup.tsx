import { Popover as Base } from "@base-ui/react/popover";
import { type ReactNode, useState } from "react";
import type { Anchor } from "./Menu";
import styles from "./popup.module.css";

export type PopoverProps = {
  label: string;
  anchor: Anchor;
  returnTo?: () => HTMLElement | null;
  onClose: () => void;
  align?: "start" | "end";
  /** `close` lets the content close the popover. */
  children: (close: () => void) => ReactNode;
};

/** A popover that is open while it is mounted. */
export default function PopoverPopup({ label, anchor, returnTo, onClose, align = "start", children }: PopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Base.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          anchor={anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className={styles.popup} aria-label={label} finalFocus={() => returnTo?.() ?? false}>
            {children(() => setOpen(false))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
