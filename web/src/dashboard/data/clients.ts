import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../../api/client";
import type { Client, ClientStatus } from "../../api/schema";
import { toastError } from "../../ui/toast";
import { type ClientPages, clientQuery } from "./queries";

type Cached = { client: Client | undefined; restore: () => void };

/** Changes a client wherever it is shown: in every cached list and on its page. Answers how to take that back. */
export function patchClient(queries: QueryClient, id: string, change: (client: Client) => Client): Cached {
  const lists = queries.getQueriesData<ClientPages>({ queryKey: ["clients"] });
  const page = queries.getQueryData(clientQuery(id).queryKey);
  let found: Client | undefined = page;
  for (const [key, data] of lists) {
    if (!data?.pages) continue;
    let touched = false;
    const pages = data.pages.map((one) => ({
      ...one,
      data: one.data.map((client) => {
        if (client.id !== id) return client;
        touched = true;
        found ??= client;
        return change(client);
      }),
    }));
    if (touched) queries.setQueryData(key, { ...data, pages });
  }
  if (page) queries.setQueryData(clientQuery(id).queryKey, change(page));
  return {
    client: found,
    restore: () => {
      for (const [key, data] of lists) queries.setQueryData(key, data);
      if (page) queries.setQueryData(clientQuery(id).queryKey, page);
    },
  };
}

/** Takes a client out of the lists it no longer belongs to, counts and totals included, until the next fetch. */
export function moveClient(queries: QueryClient, id: string, from: ClientStatus, to: ClientStatus): void {
  queries.setQueriesData<ClientPages>({ queryKey: ["clients"] }, (data) => {
    if (!data?.pages) return data;
    const has = data.pages.some((page) => page.data.some((client) => client.id === id));
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        data: page.data.filter((client) => client.id !== id),
        total: page.total - (has ? 1 : 0),
        counts: { ...page.counts, [from]: (page.counts[from] ?? 1) - 1, [to]: (page.counts[to] ?? 0) + 1 },
      })),
    };
  });
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

/**
 * Puts what the server answered everywhere. What the answer leaves out is gone (a picture, a position), except the
 * invitation: only some answers have it.
 */
export function storeClient(queries: QueryClient, client: Client): void {
  patchClient(queries, client.id, (before) => ({ ...client, invitation: client.invitation ?? before.invitation }));
  void queries.invalidateQueries({ queryKey: ["activity", client.id] });
}

export function refreshClients(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: ["clients"] });
  void queries.invalidateQueries({ queryKey: ["client-counts"] });
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
