import { Dialog as Base } from "@base-ui/react/dialog";
import { useBlocker } from "@tanstack/react-router";
import type { FormEvent, ReactNode, RefObject } from "react";
import { useState } from "react";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import { CloseIcon } from "./icons";
import styles from "./popup.module.css";
import { useUnsaved } from "./unsaved";

type DrawerProps = {
  title: ReactNode;
  onClose: () => void;
  /** Something was typed that closing or leaving would lose: both ask first. */
  dirty?: boolean;
  wide?: boolean;
  /** With it the drawer is a form. */
  onSubmit?: () => void;
  footer?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** A panel at the side (from below on a phone) that is open while it is mounted; leaves with its movement. */
export function Drawer({ title, onClose, dirty, wide, onSubmit, footer, initialFocus, children }: DrawerProps) {
  const [open, setOpen] = useState(true);
  const [closing, setClosing] = useState(false);
  const unsaved = open && Boolean(dirty);
  useUnsaved(unsaved);
  const leaving = useBlocker({
    // A drawer that is in the address closes by replacing that; anything else leads away from it, also Back.
    shouldBlockFn: ({ action }) => unsaved && action !== "REPLACE",
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  const asking = closing || leaving.status === "blocked";

  function keep() {
    setClosing(false);
    leaving.reset?.();
  }
  function discard() {
    setOpen(false);
    leaving.proceed?.();
  }
  const content = (
    <>
      <div className={styles.drawerBody}>{children}</div>
      {footer && !asking && <div className={styles.foot}>{footer}</div>}
      {asking && (
        <div className={styles.foot} role="alert">
          <span style={{ marginRight: "auto", alignSelf: "center" }}>Discard what you typed?</span>
          <Button onClick={keep}>Keep editing</Button>
          <Button variant="danger" onClick={discard}>
            Discard
          </Button>
        </div>
      )}
    </>
  );
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        if (dirty) setClosing(true);
        else setOpen(false);
      }}
      onOpenChangeComplete={(next) => !next && onClose()}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup data-drawer="" className={cx(styles.drawer, wide && styles.drawerWide)} initialFocus={initialFocus}>
          <div className={styles.drawerHead}>
            <Base.Title>{title}</Base.Title>
            <Base.Close render={<IconButton icon={CloseIcon} label="Close" />} />
          </div>
          {onSubmit ? (
            <form
              noValidate
              className={styles.drawerForm}
              onSubmit={(event: FormEvent) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {content}
            </form>
          ) : (
            content
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
