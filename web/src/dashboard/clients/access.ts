import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { Client } from "../../api/schema";
import type { Anchor } from "../../ui/Menu";
import { store } from "../../ui/store";
import { toast } from "../../ui/toast";
import { newestClient, tellFailure } from "../data/clients";
import { changeClient } from "../data/turns";

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
  const { leadInternalUserId, visibilityInternalUserIds } = newestClient(queries, client);
  const answer = await changeClient(
    queries,
    client,
    ({ id, version }) => call("clients-set-access", { params: { id }, body: access, ifMatch: version }),
    (current) => withAccess(current, access),
  );
  toast(told, {
    label: "Undo",
    run: () => setAccess(queries, answer, { leadInternalUserId, visibilityInternalUserIds }, "Changed back"),
  });
}

export function useSetAccess() {
  const queries = useQueryClient();
  return (client: Client, access: Access, told: string) =>
    void setAccess(queries, client, access, told).catch((error) => tellFailure(queries, client.id, error));
}
