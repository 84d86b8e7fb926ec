import { Dialog as Base } from "@base-ui/react/dialog";
import type { FormEvent, ReactNode, RefObject } from "react";
import { useState } from "react";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import { CloseIcon } from "./icons";
import styles from "./popup.module.css";

type DrawerProps = {
  title: ReactNode;
  onClose: () => void;
  /** Something was typed that closing would lose: closing asks first. */
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
  const [asking, setAsking] = useState(false);
  const content = (
    <>
      <div className={styles.drawerBody}>{children}</div>
      {footer && !asking && <div className={styles.foot}>{footer}</div>}
      {asking && (
        <div className={styles.foot} role="alert">
          <span style={{ marginRight: "auto", alignSelf: "center" }}>Discard what you typed?</span>
          <Button onClick={() => setAsking(false)}>Keep editing</Button>
          <Button variant="danger" onClick={() => setOpen(false)}>
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
        if (dirty && !asking) setAsking(true);
        else setOpen(false);
      }}
      onOpenChangeComplete={(next) => !next && onClose()}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={cx(styles.drawer, wide && styles.drawerWide)} initialFocus={initialFocus}>
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
