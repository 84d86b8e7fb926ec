import type { APIRequestContext } from "@playwright/test";
import { api, expect, type Firm, test, type Visitor } from "./support/firm";
import { acceptInvitation, addClient, configure, signIn } from "./support/steps";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" } as const;

/** The page is there, nothing of it stands out at the side, and everyone can use it. */
async function fits({ page, look }: Visitor): Promise<void> {
  await expect(page.getByRole("heading").first()).toBeVisible();
  await look();
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide, `the width of ${page.url()}`).toBeLessThanOrEqual(screen ?? 0);
}

test("S01 I03: a client's pages fit a phone, in the dark too", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  await configure(admin.context.request, office, { directSignUp: true, welcomeMessage: "Good to have you here." });
  const email = `mara@${office.slug}.example`;
  await addClient(admin.context.request, office, { name: "Mara Berg", email }, true);
  const mara = await visitor(phone);
  for (const place of ["sign-in", "sign-up", "accept", "forgot", "reset"]) {
    await mara.open(`/${office.slug}/${place}`);
    await fits(mara);
  }
  await acceptInvitation(mara, email);
  await expect(mara.page.getByText("Good to have you here.")).toBeVisible();
  await fits(mara);
  await mara.open(`/${office.slug}/account`);
  await fits(mara);
});

/** The open tab stands in the screen, however many stand before it. */
async function tabInView({ page }: Visitor, name: string): Promise<void> {
  const tab = page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name, exact: true });
  await expect(tab).toHaveAttribute("aria-current", "page");
  const box = await tab.boundingBox();
  expect(box?.x, `the tab ${name}`).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0), `the tab ${name}`).toBeLessThanOrEqual(phone.viewport.width);
}

/** What a firm may have called its fields, tags and views. */
async function longNames(request: APIRequestContext, office: Firm): Promise<void> {
  const field = "Umsatzsteueridentifikationsnummer of the parent company";
  await api(request, office.slug, "custom-fields-create", { body: { name: field, type: "text" } });
  const options = ["Everything that we offer, with the yearly accounts", "Only payroll"].map((label) => ({ label }));
  await api(request, office.slug, "custom-fields-create", {
    body: { name: "Services that have been agreed upon", type: "multiSelect", options },
  });
  await api(request, office.slug, "views-create", {
    body: { name: "Quiet for a month and not yet called by anybody", query: { inactiveDays: 30 }, shared: false },
  });
}

test("C07 C08 W09: the team's pages fit a phone, in the dark too", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  const { id } = await addClient(admin.context.request, office, {
    name: "Mara Berg",
    email: `mara.with.a.rather.long.address@${office.slug}.example`,
    position: "Managing partner for everything that nobody else does",
    companyName: "Brook Bakery and Confectionery of the Old Town",
    tags: ["Year-end accounts of a large partnership", "Referred by another client", "VIP"],
  });
  await longNames(admin.context.request, office);
  const colleague = await visitor(phone);
  await signIn(colleague, office, office.admin.email);
  await colleague.page.waitForURL(`**/${office.slug}/app`);
  await fits(colleague);
  await colleague.page.getByRole("button", { name: "Menu" }).tap();
  await expect(colleague.page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await colleague.look();
  const places = [
    "clients",
    "clients?new=1",
    `clients/${id}`,
    "companies",
    "team",
    "team/roles",
    "invitations",
    "articles/new",
  ];
  for (const place of [...places, "account"]) {
    await colleague.open(`/${office.slug}/app/${place}`);
    await fits(colleague);
  }
  const tabs = {
    settings: "General",
    "settings/branding": "Branding",
    "settings/messages": "Messages",
    "settings/help": "Help",
    "settings/fields": "Custom fields",
    "settings/profiles": "Client profiles",
  };
  for (const [place, tab] of Object.entries(tabs)) {
    await colleague.open(`/${office.slug}/app/${place}`);
    await fits(colleague);
    await tabInView(colleague, tab);
  }
  const { page } = colleague;
  await colleague.open(`/${office.slug}/app/settings/fields`);
  await page.getByRole("button", { name: /^Edit Services/ }).tap();
  await expect(page.getByRole("textbox", { name: "Option 1" })).toBeVisible();
  await fits(colleague);
});

test("C09: on a phone a value has buttons to save and to cancel, and a view stands in its list", async ({
  firm,
  visitor,
}) => {
  const { firm: office, admin } = await firm();
  const person = { name: "Mara Berg", email: `mara@${office.slug}.example`, position: "Owner" };
  const { id } = await addClient(admin.context.request, office, person);
  await longNames(admin.context.request, office);
  const colleague = await visitor(phone);
  await signIn(colleague, office, office.admin.email);
  await colleague.page.waitForURL(`**/${office.slug}/app`);
  const { page } = colleague;
  await colleague.open(`/${office.slug}/app/clients/${id}`);
  await page.getByRole("button", { name: "Edit position:" }).tap();
  await page.getByRole("textbox", { name: "Position" }).fill("Chair");
  await page.getByRole("button", { name: "Cancel" }).tap();
  await expect(page.getByRole("button", { name: "Edit position: Owner" })).toBeVisible();
  await page.getByRole("button", { name: "Edit position:" }).tap();
  await page.getByRole("textbox", { name: "Position" }).fill("Chair");
  await fits(colleague);
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await expect(page.getByRole("button", { name: "Edit position: Chair" })).toBeVisible();

  await colleague.open(`/${office.slug}/app/clients`);
  await page.getByRole("button", { name: "All clients" }).tap();
  await page.getByRole("menuitemcheckbox", { name: /^Quiet for a month/ }).tap();
  await expect(page).toHaveURL(/inactive=30/);
  await fits(colleague);
});
