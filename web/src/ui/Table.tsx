import type { ReactNode } from "react";
import { Loading, Skeleton } from "./states";
import styles from "./table.module.css";

/** A plain table; where there is no room for columns each row becomes a card with its actions at the right. */
export function Table({ label, columns, children }: { label: string; columns: string[]; children: ReactNode }) {
  return (
    <div className={styles.wrap}>
      <table className={styles.table} aria-label={label} data-actions={columns.at(-1) === "Actions" || undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column === "Actions" ? <span className="vh">{column}</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function TableSkeleton({ label }: { label: string }) {
  return (
    <Loading label={label}>
      {[180, 140, 210, 160, 190].map((width) => (
        <div key={width} className={styles.skeletonRow}>
          <Skeleton width={28} height={28} radius="50%" />
          <Skeleton width={width} height={13} />
        </div>
      ))}
    </Loading>
  );
}

export { styles as tableStyles };
