import { useQueryClient } from "@tanstack/react-query";
import { ApiError, call } from "../../api/client";
import type { Client, ClientChanges } from "../../api/schema";
import { toast } from "../../ui/toast";
import { cachedClient, patchClient, refreshClients, storeClient, tellFailure } from "../data/clients";

/** What a change looks like before the server has answered. */
function preview(client: Client, changes: ClientChanges): Client {
  const { companyName: _made, name: _whole, notify: _told, customFields, ...plain } = changes;
  const next = { ...client } as Record<string, unknown>;
  const kept = Object.entries({ ...client.customFields, ...customFields }).filter(([, value]) => value !== null);
  next.customFields = Object.fromEntries(kept);
  for (const [key, value] of Object.entries(plain)) next[key] = value ?? undefined;
  return next as unknown as Client;
}

/**
 * Saves one field of a client. It shows at once; the toast takes it back with the version that the save returned.
 * Errors of the field are thrown for the field to show; all others are told and the old value returns. With `notify` the
 * client gets a mail about the change, and about its being taken back.
 */
export function useEditClient(client: Client, notify = false) {
  const queries = useQueryClient();
  return async function edit(changes: ClientChanges, undo: ClientChanges, what: string): Promise<void> {
    const before = cachedClient(queries, client.id) ?? client;
    const patched = patchClient(queries, client.id, (current) => preview(current, changes));
    try {
      const answer = await call("clients-update", {
        params: { id: client.id },
        body: notify ? { ...changes, notify } : changes,
        ifMatch: before.version,
      });
      storeClient(queries, answer);
      refreshClients(queries);
      toast(notify ? `${what} saved, and ${client.givenName || "the client"} is told by email` : `${what} saved`, {
        label: "Undo",
        run: async () => {
          const version = cachedClient(queries, client.id)?.version ?? answer.version;
          const body = notify ? { ...undo, notify } : undo;
          storeClient(queries, await call("clients-update", { params: { id: client.id }, body, ifMatch: version }));
          refreshClients(queries);
        },
      });
    } catch (error) {
      patched.restore();
      if (error instanceof ApiError && error.problem.fields?.length) throw error;
      tellFailure(queries, client.id, error);
    }
  };
}

export type EditClient = ReturnType<typeof useEditClient>;
