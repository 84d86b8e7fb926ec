import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Client, InvitationBrief } from "../../api/schema";
import ClientsPage from "../clients/ClientsPage";
import {
  aClient,
  aColleague,
  aField,
  answerApi,
  aProfile,
  aWorkspace,
  refusal,
  renderAt,
  type Sent,
  someone,
} from "../testing/render";
import ClientPage from "./ClientPage";

function open(client: Client, answers: Parameters<typeof answerApi>[0] = {}, me = someone()) {
  let { version } = client;
  const sent = answerApi({
    "GET /v1/clients/cl_1": () => ({ body: client }),
    "GET /v1/internal-users": () => ({ body: { data: [aColleague()] } }),
    "PATCH /v1/clients/cl_1": ({ body }) => ({ body: { ...client, ...(body as object), version: ++version } }),
    ...answers,
  });
  renderAt(<ClientPage />, me, "/app/clients/cl_1", "/app/clients/$id");
  const patches = (): Sent[] => sent.filter(({ method }) => method === "PATCH");
  return { sent, patches, user: userEvent.setup() };
}

test("C09 a field is edited in place, saved with the version that was read, and undone with the new one", async () => {
  const { patches, user } = open(aClient({ position: "Owner", version: 7 }));
  await user.click(await screen.findByRole("button", { name: /Edit position/ }));
  const input = screen.getByRole("textbox", { name: "Position" });
  await user.clear(input);
  await user.type(input, "Chair{Enter}");
  const told = (await screen.findByText("Position saved")).closest<HTMLElement>("[aria-live] > *");
  expect(patches()[0]).toMatchObject({ body: { position: "Chair" }, ifMatch: '"7"' });
  await user.click(within(told as HTMLElement).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(patches()[1]).toMatchObject({ body: { position: "Owner" }, ifMatch: '"8"' }));
});

test("C02 C09 tags are chosen among those in use or added, and saved together", async () => {
  const { patches, user } = open(aClient({ tags: ["vip"] }), {
    "GET /v1/tags": ({ query }) => ({
      body: {
        data: query.get("search")
          ? []
          : [
              { name: "VIP", clientCount: 3 },
              { name: "Payroll", clientCount: 1 },
            ],
      },
    }),
  });
  await user.click(await screen.findByRole("button", { name: /Edit tags/ }));
  expect((await screen.findByRole("option", { name: /^vip.*3 clients/ })).getAttribute("aria-selected")).toBe("true");
  await user.click(screen.getByRole("option", { name: /Payroll/ }));
  await user.type(screen.getByRole("combobox", { name: "Tag" }), "Tax 2026");
  await user.click(await screen.findByRole("option", { name: "Add “Tax 2026”" }));
  expect(patches()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(await screen.findByText("Tags saved")).toBeTruthy();
  expect(patches()[0]?.body).toEqual({ tags: ["vip", "Payroll", "Tax 2026"] });
});

test("C07 the way back to the clients leads to the list as it was", async () => {
  answerApi({ "GET /v1/clients/cl_1": () => ({ body: aClient() }) });
  const list = renderAt(<ClientsPage />, someone(), "/app/clients?tag=VIP&sort=name&new=1", "/app/clients");
  await screen.findByRole("heading", { name: /Clients/ });
  list.unmount();
  renderAt(<ClientPage />, someone(), "/app/clients/cl_1", "/app/clients/$id");
  const back = await screen.findByRole("link", { name: "Clients" });
  expect(back.getAttribute("href")).toBe("/app/clients?tag=VIP&sort=name");
});

test("C09 Esc takes back the tags that were chosen, and nothing is sent", async () => {
  const { patches, user } = open(aClient(), {
    "GET /v1/tags": () => ({ body: { data: [{ name: "VIP", clientCount: 3 }] } }),
  });
  await user.click(await screen.findByRole("button", { name: /Edit tags/ }));
  await user.click(await screen.findByRole("option", { name: /VIP/ }));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
  expect(patches()).toEqual([]);
});

test("I05 an invitation that no longer waits is not said to be cancelled", async () => {
  const invitation: InvitationBrief = {
    id: "inv_1",
    status: "expired",
    sentAt: "2026-01-02T03:04:05Z",
    expiresAt: "2026-01-09T03:04:05Z",
    resendAvailableAt: "2026-01-03T03:04:05Z",
    delivery: "sent",
  };
  const refused = "This invitation no longer waits. There is nothing to cancel.";
  const { sent, user } = open(aClient({ status: "invited", invitation }), {
    "POST /v1/invitations/inv_1/cancel": () => refusal(409, "wrong_state", refused),
  });
  await user.click(await screen.findByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Cancel invitation" }));
  await user.click(await screen.findByRole("button", { name: "Cancel invitation" }));
  expect((await screen.findByRole("alert")).textContent).toContain(refused);
  expect(screen.queryByText("Invitation cancelled")).toBeNull();
  expect(sent.some(({ path }) => path === "/v1/invitations/inv_1/cancel")).toBe(true);
  await user.click(screen.getByRole("button", { name: "Cancel" }));
});

test("C09 Esc takes back what was typed, and nothing is sent", async () => {
  const { patches, user } = open(aClient({ phone: "1" }));
  await user.click(await screen.findByRole("button", { name: /Edit phone/ }));
  await user.type(screen.getByRole("textbox", { name: "Phone" }), "23{Escape}");
  expect(screen.getByRole("button", { name: /Edit phone: 1/ })).toBeTruthy();
  expect(patches()).toEqual([]);
});

test("E a refused value stays in its field with what is wrong", async () => {
  const problem = {
    code: "invalid",
    message: "Check.",
    requestId: "r",
    fields: [{ field: "email", code: "email_invalid", message: "This is not an email." }],
  };
  const { user } = open(aClient(), { "PATCH /v1/clients/cl_1": () => ({ status: 422, body: problem }) });
  await user.click(await screen.findByRole("button", { name: /Edit email/ }));
  const input = screen.getByRole("textbox", { name: "Email" });
  await user.clear(input);
  await user.type(input, "nope{Enter}");
  expect((await screen.findByRole("alert")).textContent).toBe("This is not an email.");
  expect((screen.getByRole("textbox", { name: "Email" }) as HTMLInputElement).value).toBe("nope");
});

test("C05 a suggested company is accepted or dismissed by a person", async () => {
  const client = aClient({
    companySuggestions: [{ companyId: "co_1", companyName: "Quill & Co", reason: "emailDomain" }],
  });
  const { sent, user } = open(client, {
    "POST /v1/clients/cl_1/company-suggestions": () => ({
      body: { ...client, companyId: "co_1", companySuggestions: [], version: 2 },
    }),
  });
  await user.click(await screen.findByRole("button", { name: "Yes, assign" }));
  await waitFor(() => expect(screen.queryByText(/Does this client belong/)).toBeNull());
  expect(sent.find(({ path }) => path.endsWith("company-suggestions"))?.body).toEqual({
    companyId: "co_1",
    accept: true,
  });
});

test("W05 in a workspace of individuals the page has no company", async () => {
  open(aClient(), {}, someone({ clientMode: "individuals" }));
  await screen.findByText("Basic information");
  expect(screen.queryByText("Company")).toBeNull();
});

test("A10 what one may not see looks like what does not exist", async () => {
  open(aClient(), {
    "GET /v1/clients/cl_1": () => ({ status: 404, body: { code: "not_found", message: "x", requestId: "r" } }),
  });
  expect(await screen.findByRole("heading", { level: 1, name: "This page does not exist" })).toBeTruthy();
});

const png = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "ada.png", { type: "image/png" });

test("C09 a picture is set with the version that was read, and removed", async () => {
  const avatarImageUrl = "/v1/portals/berg/avatars/cl_1/x.png";
  const { sent, user } = open(aClient({ version: 5 }), {
    "PUT /v1/clients/cl_1/avatar": () => ({ body: aClient({ version: 6, avatarImageUrl }) }),
    "DELETE /v1/clients/cl_1/avatar": () => ({ body: aClient({ version: 7 }) }),
  });
  await screen.findByRole("button", { name: "Add a picture" });
  await user.upload(screen.getByLabelText("Picture of the client"), png);
  await screen.findByText("Picture saved");
  expect(sent.find(({ method }) => method === "PUT")).toMatchObject({ ifMatch: '"5"', body: { data: "iVBORw==" } });
  await user.click(screen.getByRole("button", { name: "Change the picture" }));
  await user.click(await screen.findByRole("menuitem", { name: "Remove the picture" }));
  await screen.findByText("Picture removed");
  expect(sent.find(({ method }) => method === "DELETE")?.ifMatch).toBe('"6"');
  expect(await screen.findByRole("button", { name: "Add a picture" })).toBeTruthy();
});

test("C02 a file that is no PNG or JPEG is refused at the control, by the server too", async () => {
  const problem = { code: "unsupported_media_type", message: "Only JPG and PNG pictures work.", requestId: "r" };
  const { sent, user } = open(aClient(), { "PUT /v1/clients/cl_1/avatar": () => ({ status: 415, body: problem }) });
  const input = await screen.findByLabelText("Picture of the client");
  await user.upload(input, new File(["GIF89a"], "ada.png", { type: "image/png" }));
  expect((await screen.findByRole("alert")).textContent).toMatch(/not a PNG or JPEG/);
  expect(sent.some(({ method }) => method === "PUT")).toBe(false);
  await user.upload(input, png);
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe(problem.message));
});

test("C09 a client who has been in the portal is told of a change when that is wanted", async () => {
  const { patches, user } = open(aClient({ position: "Owner", firstLoginDate: "2026-01-03T00:00:00Z" }));
  await user.click(await screen.findByRole("checkbox", { name: /Tell Ada by email/ }));
  await user.click(screen.getByRole("button", { name: /Edit position/ }));
  await user.type(screen.getByRole("textbox", { name: "Position" }), "!{Enter}");
  await screen.findByText(/Position saved, and Ada is told/);
  expect(patches()[0]?.body).toMatchObject({ notify: true });
});

test("A09 after a refusal the side bar's permissions are read again", async () => {
  const problem = { code: "permission_denied", message: "No.", requestId: "r", requiredPermission: "edit_clients" };
  const { sent, user } = open(aClient(), { "PATCH /v1/clients/cl_1": () => ({ status: 403, body: problem }) });
  await user.click(await screen.findByRole("button", { name: /Edit position/ }));
  await user.type(screen.getByRole("textbox", { name: "Position" }), "Chair{Enter}");
  await waitFor(() => expect(sent.some(({ path }) => path === "/v1/sessions/current")).toBe(true));
});

test("I06 the card of an invitation says that its mail came back and why, and that it was accepted", async () => {
  const invitation = {
    id: "inv_1",
    status: "pending",
    sentAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 864_000_000).toISOString(),
    resendAvailableAt: new Date().toISOString(),
    delivery: "bounced",
    bounceReason: "noSuchAddress",
  } as const;
  open(aClient({ status: "invited", invitation }));
  expect((await screen.findByText("Bounced")).tagName).toBe("SPAN");
  expect(screen.getByText(/There is no such address. Check the address, then send it again./)).toBeTruthy();
  cleanup();
  open(aClient({ status: "active", invitation: { ...invitation, status: "accepted" } }));
  expect(await screen.findByText("Accepted")).toBeTruthy();
  expect(screen.queryByText("Bounced")).toBeNull();
});

test("C02 C09 custom fields, profile and rate are edited where they stand", async () => {
  const options = [
    { id: "op_1", label: "Gold" },
    { id: "op_2", label: "Silver" },
  ];
  const fields = [aField(), aField({ id: "fd_2", key: "plan", name: "Plan", type: "multiSelect", options })];
  const { patches, user } = open(aClient({ customFields: { taxId: "B-12" }, portalRate: 12050 }), {
    "GET /v1/custom-fields": () => ({ body: { data: fields, version: 1 } }),
    "GET /v1/client-profiles": () => ({
      body: { data: [aProfile(), aProfile({ id: "pf_2", name: "Guests", isDefault: false })], version: 1 },
    }),
    "GET /v1/workspaces": () => ({ body: aWorkspace({ currency: "EUR" }) }),
  });
  const type = async (name: RegExp, box: string, text: string) => {
    await user.click(await screen.findByRole("button", { name }));
    const input = screen.getByRole("textbox", { name: box });
    await user.clear(input);
    await user.type(input, `${text}{Enter}`);
  };
  await type(/Edit tax id: B-12/, "Tax ID", "C-3");
  await waitFor(() => expect(patches()[0]?.body).toEqual({ customFields: { taxId: "C-3" } }));
  await user.click(await screen.findByRole("button", { name: /Edit plan/ }));
  await user.click(await screen.findByRole("option", { name: "Silver" }));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(patches()[1]?.body).toEqual({ customFields: { plan: ["op_2"] } }));
  await type(/Edit rate per hour: €120.50/, "Rate per hour", "99.5");
  await waitFor(() => expect(patches()[2]?.body).toEqual({ portalRate: 9950 }));
  await type(/Edit rate per hour/, "Rate per hour", "much");
  expect((await screen.findByRole("alert")).textContent).toMatch(/Enter an amount/);
  await user.click(await screen.findByRole("button", { name: /Edit client profile: Default \(Standard\)/ }));
  await user.click(await screen.findByRole("option", { name: "Guests" }));
  await waitFor(() => expect(patches()[3]?.body).toEqual({ clientProfileId: "pf_2" }));
});
