import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../../api/client";
import type { Client } from "../../api/schema";
import { newestClient, patchClient, refreshClients, stopReading } from "./clients";
import { clientQuery } from "./queries";

type Preview = (client: Client) => Client;

/** The changes of one client that are under way: what the server has last said, and what is shown on top of it. */
type Line = { saved: Client; previews: Preview[]; waiting: number; last: Promise<unknown>; unsure: boolean };

const lines = new WeakMap<QueryClient, Map<string, Line>>();

function lineOf(queries: QueryClient, client: Client): Line {
  const all = lines.get(queries) ?? new Map<string, Line>();
  lines.set(queries, all);
  const fresh = { saved: newestClient(queries, client), previews: [], waiting: 0, unsure: false };
  const line = all.get(client.id) ?? { ...fresh, last: Promise.resolve() };
  all.set(client.id, line);
  return line;
}

/** Draws what the server has said, with everything on top that still waits for it. */
function show(queries: QueryClient, { saved, previews }: Line): void {
  patchClient(queries, saved.id, (current) => {
    // The invitation is in some answers only; anything else that an answer leaves out is gone.
    const base =
      current.version > saved.version ? current : { ...saved, invitation: saved.invitation ?? current.invitation };
    return previews.reduce((client, preview) => preview(client), base);
  });
}

/**
 * Changes a client. Changes of one client wait for each other, so that each is sent on the version that the one before it
 * has given; `preview` shows at once what it will look like. A refusal takes back this change alone and is thrown. After
 * a conflict the client is read again, before the next change goes out.
 */
export async function changeClient(
  queries: QueryClient,
  client: Client,
  send: (before: Client) => Promise<Client>,
  preview?: Preview,
): Promise<Client> {
  const line = lineOf(queries, client);
  const before = line.last;
  const turn = takeTurn(queries, line, before, send, preview);
  line.last = turn.catch(() => undefined);
  return turn;
}

async function takeTurn(
  queries: QueryClient,
  line: Line,
  before: Promise<unknown>,
  send: (before: Client) => Promise<Client>,
  preview?: Preview,
): Promise<Client> {
  const { id } = line.saved;
  line.waiting++;
  // What is read now would not know of the change.
  if (await stopReading(queries, id)) line.unsure = true;
  if (preview) {
    line.previews.push(preview);
    show(queries, line);
  }
  await before;
  try {
    line.saved = await send(line.saved);
    return line.saved;
  } catch (error) {
    line.unsure = true;
    if (error instanceof ApiError && error.code === "version_conflict") {
      line.saved = await queries.fetchQuery({ ...clientQuery(id), staleTime: 0 }).catch(() => line.saved);
    }
    throw error;
  } finally {
    line.previews = line.previews.filter((one) => one !== preview);
    show(queries, line);
    if (--line.waiting === 0) {
      lines.get(queries)?.delete(id);
      if (line.unsure) void queries.invalidateQueries({ queryKey: ["client", id] });
      void queries.invalidateQueries({ queryKey: ["activity", id] });
      refreshClients(queries);
    }
  }
}
