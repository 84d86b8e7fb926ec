import { useEffect, useRef } from "react";
import styles from "./tooltip.module.css";

const delay = 350;

/**
 * One tooltip for the whole page: it shows the `data-tip` (and the key `data-tip-key`) of whatever the pointer or the
 * keyboard focus is on. Words that matter are in the element's own label or description; this only shows them.
 */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = layer.current;
    if (!box) return;
    let timer = 0;
    let target: Element | null = null;
    let byTab = false;

    const hide = () => {
      clearTimeout(timer);
      target = null;
      if (box.matches(":popover-open")) box.hidePopover();
    };
    const show = (element: Element) => {
      const tip = element.getAttribute("data-tip");
      if (!tip || element.getAttribute("aria-expanded") === "true") return;
      const key = element.getAttribute("data-tip-key");
      box.replaceChildren(tip);
      if (key) {
        const kbd = document.createElement("kbd");
        kbd.textContent = key;
        box.append(kbd);
      }
      box.showPopover();
      const at = element.getBoundingClientRect();
      const own = box.getBoundingClientRect();
      const below = at.bottom + own.height + 8 < innerHeight;
      box.style.left = `${Math.max(8, Math.min(at.left + at.width / 2 - own.width / 2, innerWidth - own.width - 8))}px`;
      box.style.top = `${below ? at.bottom + 6 : at.top - own.height - 6}px`;
    };
    const enter = (event: Event) => {
      if (event instanceof PointerEvent && event.pointerType === "touch") return;
      const element = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
      if (element === target) return;
      hide();
      if (!element) return;
      // Not for a focus that was set by the page, such as a dialog that opens.
      if (event.type === "focusin" && !byTab) return;
      target = element;
      timer = window.setTimeout(() => element.isConnected && show(element), delay);
    };
    const onKey = (event: KeyboardEvent) => {
      byTab = event.key === "Tab" || event.key.startsWith("Arrow");
      if (event.key === "Escape") hide();
    };

    document.addEventListener("pointerover", enter);
    document.addEventListener("focusin", enter);
    document.addEventListener("pointerdown", hide);
    document.addEventListener("keydown", onKey, { capture: true });
    document.addEventListener("scroll", hide, { capture: true, passive: true });
    return () => {
      hide();
      document.removeEventListener("pointerover", enter);
      document.removeEventListener("focusin", enter);
      document.removeEventListener("pointerdown", hide);
      document.removeEventListener("keydown", onKey, { capture: true });
      document.removeEventListener("scroll", hide, { capture: true });
    };
  }, []);
  return <div ref={layer} popover="manual" role="tooltip" className={styles.tooltip} />;
}
