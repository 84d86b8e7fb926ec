import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { call } from "../../api/client";
import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { ask } from "../../ui/ask";
import type { Anchor, MenuEntry } from "../../ui/Menu";
import { once, useRunning } from "../../ui/once";
import { toast } from "../../ui/toast";
import { moveClient, newestClient, refreshClients, stopReading, tellFailure } from "../data/clients";
import { tellNotSent } from "../data/invitations";
import { clientQuery } from "../data/queries";
import { changeClient } from "../data/turns";
import { accessEditor } from "./access";
import { type ActionId, actionsFor } from "./actions";
import { askToArchive, invite } from "./questions";

/** Where an action began: popovers stand there, and the focus goes back there. */
export type From = { anchor: Anchor; returnTo: () => HTMLElement | null };

/** The invitation is in the answer of clients-get only. */
async function invitationOf(client: Client): Promise<Client["invitation"]> {
  return client.invitation ?? (await call("clients-get", { params: { id: client.id } })).invitation;
}

export async function resendInvitation(queries: QueryClient, client: Client) {
  const invitation = await invitationOf(client);
  if (invitation?.status !== "pending") return invite(queries, client);
  await call("invitations-resend", { params: { id: invitation.id } });
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
      try {
        const invitation = await invitationOf(client);
        if (!invitation) throw new Error("No invitation waits. There is nothing to cancel.");
        // Whether it still waits is the server's to say.
        await call("invitations-cancel", { params: { id: invitation.id } });
      } finally {
        void queries.invalidateQueries({ queryKey: clientQuery(client.id).queryKey });
        refreshClients(queries);
      }
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
      const answer = await changeClient(queries, client, ({ id, version }) =>
        call("clients-deactivate", { params: { id }, ifMatch: version }),
      );
      toast(`${fullName(client)} is deactivated`, { label: "Undo", run: () => activate(queries, answer) });
    },
  });
}

async function activate(queries: QueryClient, client: Client) {
  await changeClient(queries, client, ({ id, version }) =>
    call("clients-activate", { params: { id }, ifMatch: version }),
  );
  toast(`${fullName(client)} is active again`);
}

/** Gone at once; the toast brings it back with the version that the archive gave. */
async function archive(queries: QueryClient, client: Client, notify: boolean) {
  const before = newestClient(queries, client);
  await stopReading(queries, client.id);
  const moveBack = moveClient(queries, client.id, before.status, "archived");
  const archived = (now: Client): Client => ({ ...now, status: "archived" });
  try {
    const answer = await changeClient(
      queries,
      before,
      async (now) => {
        const params = { id: now.id, notify: notify || undefined };
        const { version } = await call("clients-archive", { params, ifMatch: now.version });
        return archived({ ...now, version });
      },
      archived,
    );
    toast(`${fullName(client)} is archived${notify ? " and told by email" : ""}`, {
      label: "Undo",
      run: () => restore(queries, answer),
    });
  } catch (error) {
    moveBack();
    throw error;
  }
}

export async function restore(queries: QueryClient, client: Client) {
  const answer = await changeClient(queries, client, ({ id, version }) =>
    call("clients-restore", { params: { id }, ifMatch: version }),
  );
  // An invitation that was on its way when they were archived stays dead.
  const next = answer.status === "notInvited" ? ". Invite them when you are ready." : "";
  toast(`${fullName(answer)} is restored${next}`);
}

const runName = (id: ActionId, client: Client) => `${id}:${client.id}`;

/** Whether an action on a client is under way. */
export function useRunningAction(): (id: ActionId, client: Client) => boolean {
  const running = useRunning();
  return (id, client) => running(runName(id, client));
}

/** Runs an action on a client, from wherever it was chosen. */
export function useRunAction(): (id: ActionId, client: Client, from: From) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (id, client, from) => {
    const tell = (error: unknown) => tellFailure(queries, client.id, error);
    const run = (work: () => Promise<unknown>, fail = tell) => void once(runName(id, client), work).catch(fail);
    switch (id) {
      case "open":
        return void navigate({ to: "/app/clients/$id", params: { id: client.id } });
      case "invite":
        return run(() => invite(queries, client));
      case "resend":
        return run(() => resendInvitation(queries, client), tellNotSent);
      case "cancelInvitation":
        return cancelInvitation(queries, client);
      case "lead":
      case "visibility":
        return accessEditor.set({ client: newestClient(queries, client), kind: id, ...from });
      case "deactivate":
        return deactivate(queries, client);
      case "activate":
        return run(() => activate(queries, client));
      case "archive":
        return askToArchive(newestClient(queries, client), (notify) => run(() => archive(queries, client, notify)));
      case "restore":
        return run(() => restore(queries, newestClient(queries, client)));
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
