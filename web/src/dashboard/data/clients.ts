import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../../api/client";
import type { Client, ClientStatus } from "../../api/schema";
import { toastError } from "../../ui/toast";
import { type ClientPages, clientQuery } from "./queries";

/** Changes a client wherever it is shown: in every cached list and on its page. */
export function patchClient(queries: QueryClient, id: string, change: (client: Client) => Client): void {
  queries.setQueriesData<ClientPages>({ queryKey: ["clients"] }, (data) => {
    if (!data?.pages.some((page) => page.data.some((client) => client.id === id))) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      data: page.data.map((client) => (client.id === id ? change(client) : client)),
    }));
    return { ...data, pages };
  });
  queries.setQueryData(clientQuery(id).queryKey, (client) => client && change(client));
}

/**
 * Stops what is being read about a client, so that an older state does not arrive over a newer one. Answers whether its
 * own page has to be read again: where nothing is there yet, reading goes on.
 */
export async function stopReading(queries: QueryClient, id: string): Promise<boolean> {
  const page = { queryKey: ["client", id] };
  const interrupted = queries.isFetching(page) > 0;
  const known = { predicate: (query: { state: { data: unknown } }) => query.state.data !== undefined };
  await Promise.all([
    queries.cancelQueries({ ...page, ...known }),
    queries.cancelQueries({ queryKey: ["clients"], ...known }),
  ]);
  return interrupted;
}

/**
 * Takes a client out of the lists it no longer belongs to, counts and totals included, until the next fetch. Answers how
 * to take that back; a list that has changed since stays as it is.
 */
export function moveClient(queries: QueryClient, id: string, from: ClientStatus, to: ClientStatus): () => void {
  const moved = queries.getQueriesData<ClientPages>({ queryKey: ["clients"] }).flatMap(([key, data]) => {
    if (!data?.pages) return [];
    const has = data.pages.some((page) => page.data.some((client) => client.id === id));
    const pages = data.pages.map((page) => ({
      ...page,
      data: page.data.filter((client) => client.id !== id),
      total: page.total - (has ? 1 : 0),
      counts: { ...page.counts, [from]: (page.counts[from] ?? 1) - 1, [to]: (page.counts[to] ?? 0) + 1 },
    }));
    return [{ key, before: data, after: queries.setQueryData<ClientPages>(key, { ...data, pages }) }];
  });
  return () => {
    for (const { key, before, after } of moved) {
      queries.setQueryData<ClientPages>(key, (now) => (now === after ? before : now));
    }
  };
}

/** The client as last read, for the version of the next edit. */
export function cachedClient(queries: QueryClient, id: string): Client | undefined {
  const page = queries.getQueryData(clientQuery(id).queryKey);
  let newest = page;
  for (const [, data] of queries.getQueriesData<ClientPages>({ queryKey: ["clients"] })) {
    for (const one of data?.pages ?? []) {
      const client = one.data.find((candidate) => candidate.id === id);
      if (client && (!newest || client.version > newest.version)) newest = client;
    }
  }
  return newest;
}

/** The newest that is known of a client, which somebody holds. */
export function newestClient(queries: QueryClient, held: Client): Client {
  const cached = cachedClient(queries, held.id);
  return cached && cached.version >= held.version ? cached : held;
}

export function refreshClients(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: ["clients"] });
  void queries.invalidateQueries({ queryKey: ["client-counts"] });
  // They say how many clients they have.
  void queries.invalidateQueries({ queryKey: ["companies"] });
  void queries.invalidateQueries({ queryKey: ["tags"] });
  void queries.invalidateQueries({ queryKey: ["invitations"] });
  void queries.invalidateQueries({ queryKey: ["onboarding"] });
}

/** A stale edit says so and reads the record again; everything else is told as it is. */
export function tellFailure(queries: QueryClient, id: string, error: unknown): void {
  if (error instanceof ApiError && error.code === "version_conflict") {
    void queries.invalidateQueries({ queryKey: ["client", id] });
    void queries.invalidateQueries({ queryKey: ["clients"] });
    toastError(error, "Somebody else changed this client in the meantime");
  } else toastError(error);
}
