import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Invitation, Onboarding, OnboardingStep } from "../api/schema";
import ArticleEditorPage from "./articles/ArticleEditorPage";
import CompaniesPage from "./companies/CompaniesPage";
import { allPermissions } from "./data/access";
import { Checklist } from "./home/Checklist";
import InvitationsPage from "./invitations/InvitationsPage";
import GeneralPage from "./settings/GeneralPage";
import MessagesPage from "./settings/MessagesPage";
import RolesPage from "./team/RolesPage";
import TeamPage from "./team/TeamPage";
import { aColleague, aCompany, anArticle, answerApi, aTemplate, aWorkspace, renderAt, someone } from "./testing/render";

const step = (key: OnboardingStep["key"], done = false): OnboardingStep => ({ key, done, skipped: false });

test("W09 the checklist leads: what is done, what is next, what can be skipped, and it can be put away", async () => {
  let onboarding: Onboarding = {
    steps: [step("brand", true), step("welcomeMessage"), step("article"), step("testClient"), step("firstClient")],
    dismissed: false,
    version: 1,
  };
  const sent = answerApi({
    "GET /v1/onboarding": () => ({ body: onboarding }),
    "PATCH /v1/onboarding": ({ body }) => {
      const { skip, dismissed = false } = body as { skip?: string; dismissed?: boolean };
      onboarding = {
        steps: onboarding.steps.map((one) => (one.key === skip ? { ...one, skipped: true } : one)),
        dismissed,
        version: onboarding.version + 1,
      };
      return { body: onboarding };
    },
  });
  renderAt(<Checklist />);
  const user = userEvent.setup();
  expect(await screen.findByRole("img", { name: "1 of 5 done" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Write it" }).getAttribute("href")).toBe("/app/settings/messages");
  await user.click(screen.getByRole("button", { name: "Skip: Write the welcome message" }));
  expect(await screen.findByRole("img", { name: "2 of 5 done" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Hide" }));
  await waitFor(() => expect(screen.queryByText("Getting started")).toBeNull());
  expect(sent.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    { skip: "welcomeMessage" },
    { dismissed: true },
  ]);
});

const now = Date.now();
const invitation = (over: Partial<Invitation>): Invitation => ({
  id: "inv_1",
  version: 1,
  kind: "client",
  personId: "cl_1",
  givenName: "Ada",
  familyName: "Berg",
  email: "ada@berg.example",
  status: "pending",
  sentAt: new Date(now - 3_600_000).toISOString(),
  expiresAt: new Date(now + 864_000_000).toISOString(),
  resendAvailableAt: new Date(now + 82_800_000).toISOString(),
  delivery: "sent",
  ...over,
});

test("I04 I06 I09 pending invitations of clients and team: delivery, when they can be resent, cancel", async () => {
  const team = invitation({
    id: "inv_2",
    kind: "internalUser",
    personId: "iu_2",
    givenName: "Tom",
    familyName: "Okon",
    delivery: "failed",
    // The server says when: at once, where the mail can't have reached them.
    resendAvailableAt: new Date(now - 3_600_000).toISOString(),
  });
  const sent = answerApi({
    "GET /v1/invitations": () => ({ body: { data: [invitation({}), team] } }),
    "POST /v1/invitations/inv_2/resend": () => ({ body: team }),
  });
  renderAt(<InvitationsPage />);
  const user = userEvent.setup();
  const wait = await screen.findByRole("button", { name: "Resend to Ada Berg" });
  expect(wait.getAttribute("aria-disabled")).toBe("true");
  expect(wait.getAttribute("aria-description")).toMatch(/Can be sent again in 2[23] hours/);
  expect(within(screen.getByRole("row", { name: /Tom Okon/ })).getByText("Failed")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Resend to Tom Okon" }));
  await waitFor(() => expect(sent.some(({ path }) => path === "/v1/invitations/inv_2/resend")).toBe(true));
});

test("O06 a company with clients is not archived, and the way to them stands there", async () => {
  const problem = { code: "company_has_clients", message: "Two clients belong to it.", requestId: "r" };
  answerApi({
    "GET /v1/companies": () => ({ body: { data: [aCompany({ version: 2 })] } }),
    "DELETE /v1/companies/co_1": ({ ifMatch }) => ({ status: ifMatch === '"2"' ? 409 : 500, body: problem }),
  });
  renderAt(<CompaniesPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Actions for Quill & Co" }));
  await user.click(await screen.findByRole("menuitem", { name: "Archive" }));
  await user.click(await screen.findByRole("button", { name: "Archive" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Two clients belong to it.");
  const link = screen.getByRole("link", { name: "Show its clients" });
  expect(link.getAttribute("href")).toBe("/app/clients?company=co_1");
  await user.click(link);
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
});

test("A09 A11 a form whose permission has gone stays, and says which one", async () => {
  const problem = { code: "permission_denied", message: "You need the permission “Manage companies”.", requestId: "r" };
  const sent = answerApi({
    "GET /v1/sessions/current": () => ({ body: someone({ role: "desk", permissions: ["view_clients"] }) }),
    "POST /v1/companies": () => ({ status: 403, body: problem }),
  });
  const before = someone({ role: "member", permissions: ["view_clients", "manage_client_organizations"] });
  renderAt(<CompaniesPage />, before, "/app/companies?new=1");
  const user = userEvent.setup();
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Orchard");
  await user.click(screen.getByRole("button", { name: "Create company" }));
  expect((await screen.findByRole("alert")).textContent).toContain(problem.message);
  // The session was read again, and the button behind the form is closed to them now.
  const button = screen.getByText("New company", { selector: "button" });
  await waitFor(() => expect(button.getAttribute("aria-disabled")).toBe("true"));
  expect(sent.some(({ path }) => path === "/v1/sessions/current")).toBe(true);
  expect((screen.getByRole("textbox", { name: "Name" }) as HTMLInputElement).value).toBe("Orchard");
});

test("A09 A11 a page, a drawer and a role in which something is typed stay when the permission goes", async () => {
  answerApi({
    "GET /v1/workspaces": () => ({ body: aWorkspace() }),
    "GET /v1/articles/ar_1": () => ({ body: anArticle() }),
    "GET /v1/roles": () => ({ body: { data: [{ id: "role_1", name: "Desk", permissions: [] }], version: 1 } }),
    "GET /v1/internal-users": () => ({ body: { data: [aColleague()] } }),
  });
  const user = userEvent.setup();
  const places = [
    { page: <GeneralPage />, address: "/app/settings", label: "Brand name" },
    { page: <ArticleEditorPage />, address: "/app/articles/ar_1", path: "/app/articles/$id", label: "Title" },
    { page: <TeamPage />, address: "/app/team?invite=1", label: "Full name" },
    { page: <RolesPage />, address: "/app/team/roles", label: "Name", opener: "Edit Desk" },
    { page: <CompaniesPage />, address: "/app/companies?new=1", label: "Name" },
  ];
  for (const { page, address, path, label, opener } of places) {
    const { queries, unmount } = renderAt(page, someone(), address, path);
    if (opener) await user.click(await screen.findByRole("button", { name: opener }));
    await user.type(await screen.findByLabelText(label), " & Sons");
    act(() => void queries.setQueryData(["session"], someone({ role: "desk" })));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect((screen.getByLabelText(label) as HTMLInputElement).value, address).toContain("& Sons");
    unmount();
  }
});

test("A09 a page on which nothing is typed closes when the permission goes", async () => {
  answerApi({ "GET /v1/workspaces": () => ({ body: aWorkspace() }) });
  const { queries } = renderAt(<GeneralPage />, someone(), "/app/settings");
  await screen.findByLabelText("Brand name");
  act(() => void queries.setQueryData(["session"], someone({ role: "desk" })));
  expect(await screen.findByText(/You need the permission “Manage settings”/)).toBeTruthy();
});

test("I01 templates are made and edited, with only what was changed and the version that was read", async () => {
  const sent = answerApi({
    "GET /v1/workspaces": () => ({ body: aWorkspace() }),
    "GET /v1/invitation-templates": () => ({ body: { data: [aTemplate()] } }),
    "POST /v1/invitation-templates": () => ({ body: aTemplate({ id: "tp_2" }) }),
    "PATCH /v1/invitation-templates/tp_1": () => ({ body: aTemplate({ version: 4 }) }),
  });
  renderAt(<MessagesPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: /Edit the template Year end/ }));
  const body = await screen.findByLabelText("Text");
  await user.clear(body);
  await user.type(body, "Hi ");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "{{givenName}}" }));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("Year end saved");
  expect(sent.find(({ method }) => method === "PATCH")).toMatchObject({
    body: { body: "Hi {{givenName}}" },
    ifMatch: '"3"',
  });

  await user.click(screen.getByRole("button", { name: "New template" }));
  await user.type(await screen.findByLabelText("Name"), "Startups");
  await user.type(screen.getByLabelText("Text"), "Welcome");
  await user.click(screen.getByRole("button", { name: "Create template" }));
  await waitFor(() =>
    expect(sent.find(({ method }) => method === "POST")?.body).toEqual({ name: "Startups", body: "Welcome" }),
  );
});

test("A01 built-in roles can be read only; a role of one's own is made of the nineteen permissions", async () => {
  const sent = answerApi({
    "GET /v1/roles": () => ({
      body: { data: [{ id: "admin", name: "Admin", permissions: allPermissions, builtIn: true }], version: 3 },
    }),
    "POST /v1/roles": ({ body }) => ({ body: { id: "role_1", builtIn: false, ...(body as object) } }),
  });
  renderAt(<RolesPage />, someone());
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "View Admin" }));
  const fixed = await screen.findAllByRole("checkbox");
  expect(fixed).toHaveLength(19);
  expect(fixed.every((box) => (box as HTMLInputElement).disabled)).toBe(true);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

  await user.click(screen.getByRole("button", { name: "New role" }));
  await user.type(await screen.findByLabelText("Name"), "Bookkeeper");
  await user.click(screen.getByRole("checkbox", { name: "Manage billing" }));
  await user.click(screen.getByRole("button", { name: "Create role" }));
  await waitFor(() =>
    expect(sent.find(({ method }) => method === "POST")?.body).toEqual({
      name: "Bookkeeper",
      permissions: ["manage_billing"],
    }),
  );
});
