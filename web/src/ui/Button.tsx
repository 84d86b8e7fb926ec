import type { AnchorHTMLAttributes, ButtonHTMLAttributes, Ref } from "react";
import styles from "./Button.module.css";
import { cx } from "./cx";
import type { Icon } from "./icons";
import { Kbd } from "./Kbd";

type Look = {
  variant?: "primary" | "secondary" | "quiet" | "danger" | "link";
  size?: "s" | "m";
  icon?: Icon;
  shortcut?: string;
  wide?: boolean;
};
export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Look & {
    ref?: Ref<HTMLButtonElement>;
    busy?: boolean;
    /** Why it cannot be used now. The button stays focusable so that the reason can be read. */
    reason?: string;
  };

const look = ({ variant = "secondary", size = "m", wide }: Look) =>
  cx(styles.button, styles[variant], size === "s" && styles.small, wide && styles.wide);

export function Button({
  variant,
  size,
  icon: Glyph,
  shortcut,
  wide,
  busy,
  reason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const off = Boolean(busy || reason);
  return (
    <button
      type="button"
      {...rest}
      className={cx(look({ variant, size, wide }), className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-description={reason}
      data-tip={reason ?? (rest as { "data-tip"?: string })["data-tip"]}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className={styles.spinner} /> : Glyph && <Glyph />}
      {children}
      {shortcut && <Kbd on={variant === "primary"}>{shortcut}</Kbd>}
    </button>
  );
}

/** A link that looks like a button; the router's links take `className={buttonClass(…)}`. */
export function buttonClass(props: Look = {}): string {
  return look(props);
}

export function ButtonLink({
  variant,
  size,
  icon: Glyph,
  wide,
  className,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Look) {
  return (
    <a {...rest} className={cx(look({ variant, size, wide }), className)}>
      {Glyph && <Glyph />}
      {children}
    </a>
  );
}

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  ref?: Ref<HTMLButtonElement>;
  icon: Icon;
  /** Read out, and shown as a tooltip. */
  label: string;
  shortcut?: string;
  reason?: string;
};

export function IconButton({ icon: Glyph, label, shortcut, reason, className, onClick, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles.iconButton, className)}
      aria-label={label}
      aria-disabled={reason ? true : undefined}
      aria-description={reason}
      data-tip={reason ?? label}
      data-tip-key={reason ? undefined : shortcut}
      onClick={(event) => {
        if (reason) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <Glyph />
    </button>
  );
}
