import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { cx } from "../../ui/cx";
import { type Anchor, pointAnchor } from "../../ui/Menu";
import { usePhone } from "../../ui/media";
import { useCan } from "../data/access";
import { singleKey } from "../shell/keys";
import { ClientRow } from "./ClientRow";
import styles from "./clients.module.css";
import type { Sorting, SortKey } from "./filter";
import { GridFooter, GridHead, SkeletonRows } from "./GridParts";
import { RowMenu } from "./rowMenuLater";
import { useRowWindow } from "./useRowWindow";

type Props = {
  rows: Client[];
  /** Names of companies by id. */
  companies: Map<string, string>;
  total?: number;
  loading: boolean;
  /** The rows are of the filter before; the new ones are on their way. */
  stale: boolean;
  loadingMore: boolean;
  onMore?: () => void;
  /** The next rows did not come; somebody has to ask for them again. */
  moreFailed: boolean;
  sorting: Sorting;
  onSort: (sort: SortKey) => void;
  onMenu: (client: Client, anchor: Anchor, returnTo: () => HTMLElement | null) => void;
};

/** What can be reached with the arrow keys inside a row. */
const controls = "[data-control]";

export function ClientGrid({
  rows,
  companies,
  total,
  loading,
  stale,
  loadingMore,
  onMore,
  moreFailed,
  sorting,
  onSort,
  onMenu,
}: Props) {
  const { clientMode } = useSession().workspace;
  const canAccess = useCan("manage_client_access");
  const navigate = useNavigate();
  const phone = usePhone();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, rows.length - 1));

  const height = phone ? 64 : 45;
  // The row with the focus stays, however far one scrolls: without it the focus would be lost.
  const { rows: drawn, reveal } = useRowWindow(scroller, rows.length, height, phone ? 0 : 35, at);

  const lastShown = drawn.findLast((index) => index !== at) ?? 0;
  useEffect(() => {
    if (onMore && !moreFailed && lastShown >= rows.length - 20) onMore();
  }, [onMore, moreFailed, lastShown, rows.length]);

  const rowElement = (index: number) =>
    scroller.current?.querySelector<HTMLElement>(`[role="row"][data-index="${index}"]`) ?? null;

  function focusRow(index: number) {
    const next = Math.max(0, Math.min(index, rows.length - 1));
    setActive(next);
    reveal(next);
    requestAnimationFrame(() => rowElement(next)?.focus({ preventScroll: true }));
  }
  const move = useRef(focusRow);
  move.current = focusRow;

  // j and k work from anywhere on the page, so that nobody has to find the grid first.
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const key = singleKey(event);
      if (key !== "j" && key !== "k") return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      event.preventDefault();
      const inside = scroller.current?.contains(document.activeElement);
      const step = key === "j" ? 1 : -1;
      move.current(inside ? at + step : at);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [at]);

  function menuAt(index: number, anchor?: Anchor, returnTo?: HTMLElement | null) {
    const client = rows[index];
    const row = rowElement(index);
    if (!client || !row) return;
    setActive(index);
    onMenu(client, anchor ?? row.querySelector("[data-more]") ?? row, () => returnTo ?? rowElement(index));
  }

  // The same function for every row and every drawing, so that a row is drawn anew only when it has changed.
  const opened = useRef(menuAt);
  opened.current = menuAt;
  const openMenu = useCallback((...row: Parameters<typeof menuAt>) => opened.current(...row), []);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('[role="row"][data-index]');
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = Number(row.dataset.index);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      focusRow(to);
      return;
    }
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      const stops = [row, ...row.querySelectorAll<HTMLElement>(controls)].filter((stop) => stop.offsetParent !== null);
      stops[stops.indexOf(target) + (event.key === "ArrowRight" ? 1 : -1)]?.focus();
      return;
    }
    if (event.key === "Escape" && target !== row) return void row.focus();
    if (event.key === "Enter" && target === row) {
      const client = rows[index];
      if (client) void navigate({ to: "/app/clients/$id", params: { id: client.id } });
      return;
    }
    if (
      event.key === "ContextMenu" ||
      (event.shiftKey && event.key === "F10") ||
      singleKey(event.nativeEvent) === "."
    ) {
      event.preventDefault();
      menuAt(index);
    }
  }

  function onContextMenu(event: MouseEvent<HTMLDivElement>) {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[role="row"][data-index]');
    if (!row) return;
    event.preventDefault();
    menuAt(Number(row.dataset.index), pointAnchor(event.clientX, event.clientY));
  }

  return (
    <>
      <div
        ref={scroller}
        className={cx(styles.grid, stale && styles.stale)}
        role="grid"
        aria-label="Clients"
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-busy={loading || stale || undefined}
        data-mode={clientMode}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onPointerOver={() => void RowMenu.preload()}
        data-scroll-restoration-id="clients"
      >
        <GridHead sorting={sorting} onSort={onSort} />
        {loading ? (
          <SkeletonRows />
        ) : (
          <div className={styles.rows} role="rowgroup" style={{ height: rows.length * height }}>
            {drawn.map((index) => {
              const client = rows[index];
              return (
                client && (
                  <ClientRow
                    key={client.id}
                    client={client}
                    companyName={companies.get(client.companyId ?? "")}
                    index={index}
                    top={index * height}
                    active={index === at}
                    canAccess={canAccess}
                    onFocus={setActive}
                    onMenu={openMenu}
                  />
                )
              );
            })}
          </div>
        )}
      </div>
      <GridFooter
        loaded={rows.length}
        total={total}
        loading={loading}
        loadingMore={loadingMore}
        onRetry={moreFailed ? onMore : undefined}
      />
    </>
  );
}
