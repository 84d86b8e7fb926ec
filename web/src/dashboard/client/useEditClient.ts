import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { Client, ClientChanges } from "../../api/schema";
import { toast } from "../../ui/toast";
import { changeClient } from "../data/turns";

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
 * Saves one field of a client. It shows at once; the toast takes it back. A refusal is thrown, for the field to keep what
 * was typed. With `notify` the client gets a mail about the change, and about its being taken back.
 */
export function useEditClient(client: Client, notify = false) {
  const queries = useQueryClient();
  const save = (changes: ClientChanges) =>
    changeClient(
      queries,
      client,
      ({ id, version }) =>
        call("clients-update", {
          params: { id },
          body: notify ? { ...changes, notify } : changes,
          ifMatch: version,
        }),
      (current) => preview(current, changes),
    );
  return async function edit(changes: ClientChanges, undo: ClientChanges, what: string): Promise<void> {
    await save(changes);
    toast(notify ? `${what} saved, and ${client.givenName || "the client"} is told by email` : `${what} saved`, {
      label: "Undo",
      run: () => save(undo),
    });
  };
}

export type EditClient = ReturnType<typeof useEditClient>;
