import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { SavedView } from "../../api/schema";
import { sessionQuery } from "../../session";
import { ask } from "../../ui/ask";
import { once } from "../../ui/once";
import { toast, toastError } from "../../ui/toast";

/** The person's own views and the shared ones. */
export const viewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: async ({ signal }) => (await call("views-list", { signal })).data,
  staleTime: 60_000,
});

type Changes = Partial<Pick<SavedView, "name" | "query" | "shared">>;

export async function saveView(queries: QueryClient, view: Pick<SavedView, "name" | "query" | "shared">) {
  const saved = await call("views-create", { body: view });
  storeView(queries, saved);
  return saved;
}

export async function changeView(queries: QueryClient, view: SavedView, changes: Changes) {
  try {
    const saved = await call("views-update", { params: { id: view.id }, body: changes, ifMatch: view.version });
    storeView(queries, saved);
    return saved;
  } catch (error) {
    // Somebody else may have changed a shared one, or taken it away.
    void queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
    throw error;
  }
}

/** The view as it was read last, which somebody holds: after a conflict that is the newer one. */
export function newestView(queries: QueryClient, held: SavedView): SavedView {
  return queries.getQueryData(viewsQuery.queryKey)?.find(({ id }) => id === held.id) ?? held;
}

/** What a change of a view is called while it is under way. */
export const changeName = (view: SavedView): string => `view:${view.id}`;

/** Changes a view at once, and says so. */
export async function changeAndTell(queries: QueryClient, view: SavedView, changes: Changes, told: string) {
  await once(changeName(view), async () => {
    try {
      await changeView(queries, view, changes);
      toast(told);
    } catch (error) {
      toastError(error, "The view was not changed");
    }
  });
}

export function askToDelete(queries: QueryClient, view: SavedView, onDeleted: () => void): void {
  ask({
    title: `Delete “${view.name}”?`,
    body: view.shared ? "It goes for the whole team. The clients stay as they are." : "The clients stay as they are.",
    confirm: "Delete view",
    danger: true,
    run: async () => {
      await call("views-delete", { params: { id: view.id }, ifMatch: view.version });
      queries.setQueryData(viewsQuery.queryKey, (all) => all?.filter(({ id }) => id !== view.id));
      onDeleted();
      toast(`“${view.name}” is deleted`);
    },
  });
}

function storeView(queries: QueryClient, view: SavedView): void {
  const me = queries.getQueryData(sessionQuery.queryKey)?.id;
  queries.setQueryData(viewsQuery.queryKey, (all) => {
    if (!all) return all;
    // Somebody else's view that is no longer shared is theirs alone.
    if (!view.shared && view.ownerInternalUserId !== me) return all.filter(({ id }) => id !== view.id);
    return all.some(({ id }) => id === view.id) ? all.map((one) => (one.id === view.id ? view : one)) : [...all, view];
  });
}
