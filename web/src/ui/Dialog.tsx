import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import { CloseIcon } from "./icons";
import styles from "./popup.module.css";
import { ErrorNotice } from "./states";

type DialogProps = { title: ReactNode; onClose: () => void; wide?: boolean; footer?: ReactNode; children: ReactNode };

/** A dialog that is open while it is mounted. */
export function Dialog({ title, onClose, wide, footer, children }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={cx(styles.dialog, wide && styles.dialogWide)}>
          <div className={cx(styles.drawerHead)}>
            <Base.Title>{title}</Base.Title>
            <Base.Close render={<IconButton icon={CloseIcon} label="Close" />} />
          </div>
          <div className={styles.dialogBody} style={{ paddingTop: 16 }}>
            {children}
          </div>
          {footer && <div className={styles.foot}>{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export type Question = {
  title: string;
  body: ReactNode;
  confirm: string;
  danger?: boolean;
  /** While it runs the dialog waits; when it fails the dialog says so and stays. */
  run: () => Promise<unknown> | unknown;
  /** Some failures need more than their sentence: a way on. Others stand as they are. */
  explain?: (error: unknown, close: () => void) => ReactNode;
};

/** Asks before something that cannot simply be undone. */
export function ConfirmDialog({
  title,
  body,
  confirm,
  danger,
  run,
  explain,
  onClose,
}: Question & { onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function go() {
    setBusy(true);
    setError(undefined);
    try {
      await run();
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && !busy && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.dialog}>
          <div className={styles.dialogHead}>
            <AlertDialog.Title>{title}</AlertDialog.Title>
          </div>
          <div className={styles.dialogBody}>
            <AlertDialog.Description render={<div />}>{body}</AlertDialog.Description>
            {(error !== undefined && explain?.(error, onClose)) || <ErrorNotice error={error} />}
          </div>
          <div className={styles.foot}>
            <AlertDialog.Close render={<Button>Cancel</Button>} />
            <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={() => void go()}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

export default ConfirmDialog;
