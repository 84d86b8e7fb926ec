import type { APIRequestContext, Locator, Page } from "@playwright/test";
import type { Client, NewClient, Workspace, WorkspaceChanges } from "../../src/api/schema";
import { api, expect, type Firm, password, type Visitor } from "./firm";
import { linkIn, mailAbout } from "./mail";

/** Adds a client through the API: where a test's story starts with one. */
export async function addClient(
  request: APIRequestContext,
  firm: Firm,
  body: NewClient,
  sendInvite = false,
): Promise<Client> {
  const answer = await api(request, firm.slug, "clients-create", { params: { sendInvite }, body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

/** Changes the workspace's settings through the API. */
export async function configure(request: APIRequestContext, firm: Firm, body: WorkspaceChanges): Promise<Workspace> {
  const before = await api(request, firm.slug, "workspaces-get");
  const answer = await api(request, firm.slug, "workspaces-update", { body, ifMatch: before.body.version });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.workspace;
}

/** Opens the link of the newest invitation to an address, and comes in with a password. */
export async function acceptInvitation(guest: Visitor, email: string): Promise<void> {
  await guest.open(linkIn(await mailAbout(guest.context.request, email, /accept#/), "accept"));
  await guest.page.getByLabel(/^Password for/).fill(password);
  await guest.page.getByRole("button", { name: /Open the portal|Join the team/ }).click();
  await guest.page.waitForURL(/\/(app)?\/?$/);
}

export async function signIn(guest: Visitor, firm: Firm, email: string, secret = password): Promise<void> {
  await guest.open(`/${firm.slug}/sign-in`);
  await guest.page.getByLabel("Email").fill(email);
  await guest.page.getByLabel("Password", { exact: true }).fill(secret);
  await guest.page.getByRole("button", { name: "Sign in" }).click();
}

/** A client's row in the list. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole("grid", { name: "Clients" }).getByRole("row").filter({ hasText: name });
}

/** Chooses an action from the menu of a client's row. */
export async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await rowOf(page, name)
    .getByRole("button", { name: `Actions for ${name}` })
    .click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** What was said in passing. */
export function toasts(page: Page): Locator {
  return page.getByRole("region", { name: "Notifications" });
}
