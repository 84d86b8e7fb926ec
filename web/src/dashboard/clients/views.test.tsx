import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { SavedView } from "../../api/schema";
import { aClient, aColleague, aCompany, answerApi, aView, kept, renderAt, someone, stale } from "../testing/render";
import ClientsPage from "./ClientsPage";

function api(views: SavedView[], more: Parameters<typeof answerApi>[0] = {}) {
  const counts = { notInvited: 0, invited: 0, active: 1, deactivated: 0, archived: 0 };
  const companies = [{ id: "co_900", name: "Far & Away" }];
  return answerApi({
    "GET /v1/clients": () => ({
      body: { data: [aClient({ companyId: "co_900", companyIds: ["co_900"] })], companies, total: 1, counts },
    }),
    "GET /v1/views": () => ({ body: { data: views } }),
    "GET /v1/tags": () => ({ body: { data: [{ name: "VIP", clientCount: 3 }] } }),
    ...more,
  });
}

const open = async (address: string, me = someone()) => {
  const page = renderAt(<ClientsPage />, me, address);
  await screen.findByRole("row", { name: /Ada Berg/ });
  return {
    ...page,
    user: userEvent.setup(),
    search: () => page.router.state.location.search as Record<string, string>,
  };
};
const viewButton = (name: RegExp) => screen.findByRole("button", { name });

test("C07 choosing a view sets the address, and all clients clears it", async () => {
  const shared = aView({
    id: "view_2",
    name: "The team's",
    shared: true,
    ownerInternalUserId: "iu_2",
    query: { tag: "VIP" },
  });
  const sent = api([aView(), shared]);
  const { user, search } = await open("/app/clients?q=ada&sort=name");
  await user.click(await viewButton(/All clients/));
  await screen.findByRole("menuitemcheckbox", { name: "Quiet ones" });
  expect(screen.getByText("Shared by others")).toBeTruthy();
  await user.click(screen.getByRole("menuitemcheckbox", { name: "The team's" }));
  await waitFor(() => expect(search()).toEqual({ tag: "VIP", view: "view_2" }));
  await waitFor(() => expect(sent.at(-1)?.query.get("tag")).toBe("VIP"));
  await user.click(await viewButton(/^The team's$/));
  await user.click(await screen.findByRole("menuitemcheckbox", { name: "All clients" }));
  await waitFor(() => expect(search()).toEqual({}));
});

test("C07 what the address lists is saved as a view, shared when asked", async () => {
  const sent = api([], {
    "POST /v1/views": ({ body }) => ({ status: 201, body: aView({ id: "view_9", ...(body as object) }) }),
  });
  const { user, search } = await open("/app/clients?tag=VIP&inactive=30&sort=lastActivity&order=asc");
  await user.click(await viewButton(/Save view/));
  const dialog = await screen.findByRole("dialog", { name: "Save view" });
  await user.type(within(dialog).getByLabelText("Name"), "Sleepy");
  await user.click(within(dialog).getByRole("switch", { name: "Share with the team" }));
  await user.click(within(dialog).getByRole("button", { name: "Save view" }));
  expect(await screen.findByText("“Sleepy” is saved")).toBeTruthy();
  expect(sent.find(({ method }) => method === "POST")?.body).toEqual({
    name: "Sleepy",
    shared: true,
    query: { tag: "VIP", inactiveDays: 30, sort: "lastActivity", order: "asc" },
  });
  expect(search().view).toBe("view_9");
});

test("C07 the dialog says why a view is not saved, and stays", async () => {
  const message = "You have saved 50 views, which is the most. Delete one that you no longer need, then save this one.";
  api([], { "POST /v1/views": () => ({ status: 409, body: { code: "too_many_views", message, requestId: "r" } }) });
  const { user } = await open("/app/clients?tag=VIP");
  await user.click(await viewButton(/Save view/));
  await user.type(await screen.findByLabelText("Name"), "One too many{Enter}");
  expect(await screen.findByText(message)).toBeTruthy();
});

test("C07 a view that the address has left is updated with the version that was read", async () => {
  const sent = api([aView({ version: 4 })], {
    "PATCH /v1/views/view_1": ({ body }) => ({ body: aView({ version: 5, ...(body as object) }) }),
  });
  const { user } = await open("/app/clients?view=view_1&inactive=60");
  expect(await viewButton(/Quiet ones.*changed/)).toBeTruthy();
  await user.click(await viewButton(/Update view/));
  expect(await screen.findByText("“Quiet ones” is updated")).toBeTruthy();
  expect(sent.find(({ method }) => method === "PATCH")).toMatchObject({
    body: { query: { inactiveDays: 60 } },
    ifMatch: '"4"',
  });
  await waitFor(() => expect(screen.queryByRole("button", { name: "Update view" })).toBeNull());
});

test("C07 A11 somebody else's view is changed by those who manage the settings; others read why not", async () => {
  api([aView({ shared: true, ownerInternalUserId: "iu_2" })]);
  const { user } = await open(
    "/app/clients?view=view_1&inactive=60",
    someone({ role: "member", permissions: ["view_clients"] }),
  );
  expect(screen.queryByRole("button", { name: "Update view" })).toBeNull();
  await user.click(await viewButton(/Quiet ones/));
  const item = await screen.findByRole("menuitem", { name: /Delete…/ });
  expect(item.getAttribute("aria-disabled")).toBe("true");
  expect(item.textContent).toMatch(/Manage settings.*Ask a workspace administrator/);
});

test("C07 deleting a view asks, and leads back to all clients", async () => {
  const sent = api([aView()], { "DELETE /v1/views/view_1": () => ({ body: { id: "view_1", deleted: true } }) });
  const { user, search } = await open("/app/clients?view=view_1&inactive=30");
  await user.click(await viewButton(/Quiet ones/));
  await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
  await user.click(await screen.findByRole("button", { name: "Delete view" }));
  expect(await screen.findByText("“Quiet ones” is deleted")).toBeTruthy();
  expect(sent.find(({ method }) => method === "DELETE")?.ifMatch).toBe('"1"');
  expect(search()).toEqual({});
});

test("C07 a filter whose value is gone says so plainly", async () => {
  api([], {
    "GET /v1/companies/co_1": () => ({ body: aCompany({ status: "archived" }) }),
    "GET /v1/internal-users": () => ({ body: { data: [aColleague()] } }),
  });
  await open("/app/clients?company=co_1&lead=iu_7");
  expect((await screen.findByRole("note")).textContent).toBe(
    "The company “Quill & Co” is archived. The lead that this list is filtered by is not in the team. Choose another, or remove the filter.",
  );
  expect(screen.getByText("Quill & Co (archived)")).toBeTruthy();
  expect(screen.getByText("somebody who left")).toBeTruthy();
});

test("C07 tags and any number of days are chosen from lists that know them", async () => {
  const sent = api([]);
  const { user, search } = await open("/app/clients");
  const filter = async (name: string) => {
    fireEvent.click(screen.getByRole("button", { name: "Filter" }));
    await user.click(await screen.findByRole("menuitem", { name }));
  };
  await filter("Tag…");
  await user.click(await screen.findByRole("option", { name: /VIP.*3 clients/ }));
  await waitFor(() => expect(search().tag).toBe("VIP"));
  await filter("Inactive for…");
  await user.type(await screen.findByRole("combobox", { name: /Inactive/ }), "45");
  await user.click(await screen.findByRole("option", { name: "45 days" }));
  await waitFor(() => expect(search()).toEqual({ tag: "VIP", inactive: "45" }));
  await waitFor(() => expect(sent.at(-1)?.query.get("inactiveDays")).toBe("45"));
  await user.click(screen.getByRole("button", { name: "Remove the filter Tag" }));
  await waitFor(() => expect(search()).toEqual({ inactive: "45" }));
  await user.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(search()).toEqual({}));
});

test("C07 the first page brings the names of its companies: nothing else is asked for them", async () => {
  const sent = api([]);
  await open("/app/clients");
  expect(screen.getByText("Far & Away")).toBeTruthy();
  expect(sent.filter(({ path }) => path.startsWith("/v1/companies"))).toEqual([]);
});

test("C07 a name that is too short for a view is told at the field", async () => {
  const sent = api([]);
  const { user } = await open("/app/clients?tag=VIP");
  await user.click(await viewButton(/Save view/));
  await user.type(await screen.findByLabelText("Name"), "a{Enter}");
  expect(await screen.findByText("Write at least 2 characters.")).toBeTruthy();
  expect(screen.getByLabelText("Name").getAttribute("aria-invalid")).toBe("true");
  await user.type(screen.getByLabelText("Name"), "b");
  expect(screen.queryByText("Write at least 2 characters.")).toBeNull();
  expect(sent.some(({ method }) => method === "POST")).toBe(false);
});

test("T03 C07 a view that somebody else has changed can be renamed at the second try", async () => {
  const view = kept(aView());
  const sent = api([], {
    "GET /v1/views": () => ({ body: { data: [view.now] } }),
    "PATCH /v1/views/view_1": (one) => view.edit(one),
  });
  const { user } = await open("/app/clients?view=view_1&inactive=30");
  await user.click(await viewButton(/Quiet ones/));
  await user.click(await screen.findByRole("menuitem", { name: /Rename/ }));
  await user.type(await screen.findByLabelText("Name"), "!");
  view.meanwhile({ shared: true });
  await user.click(screen.getByRole("button", { name: "Rename" }));
  await screen.findByText(stale);
  await waitFor(() => expect(sent.findLast(({ method }) => method === "GET")?.path).toBe("/v1/views"));
  await user.click(screen.getByRole("button", { name: "Rename" }));
  expect(await screen.findByText("The view is now “Quiet ones!”")).toBeTruthy();
  expect(sent.filter(({ method }) => method === "PATCH").map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
});
