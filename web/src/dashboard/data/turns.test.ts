import { expect, test, vi } from "vitest";
import type { Client } from "../../api/schema";
import { newQueryClient } from "../../session";
import { aClient, held, kept, refusal } from "../testing/render";
import { moveClient } from "./clients";
import { type ClientPages, clientQuery } from "./queries";
import { changeClient } from "./turns";

const counts = { notInvited: 0, invited: 0, active: 2, deactivated: 0, archived: 0 };
const page = (...data: Client[]) => ({ data, total: data.length, counts, companies: [] });
const ada = aClient({ position: "Owner" });
const bo = aClient({ id: "cl_2", givenName: "Bo", position: "Clerk" });

function setUp() {
  const queries = newQueryClient();
  const key = ["clients", {}];
  queries.setQueryData(key, { pages: [page(ada, bo)], pageParams: [undefined] } as ClientPages);
  queries.setQueryData(clientQuery("cl_1").queryKey, ada);
  const rows = () => queries.getQueryData<ClientPages>(key)?.pages.flatMap(({ data }) => data) ?? [];
  return { queries, key, rows };
}

test("C09 a refusal takes back its own change, and neither another client's nor a page that has come since", async () => {
  const { queries, key, rows } = setUp();
  const gate = held();
  const failing = changeClient(
    queries,
    ada,
    async () => {
      await gate.wait();
      throw new Error("no");
    },
    (client) => ({ ...client, position: "Chair" }),
  );
  await vi.waitFor(() => expect(rows()[0]?.position).toBe("Chair"));
  await changeClient(queries, bo, async (before) => ({ ...before, position: "Head clerk", version: 2 }));
  const third = aClient({ id: "cl_3" });
  queries.setQueryData<ClientPages>(key, (data) => data && { ...data, pages: [...data.pages, page(third)] });
  gate.next();
  await expect(failing).rejects.toThrow("no");
  expect(rows().map(({ id, position }) => [id, position])).toEqual([
    ["cl_1", "Owner"],
    ["cl_2", "Head clerk"],
    ["cl_3", undefined],
  ]);
});

test("C09 what is being read when a change begins does not arrive over it", async () => {
  const { queries, rows } = setUp();
  const gate = held();
  const key = clientQuery("cl_1").queryKey;
  void queries
    .fetchQuery({ queryKey: key, staleTime: 0, queryFn: () => gate.wait().then(() => ada) })
    .catch(() => undefined);
  await vi.waitFor(() => expect(gate.count()).toBe(1));
  await changeClient(queries, ada, async (before) => ({ ...before, position: "Chair", version: 2 }));
  gate.next();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(queries.getQueryData(key)?.position).toBe("Chair");
  expect(rows()[0]?.position).toBe("Chair");
});

test("C11 a client who could not be archived is in the list again; a list read since stays as it was read", () => {
  const { queries, key, rows } = setUp();
  const back = moveClient(queries, "cl_1", "active", "archived");
  expect(rows().map(({ id }) => id)).toEqual(["cl_2"]);
  back();
  expect(rows().map(({ id }) => id)).toEqual(["cl_1", "cl_2"]);
  const again = moveClient(queries, "cl_1", "active", "archived");
  queries.setQueryData<ClientPages>(key, { pages: [page(bo)], pageParams: [undefined] } as ClientPages);
  again();
  expect(rows().map(({ id }) => id)).toEqual(["cl_2"]);
});

test("T03 the mocked API refuses an edit of an older version", () => {
  const record = kept({ version: 3, name: "A" });
  const edit = (ifMatch: string, name: string) => record.edit({ ifMatch, body: { name } });
  expect(edit('"2"', "B").status).toBe(412);
  expect(edit('"3"', "B")).toEqual({ body: { version: 4, name: "B" } });
  expect(edit('"3"', "C").status).toBe(refusal(412, "version_conflict", "").status);
  expect(record.now.name).toBe("B");
});
