import { Popover as Base } from "@base-ui/react/popover";
import { type ReactNode, useState } from "react";
import type { Anchor } from "./Menu";
import styles from "./popup.module.css";

export type PopoverProps = {
  label: string;
  anchor: Anchor;
  returnTo?: () => HTMLElement | null;
  /** It begins to close, and not by Esc: what was chosen holds. */
  onApply?: () => void;
  /** It is gone. */
  onClose: () => void;
  align?: "start" | "end";
  /** `close` lets the content close the popover. */
  children: (close: () => void) => ReactNode;
};

/** A popover that is open while it is mounted. */
export default function PopoverPopup(props: PopoverProps) {
  const { label, anchor, returnTo, onApply, onClose, align = "start", children } = props;
  const [open, setOpen] = useState(true);
  function close() {
    if (open) onApply?.();
    setOpen(false);
  }
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        if (next || reason === "escape-key") setOpen(next);
        else close();
      }}
      onOpenChangeComplete={(next) => !next && onClose()}
    >
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          anchor={anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className={styles.popup} aria-label={label} finalFocus={() => returnTo?.() ?? false}>
            {children(close)}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
