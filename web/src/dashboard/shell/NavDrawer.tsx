import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import popup from "../../ui/popup.module.css";
import styles from "./layout.module.css";
import { Sidebar } from "./Sidebar";

/** The side bar on a phone. */
export default function NavDrawer({ onClose }: { onClose: () => void }) {
  const [open, setOpen] = useState(true);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={popup.backdrop} />
        <Dialog.Popup className={styles.navDrawer} aria-label="Menu">
          <Sidebar />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
