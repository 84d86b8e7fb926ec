import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { ChevronDownIcon, ChevronUpIcon } from "../../ui/icons";
import { Skeleton } from "../../ui/states";
import { singleKeys } from "../data/prefs";
import styles from "./clients.module.css";
import type { Sorting, SortKey } from "./filter";

type Column = { className?: string; label: string; sort?: SortKey };

const columns = (companyLabel: string): Column[] => [
  { className: styles.person, label: "Client", sort: "name" },
  { className: styles.company, label: companyLabel },
  { className: styles.status, label: "Status" },
  { className: styles.lead, label: "Lead" },
  { className: styles.visibility, label: "Visibility" },
  { className: styles.when, label: "Last active", sort: "lastActivity" },
  { className: styles.added, label: "Added", sort: "createdAt" },
];

export function GridHead({ sorting, onSort }: { sorting: Sorting; onSort: (sort: SortKey) => void }) {
  const { companyLabel } = useSession().workspace;
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {columns(companyLabel).map(({ className, label, sort }) => {
          const on = sort === sorting.sort;
          const Arrow = sorting.order === "asc" ? ChevronUpIcon : ChevronDownIcon;
          return (
            <div
              key={label}
              role="columnheader"
              tabIndex={-1}
              className={className}
              aria-sort={sort && (on ? (sorting.order === "asc" ? "ascending" : "descending") : "none")}
            >
              {sort ? (
                <button type="button" className={styles.sort} data-on={on || undefined} onClick={() => onSort(sort)}>
                  {label}
                  <Arrow size={13} />
                </button>
              ) : (
                label
              )}
            </div>
          );
        })}
        <div role="columnheader" tabIndex={-1} className={styles.more}>
          <span className="vh">Actions</span>
        </div>
      </div>
    </div>
  );
}

/** Rows on their way, in the shape that they will have. */
export function SkeletonRows() {
  return (
    <div role="rowgroup" aria-hidden="true">
      {Array.from({ length: 14 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <div key={index} className={styles.row} style={{ position: "static" }}>
          <div className={styles.person}>
            <Skeleton width={28} height={28} radius="50%" />
            <span className={styles.nameText}>
              <Skeleton width={110 + ((index * 37) % 60)} height={12} />
              <Skeleton width={150 + ((index * 53) % 80)} height={10} />
            </span>
          </div>
          <div className={styles.company}>
            <Skeleton width={90 + ((index * 29) % 50)} height={12} />
          </div>
          <div className={styles.status}>
            <Skeleton width={72} height={20} radius={10} />
          </div>
          <div className={styles.lead}>
            <Skeleton width={120} height={12} />
          </div>
          <div className={styles.visibility}>
            <Skeleton width={42} height={20} radius={10} />
          </div>
          <div className={styles.when}>
            <Skeleton width={54} height={12} />
          </div>
          <div className={styles.added}>
            <Skeleton width={70} height={12} />
          </div>
        </div>
      ))}
    </div>
  );
}

export function GridFooter({
  loaded,
  total,
  loading,
  loadingMore,
  onRetry,
}: {
  loaded: number;
  total?: number;
  loading: boolean;
  loadingMore: boolean;
  /** The next rows did not come: asks for them again. */
  onRetry?: () => void;
}) {
  const keys = singleKeys.use();
  const rest = loadingMore ? ", more on the way…" : onRetry ? "; the next ones could not be loaded" : "";
  return (
    <div className={styles.foot}>
      <span role="status">
        {loading || total === undefined
          ? "Loading clients…"
          : `${loaded.toLocaleString("en")} of ${total.toLocaleString("en")} loaded${rest}`}
      </span>
      {onRetry && (
        <Button variant="link" size="s" onClick={onRetry}>
          Try again
        </Button>
      )}
      {keys && !onRetry && (
        <span className={styles.keys}>j/k move · ↵ open · . actions · c new · / search · ? keys</span>
      )}
    </div>
  );
}
