import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { call } from "../../api/client";
import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { ask } from "../../ui/ask";
import type { Anchor, MenuEntry } from "../../ui/Menu";
import { toast } from "../../ui/toast";
import { cachedClient, moveClient, patchClient, refreshClients, storeClient, tellFailure } from "../data/clients";
import { tellNotSent } from "../data/invitations";
import { clientQuery } from "../data/queries";
import { accessEditor } from "./access";
import { type ActionId, actionsFor } from "./actions";
import { askToArchive, invite } from "./questions";

/** Where an action began: popovers stand there, and the focus goes back there. */
export type From = { anchor: Anchor; returnTo: () => HTMLElement | null };

const newest = (queries: QueryClient, client: Client) => cachedClient(queries, client.id) ?? client;

/** The invitation's id is in the answer of clients-get only. */
async function pendingInvitation(client: Client): Promise<string | undefined> {
  const { invitation } = client.invitation ? client : await call("clients-get", { params: { id: client.id } });
  return invitation?.status === "pending" ? invitation.id : undefined;
}

export async function resendInvitation(queries: QueryClient, client: Client) {
  const id = await pendingInvitation(client);
  if (!id) return invite(queries, client);
  await call("invitations-resend", { params: { id } });
  void queries.invalidateQueries({ queryKey: clientQuery(client.id).queryKey });
  refreshClients(queries);
  toast(`Invitation sent again to ${client.email}`);
}

function cancelInvitation(queries: QueryClient, client: Client) {
  ask({
    title: `Cancel the invitation of ${fullName(client)}?`,
    body: "The link in the mail stops working at once. You can invite them again later.",
    confirm: "Cancel invitation",
    danger: true,
    run: async () => {
      const id = await pendingInvitation(client);
      if (id) await call("invitations-cancel", { params: { id } });
      void queries.invalidateQueries({ queryKey: clientQuery(client.id).queryKey });
      refreshClients(queries);
      toast("Invitation cancelled");
    },
  });
}

function deactivate(queries: QueryClient, client: Client) {
  ask({
    title: `Deactivate ${fullName(client)}?`,
    body: "They can no longer sign in, and open sessions end at once. Nothing is deleted; you can activate them again.",
    confirm: "Deactivate",
    danger: true,
    run: async () => {
      const answer = await call("clients-deactivate", {
        params: { id: client.id },
        ifMatch: newest(queries, client).version,
      });
      storeClient(queries, answer);
      refreshClients(queries);
      toast(`${fullName(client)} is deactivated`, { label: "Undo", run: () => activate(queries, answer) });
    },
  });
}

async function activate(queries: QueryClient, client: Client) {
  const answer = await call("clients-activate", {
    params: { id: client.id },
    ifMatch: newest(queries, client).version,
  });
  storeClient(queries, answer);
  refreshClients(queries);
  toast(`${fullName(client)} is active again`);
}

/** Gone at once; the toast brings it back with the version that the archive gave. */
async function archive(queries: QueryClient, client: Client, notify: boolean) {
  const { version, status } = newest(queries, client);
  const patched = patchClient(queries, client.id, (before) => ({ ...before, status: "archived" }));
  moveClient(queries, client.id, status, "archived");
  try {
    const answer = await call("clients-archive", {
      params: { id: client.id, notify: notify || undefined },
      ifMatch: version,
    });
    patchClient(queries, client.id, (before) => ({ ...before, status: "archived", version: answer.version }));
    toast(`${fullName(client)} is archived${notify ? " and told by email" : ""}`, {
      label: "Undo",
      run: () => restore(queries, { ...client, version: answer.version }, answer.version),
    });
  } catch (error) {
    patched.restore();
    throw error;
  } finally {
    refreshClients(queries);
  }
}

export async function restore(queries: QueryClient, client: { id: string; version: number }, version = client.version) {
  const answer = await call("clients-restore", { params: { id: client.id }, ifMatch: version });
  storeClient(queries, answer);
  refreshClients(queries);
  // An invitation that was on its way when they were archived stays dead.
  const next = answer.status === "notInvited" ? ". Invite them when you are ready." : "";
  toast(`${fullName(answer)} is restored${next}`);
}

/** Runs an action on a client, from wherever it was chosen. */
export function useRunAction(): (id: ActionId, client: Client, from: From) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (id, client, from) => {
    const run = (work: Promise<unknown>) => void work.catch((error) => tellFailure(queries, client.id, error));
    switch (id) {
      case "open":
        return void navigate({ to: "/app/clients/$id", params: { id: client.id } });
      case "invite":
        return run(invite(queries, client));
      case "resend":
        return void resendInvitation(queries, client).catch(tellNotSent);
      case "cancelInvitation":
        return cancelInvitation(queries, client);
      case "lead":
      case "visibility":
        return accessEditor.set({ client: newest(queries, client), kind: id, ...from });
      case "deactivate":
        return deactivate(queries, client);
      case "activate":
        return run(activate(queries, client));
      case "archive":
        return askToArchive(newest(queries, client), (notify) => run(archive(queries, client, notify)));
      case "restore":
        return run(restore(queries, newest(queries, client)));
    }
  };
}

/** The actions as a menu. `leaveOut` names those that stand elsewhere already. */
export function useActionMenu(): (client: Client, from: From, leaveOut?: ActionId[]) => MenuEntry[] {
  const me = useSession();
  const run = useRunAction();
  return (client, from, leaveOut = []) =>
    actionsFor(client, me)
      .filter(({ id }) => !leaveOut.includes(id))
      .flatMap(({ first, ...action }, index): MenuEntry[] => {
        const item = { ...action, run: () => run(action.id, client, from) };
        return first && index > 0 ? ["separator", item] : [item];
      });
}
