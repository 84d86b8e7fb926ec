import { type ReactNode, useRef, useState } from "react";
import { later } from "../later";
import { Button, type ButtonProps, IconButton, type IconButtonProps } from "./Button";
import type { Icon } from "./icons";

export type MenuItem = {
  id: string;
  label: string;
  icon?: Icon;
  hint?: ReactNode;
  /** Why it cannot be chosen now. */
  reason?: string;
  shortcut?: string;
  danger?: boolean;
  /** With it the item is a choice that is on or off. */
  checked?: boolean;
  href?: string;
  newTab?: boolean;
  run?: () => void;
};
export type MenuEntry = MenuItem | "separator" | { heading: string; items: MenuItem[] };

/** Where a popup stands: at an element, or at a point (right-click). */
export type Anchor = Element | { getBoundingClientRect: () => DOMRect };
export const pointAnchor = (x: number, y: number): Anchor => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

export type MenuPopupProps = {
  label: string;
  entries: MenuEntry[];
  anchor: Anchor;
  /** What gets the focus back. */
  returnTo?: () => HTMLElement | null;
  /** Which opening this is: another one opens a menu again that is fading. */
  opening: object;
  /** It begins to fade. */
  onClosing?: () => void;
  /** It is gone. */
  onClose: () => void;
  side?: "top" | "bottom" | "right";
  align?: "start" | "end";
};

export const MenuPopup = later<MenuPopupProps>(() => import("./MenuPopup"));

type Common = {
  entries: () => MenuEntry[];
  menuLabel: string;
  side?: MenuPopupProps["side"];
  align?: MenuPopupProps["align"];
};

function useMenu({ entries, menuLabel, side, align }: Common) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [opening, setOpening] = useState<object>();
  const [fading, setFading] = useState(false);
  const preload = () => void MenuPopup.preload();
  const props = {
    ref: trigger,
    "aria-haspopup": "menu" as const,
    "aria-expanded": Boolean(opening) && !fading,
    onPointerEnter: preload,
    onFocus: preload,
    // On press, as native menus do.
    onClick: () => {
      setOpening(opening && !fading ? undefined : {});
      setFading(false);
    },
  };
  const popup = opening && trigger.current && (
    <MenuPopup
      label={menuLabel}
      entries={entries()}
      anchor={trigger.current}
      returnTo={() => trigger.current}
      opening={opening}
      onClosing={() => setFading(true)}
      onClose={() => setOpening(undefined)}
      side={side}
      align={align}
    />
  );
  return { props, popup };
}

export function MenuButton({ entries, menuLabel, side, align, ...rest }: Common & ButtonProps) {
  const { props, popup } = useMenu({ entries, menuLabel, side, align });
  return (
    <>
      <Button {...rest} {...props} />
      {popup}
    </>
  );
}

export function MenuIconButton({ entries, menuLabel, side, align, ...rest }: Common & IconButtonProps) {
  const { props, popup } = useMenu({ entries, menuLabel, side, align });
  return (
    <>
      <IconButton {...rest} {...props} />
      {popup}
    </>
  );
}

/** For triggers that look like nothing else: the side bar's user button. */
export function MenuTrigger({
  entries,
  menuLabel,
  side,
  align,
  className,
  label,
  children,
}: Common & { className?: string; label?: string; children: ReactNode }) {
  const { props, popup } = useMenu({ entries, menuLabel, side, align });
  return (
    <>
      <button type="button" className={className} aria-label={label} {...props}>
        {children}
      </button>
      {popup}
    </>
  );
}
