import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { AlertIcon, CheckIcon, CloseIcon } from "./icons";
import { describeError } from "./states";
import { store } from "./store";
import styles from "./toast.module.css";

type ToastAction = { label: string; run: () => Promise<unknown> | unknown };
type ToastItem = { id: number; title: string; detail?: string; tone: "ok" | "bad"; action?: ToastAction };

const toasts = store<ToastItem[]>([]);
let last = 0;

function dismiss(id: number) {
  toasts.set((all) => all.filter((item) => item.id !== id));
}

/** Says what has happened, with a way back where there is one. At most three stand at a time. */
export function toast(title: string, action?: ToastAction): void {
  toasts.set((all) => [...all.slice(-2), { id: ++last, title, tone: "ok", action }]);
}

/** For failures that belong to no field. */
export function toastError(error: unknown, title = "That did not work", action?: ToastAction): void {
  const { message, requestId } = describeError(error);
  const detail = requestId ? `${message} (request ${requestId})` : message;
  toasts.set((all) => [...all.slice(-2), { id: ++last, title, detail, tone: "bad", action }]);
}

const lifetime = { ok: 6000, bad: 12_000 };

function ToastCard({ item, paused }: { item: ToastItem; paused: boolean }) {
  const [busy, setBusy] = useState(false);
  const left = useRef(lifetime[item.tone] + (item.action ? 4000 : 0));
  useEffect(() => {
    if (paused || busy) return;
    const began = Date.now();
    const timer = setTimeout(() => dismiss(item.id), left.current);
    return () => {
      left.current -= Date.now() - began;
      clearTimeout(timer);
    };
  }, [item.id, paused, busy]);

  async function act() {
    if (busy || !item.action) return;
    setBusy(true);
    try {
      await item.action.run();
      dismiss(item.id);
    } catch (error) {
      dismiss(item.id);
      toastError(error, `“${item.action.label}” did not work`);
    }
  }
  const Glyph = item.tone === "ok" ? CheckIcon : AlertIcon;
  return (
    <div className={cx(styles.toast, styles[item.tone])}>
      <Glyph className={styles.glyph} />
      <div className={styles.text}>
        <p>{item.title}</p>
        {item.detail && <p className={styles.detail}>{item.detail}</p>}
      </div>
      {item.action && (
        <button type="button" className={styles.action} aria-busy={busy || undefined} onClick={() => void act()}>
          {item.action.label}
        </button>
      )}
      <IconButton icon={CloseIcon} label="Dismiss" onClick={() => dismiss(item.id)} />
    </div>
  );
}

/** The one place where toasts stand. Time stops while the pointer or the focus is on it. */
export function ToastRegion() {
  const items = toasts.use();
  const region = useRef<HTMLElement>(null);
  const [paused, setPaused] = useState(false);
  const focused = useRef(false);
  const cameFrom = useRef<EventTarget>(null);
  const isInside = (target: EventTarget | null) => target instanceof Node && region.current?.contains(target) === true;

  // A toast that goes takes the focus and the pointer along without a word.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when toasts come and go
  useEffect(() => {
    if (focused.current && !isInside(document.activeElement)) {
      focused.current = false;
      const before = cameFrom.current;
      const back = before instanceof HTMLElement && before.isConnected ? before : document.getElementById("main");
      (region.current?.querySelector("button") ?? back)?.focus();
      cameFrom.current = before;
    }
    setPaused(focused.current || region.current?.matches(":hover") === true);
  }, [items]);

  const stack = (tone: ToastItem["tone"]) =>
    items.filter((item) => item.tone === tone).map((item) => <ToastCard key={item.id} item={item} paused={paused} />);
  // Above dialogs, which stand beside the page and not on it.
  return createPortal(
    <section
      ref={region}
      aria-label="Notifications"
      className={styles.region}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(focused.current)}
      onFocus={(event) => {
        if (!isInside(event.relatedTarget)) cameFrom.current = event.relatedTarget;
        focused.current = true;
        setPaused(true);
      }}
      onBlur={(event) => {
        focused.current = isInside(event.relatedTarget);
        setPaused(focused.current);
      }}
    >
      {/* They are there before anything is said in them, so that screen readers hear of what comes. */}
      <div className={styles.stack} aria-live="assertive">
        {stack("bad")}
      </div>
      <div className={styles.stack} aria-live="polite">
        {stack("ok")}
      </div>
    </section>,
    document.body,
  );
}
