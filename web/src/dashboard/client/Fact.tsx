import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "../../ui/cx";
import { PencilIcon } from "../../ui/icons";
import styles from "./facts.module.css";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "value"> & {
  ref?: Ref<HTMLButtonElement>;
  label: string;
  labelId?: string;
  /** How the value is drawn; nothing where there is none. */
  value: ReactNode;
  /** What stands there, for somebody who may change it, when there is nothing. */
  empty: string;
  /** It is only read here; why stands once, above all facts. */
  fixed: boolean;
  /** Stands in place of the value while it is changed. */
  editor?: ReactNode;
  /** Stands beside the value. */
  aside?: ReactNode;
};

/** One fact about a client: its name, and its value, which is the button to change it. */
export function Fact({ label, labelId, value, empty, fixed, editor, aside, children, ...button }: Props) {
  return (
    <div className={styles.fact}>
      <dt id={labelId}>{label}</dt>
      <dd className={cx(Boolean(aside) && !editor && styles.withAside)}>
        {editor ||
          (fixed ? (
            <span className={styles.fixed}>{value || <span className={styles.none}>—</span>}</span>
          ) : (
            <button {...button} type="button" className={styles.value}>
              <span className="vh">Edit {label.toLowerCase()}: </span>
              {value || <span className={styles.none}>{empty}</span>}
              <PencilIcon size={13} />
            </button>
          ))}
        {!editor && aside}
        {children}
      </dd>
    </div>
  );
}
