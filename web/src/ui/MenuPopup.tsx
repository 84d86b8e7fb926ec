import { Menu as Base } from "@base-ui/react/menu";
import { useState } from "react";
import { cx } from "./cx";
import { CheckIcon } from "./icons";
import { Kbd } from "./Kbd";
import type { MenuEntry, MenuPopupProps } from "./Menu";
import styles from "./popup.module.css";

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry === "separator") return <Base.Separator className={styles.separator} />;
  if ("heading" in entry) {
    return (
      <Base.Group>
        <Base.GroupLabel className={styles.groupLabel}>{entry.heading}</Base.GroupLabel>
        {entry.items.map((item) => (
          <Entry key={item.id} entry={item} />
        ))}
      </Base.Group>
    );
  }
  const { icon: Glyph, label, hint, reason, shortcut, danger, checked } = entry;
  const body = (
    <>
      {Glyph && <Glyph />}
      <span className={styles.itemText}>
        {label}
        {(reason ?? hint) && <span className={styles.itemHint}>{reason ?? hint}</span>}
      </span>
      {checked && (
        <span className={styles.itemCheck}>
          <CheckIcon />
        </span>
      )}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
  const className = cx(styles.item, danger && !reason && styles.danger);
  if (entry.href) {
    return (
      <Base.LinkItem
        className={className}
        href={entry.href}
        target={entry.newTab ? "_blank" : undefined}
        rel="noreferrer"
        closeOnClick
      >
        {body}
      </Base.LinkItem>
    );
  }
  if (checked !== undefined) {
    return (
      <Base.CheckboxItem className={className} checked={checked} closeOnClick onClick={entry.run}>
        {body}
      </Base.CheckboxItem>
    );
  }
  return (
    <Base.Item className={className} label={label} disabled={Boolean(reason)} onClick={entry.run}>
      {body}
    </Base.Item>
  );
}

/** An open menu at an element or a point. Loaded when the first menu is about to open. */
export default function MenuPopup({
  label,
  entries,
  anchor,
  returnTo,
  opening,
  onClosing,
  onClose,
  side = "bottom",
  align = "start",
}: MenuPopupProps) {
  const [shut, setShut] = useState<object>();
  function change(open: boolean) {
    if (open) return;
    setShut(opening);
    onClosing?.();
  }
  return (
    <Base.Root open={shut !== opening} onOpenChange={change} onOpenChangeComplete={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className={styles.popup} aria-label={label} finalFocus={() => returnTo?.() ?? false}>
            {entries.map((entry, index) => (
              <Entry key={typeof entry === "string" || "heading" in entry ? index : entry.id} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
