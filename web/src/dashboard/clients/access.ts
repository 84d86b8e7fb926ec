import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { Client } from "../../api/schema";
import type { Anchor } from "../../ui/Menu";
import { store } from "../../ui/store";
import { toast } from "../../ui/toast";
import { cachedClient, patchClient, storeClient, tellFailure } from "../data/clients";

export type AccessEditor = {
  client: Client;
  kind: "lead" | "visibility";
  anchor: Anchor;
  returnTo: () => HTMLElement | null;
};

/** Whose lead or visibility is being chosen now; the page shows the popover. */
export const accessEditor = store<AccessEditor | undefined>(undefined);

export type Access = { leadInternalUserId?: string; visibilityInternalUserIds?: string[] };

/** The rule of the server, for what is shown before it answers: a lead always sees their client (A03). */
export function withAccess(client: Client, access: Access): Client {
  const lead = access.leadInternalUserId ?? client.leadInternalUserId;
  const seen = access.visibilityInternalUserIds ?? client.visibilityInternalUserIds;
  return {
    ...client,
    leadInternalUserId: lead,
    visibilityInternalUserIds: seen.includes(lead) ? seen : [...seen, lead],
  };
}

async function setAccess(queries: QueryClient, client: Client, access: Access, told: string): Promise<void> {
  const before = cachedClient(queries, client.id) ?? client;
  const patched = patchClient(queries, client.id, (current) => withAccess(current, access));
  try {
    const answer = await call("clients-set-access", {
      params: { id: client.id },
      body: access,
      ifMatch: before.version,
    });
    storeClient(queries, answer);
    const { leadInternalUserId, visibilityInternalUserIds } = before;
    toast(told, {
      label: "Undo",
      run: () => setAccess(queries, answer, { leadInternalUserId, visibilityInternalUserIds }, "Changed back"),
    });
  } catch (error) {
    patched.restore();
    tellFailure(queries, client.id, error);
  }
}

export function useSetAccess() {
  const queries = useQueryClient();
  return (client: Client, access: Access, told: string) => void setAccess(queries, client, access, told);
}
