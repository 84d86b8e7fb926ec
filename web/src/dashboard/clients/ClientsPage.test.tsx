import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Client } from "../../api/schema";
import { aClient, aColleague, answerApi, aTemplate, renderAt, someone } from "../testing/render";
import { accessEditor } from "./access";
import ClientsPage from "./ClientsPage";

function list(clients: Client[]) {
  const counts = { notInvited: 0, invited: 0, active: 0, deactivated: 0, archived: 0 };
  for (const client of clients) counts[client.status]++;
  return { data: clients, companies: [], total: clients.length, counts };
}

const two = [
  aClient(),
  aClient({ id: "cl_2", givenName: "Zed", familyName: "Quill", email: "zed@quill.example", status: "invited" }),
];

function api(clients = two, more: Parameters<typeof answerApi>[0] = {}) {
  return answerApi({
    "GET /v1/clients": () => ({ body: list(clients) }),
    "GET /v1/internal-users": () => ({
      body: { data: [aColleague(), aColleague({ id: "iu_2", givenName: "Tom", familyName: "Okon", role: "member" })] },
    }),
    "PUT /v1/clients/cl_1/access": ({ body }) => ({ body: { ...clients[0], ...(body as object), version: 2 } }),
    "DELETE /v1/clients/cl_1": () => ({ body: { id: "cl_1", object: "client", deleted: true, version: 2 } }),
    "POST /v1/clients/cl_1/restore": () => ({ body: aClient({ version: 3 }) }),
    ...more,
  });
}

const row = (name: string) => screen.findByRole("row", { name: new RegExp(name) });
const menuLabels = async () =>
  within(await screen.findByRole("menu"))
    .getAllByRole("menuitem")
    .map((item) => item.textContent);
const closeMenu = async () => {
  fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
};

test("C17 a row's actions are the same from its button, by right-click and by keyboard", async () => {
  api();
  renderAt(<ClientsPage />, someone(), "/app/clients");
  const zed = await row("Zed Quill");

  fireEvent.click(within(zed).getByRole("button", { name: "Actions for Zed Quill" }));
  const byButton = await menuLabels();
  await closeMenu();
  fireEvent.contextMenu(within(zed).getByText("zed@quill.example"));
  const byRightClick = await menuLabels();
  await closeMenu();
  zed.focus();
  fireEvent.keyDown(zed, { key: "F10", shiftKey: true });
  const byKeyboard = await menuLabels();
  await closeMenu();
  zed.focus();
  fireEvent.keyDown(zed, { key: "." });
  const bySingleKey = await menuLabels();

  expect(byButton).toEqual([
    "Open",
    "Resend invitation",
    "Cancel invitation",
    "Change lead",
    "Change visibility",
    "Deactivate",
    "Archive",
  ]);
  expect([byRightClick, byKeyboard, bySingleKey]).toEqual([byButton, byButton, byButton]);
});

test("A04 those who may change the lead in place, with the version that was read", async () => {
  const sent = api();
  renderAt(<ClientsPage />, someone(), "/app/clients");
  const user = userEvent.setup();
  await user.click(within(await row("Ada Berg")).getByRole("button", { name: /Change lead/ }));
  await user.click(await screen.findByRole("option", { name: /Tom Okon/ }));
  await waitFor(() =>
    expect(sent.find(({ method }) => method === "PUT")).toMatchObject({
      body: { leadInternalUserId: "iu_2" },
      ifMatch: '"1"',
    }),
  );
  expect(await screen.findByText("Tom Okon now leads Ada Berg")).toBeTruthy();
});

test("A04 visibility holds as soon as its popover closes; Esc takes it back; it does not outlive its page", async () => {
  const sent = api();
  const { unmount } = renderAt(<ClientsPage />, someone(), "/app/clients");
  const user = userEvent.setup();
  const puts = () => sent.filter(({ method }) => method === "PUT").map(({ body }) => body);
  async function choose() {
    await user.click(within(await row("Ada Berg")).getByRole("button", { name: /^Actions for/ }));
    await user.click(await screen.findByRole("menuitem", { name: /visibility|who sees/i }));
    await user.click(await screen.findByRole("option", { name: /Tom Okon/ }));
  }
  await choose();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
  expect(puts()).toEqual([]);

  await choose();
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  // At once: the page may be left before the popover has gone.
  unmount();
  await waitFor(() => expect(puts()).toEqual([{ visibilityInternalUserIds: ["iu_1", "iu_2"] }]));
  expect(accessEditor.get()).toBeUndefined();
});

test("A04 others read lead and visibility, and the menu says which permission they miss", async () => {
  api();
  renderAt(<ClientsPage />, someone({ role: "member", permissions: ["view_clients", "edit_clients"] }), "/app/clients");
  const ada = await row("Ada Berg");
  expect(within(ada).queryByRole("button", { name: /Change lead/ })).toBeNull();
  fireEvent.click(within(ada).getByRole("button", { name: "Actions for Ada Berg" }));
  const item = await screen.findByRole("menuitem", { name: /Change lead/ });
  expect(item.getAttribute("aria-disabled")).toBe("true");
  expect(item.textContent).toMatch(/Manage client access.*Ask a workspace administrator/);
});

test("C11 archiving is gone at once, and undo restores with the new version", async () => {
  const sent = api();
  renderAt(<ClientsPage />, someone(), "/app/clients");
  const user = userEvent.setup();
  fireEvent.click(within(await row("Ada Berg")).getByRole("button", { name: "Actions for Ada Berg" }));
  await user.click(await screen.findByRole("menuitem", { name: "Archive" }));
  const told = (await screen.findByText("Ada Berg is archived")).closest<HTMLElement>("[aria-live] > *");
  await user.click(within(told as HTMLElement).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent.find(({ path }) => path.endsWith("/restore"))?.ifMatch).toBe('"2"'));
  expect(sent.find(({ method }) => method === "DELETE")?.ifMatch).toBe('"1"');
});

test("C11 whoever has been in the portal can be told that they are archived", async () => {
  const sent = api([aClient({ firstLoginDate: "2026-01-03T00:00:00Z" })]);
  renderAt(<ClientsPage />, someone(), "/app/clients");
  const user = userEvent.setup();
  fireEvent.click(within(await row("Ada Berg")).getByRole("button", { name: "Actions for Ada Berg" }));
  await user.click(await screen.findByRole("menuitem", { name: "Archive" }));
  await user.click(await screen.findByRole("checkbox", { name: "Let Ada know by email" }));
  expect(sent.some(({ method }) => method === "DELETE")).toBe(false);
  await user.click(screen.getByRole("button", { name: "Archive" }));
  const told = (await screen.findByText("Ada Berg is archived and told by email")).closest<HTMLElement>(
    "[aria-live] > *",
  );
  expect(sent.find(({ method }) => method === "DELETE")?.query.get("notify")).toBe("true");
  expect(within(told as HTMLElement).getByRole("button", { name: "Undo" })).toBeTruthy();
});

test("I01 a template is chosen when inviting from a row", async () => {
  const ada = aClient({ status: "notInvited" });
  const sent = api([ada], {
    "GET /v1/invitation-templates": () => ({ body: { data: [aTemplate()] } }),
    "POST /v1/clients/cl_1/invitations": () => ({ body: { ...ada, status: "invited", version: 2 } }),
  });
  renderAt(<ClientsPage />, someone(), "/app/clients");
  const user = userEvent.setup();
  fireEvent.click(within(await row("Ada Berg")).getByRole("button", { name: "Actions for Ada Berg" }));
  await user.click(await screen.findByRole("menuitem", { name: "Send invitation" }));
  await user.click(await screen.findByRole("combobox", { name: "Text of the invitation" }));
  await user.click(await screen.findByRole("option", { name: /Year end/ }));
  expect(await screen.findByText("Hello Ada, Berg does your books.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Send invitation" }));
  await screen.findByText("Invitation sent to ada@berg.example");
  expect(sent.find(({ method }) => method === "POST")?.query.get("templateId")).toBe("tp_1");
});

test("C07 the address filters and sorts, and an empty list says why", async () => {
  const sent = api([]);
  renderAt(<ClientsPage />, someone(), "/app/clients?q=nobody&status=active&sort=name");
  expect(await screen.findByText("No client matches")).toBeTruthy();
  const query = sent.find(({ path }) => path === "/v1/clients")?.query;
  expect(query?.get("search")).toBe("nobody");
  expect(query?.get("status")).toBe("active");
  expect(query?.get("sort")).toBe("name");
});

test("A11 without the permission the page names it", async () => {
  api();
  renderAt(<ClientsPage />, someone({ role: "x", permissions: [] }), "/app/clients");
  expect(await screen.findByText(/View clients.*Ask a workspace administrator/)).toBeTruthy();
});
