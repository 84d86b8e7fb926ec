import { expect, type Firm, test, unique, type Visitor } from "./support/firm";
import { mailAbout, mailsTo } from "./support/mail";
import { addClient, chooseAction, rowOf, toasts } from "./support/steps";

/** Fills the form for a new client; the company is chosen, or made, by its name. */
async function fillNewClient({ page }: Visitor, name: string, email: string, company?: string): Promise<void> {
  await page.getByRole("button", { name: "New client" }).first().click();
  const form = page.getByRole("dialog", { name: "New client" });
  await form.getByLabel("Full name").fill(name);
  await form.getByLabel("Email").fill(email);
  if (!company) return;
  await form.getByRole("combobox", { name: "Company" }).fill(company);
  await page.getByRole("option", { name: company }).click();
}

test("C01 C02 C03 C04 C06: clients are added with a company typed in the form, invited only when asked", async ({
  firm,
}) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  const mara = `mara@${unique()}.example`;
  const tomas = `tomas@${unique()}.example`;
  await admin.open(`/${office.slug}/app/clients`);
  await expect(page.getByRole("heading", { name: "Add your first client" })).toBeVisible();
  await admin.look();

  await fillNewClient(admin, "Mara Lindqvist", mara, "Brook Bakery");
  await expect(page.getByText("“Brook Bakery” is created together with the client.")).toBeVisible();
  await admin.look();
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(toasts(page)).toContainText("Mara Lindqvist is added");
  for (const cell of ["Not invited", "Brook Bakery", office.admin.name]) {
    await expect(rowOf(page, "Mara Lindqvist")).toContainText(cell);
  }

  await fillNewClient(admin, "Tomas Okafor", tomas);
  const form = page.getByRole("dialog", { name: "New client" });
  await expect(form.getByRole("combobox", { name: "Company" }), "the only company is chosen already").toHaveValue(
    "Brook Bakery",
  );
  await form.getByRole("switch", { name: "Send the invitation now" }).click();
  await form.getByRole("button", { name: "Create and invite" }).click();
  await expect(toasts(page)).toContainText("Tomas Okafor is added and invited");
  await expect(rowOf(page, "Tomas Okafor")).toContainText("Invited");
  await admin.look();

  await mailAbout(admin.context.request, tomas, /accept#/);
  expect(await mailsTo(admin.context.request, mara), "adding never invites by itself").toEqual([]);
});

/** A firm with enough clients for several pages of the list. */
async function manyClients(office: Firm, admin: Visitor): Promise<void> {
  const given = ["Ada", "Bruno", "Chiara", "Dilan", "Esra", "Finn", "Gita", "Hugo"];
  const names = Array.from(
    { length: 64 },
    (_, index) => `${given[index % 8]} Number${String(index + 1).padStart(2, "0")}`,
  );
  for (const [index, name] of names.entries()) {
    const email = `client${index + 1}@${office.slug}.example`;
    const position = index === 40 ? "Head gardener" : "Owner";
    await addClient(
      admin.context.request,
      office,
      { name, email, position, companyName: index % 2 ? "Odd Ltd" : "Even Ltd" },
      index < 3,
    );
  }
}

test("C07: the list is searched, filtered, sorted and paged, and its address says how", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  await manyClients(office, admin);
  await admin.open(`/${office.slug}/app/clients`);
  const grid = page.getByRole("grid", { name: "Clients" });
  const first = grid.getByRole("row").nth(1);
  await expect(first, "the newest stands first").toContainText("Number64");

  await grid.evaluate((it) => it.scrollTo(0, it.scrollHeight));
  await expect(page.getByText("64 of 64 loaded"), "the rest comes on scrolling").toBeVisible();
  await grid.evaluate((it) => it.scrollTo(0, 0));

  for (const [header, top] of [
    ["Client", "Ada Number01"],
    ["Added", "Number64"],
    ["Added", "Number01"],
  ] as const) {
    await grid.getByRole("button", { name: header }).click();
    await expect(first).toContainText(top);
  }
  await expect(page).toHaveURL(/order=asc/);
  await grid.getByRole("button", { name: "Last active" }).click();
  await expect(page).toHaveURL(/sort=lastActivity/);

  await page.getByLabel("Search clients").fill("garden");
  await expect(grid.getByRole("row"), "a part of a position is enough").toHaveCount(2);
  await expect(first).toContainText("Number41");
  await expect(page).toHaveURL(/q=garden/);
  await page.getByRole("button", { name: "Clear", exact: true }).click();

  await page
    .getByRole("navigation", { name: "Status" })
    .getByRole("link", { name: /^Invited/ })
    .click();
  await expect(page.getByText("3 of 3 loaded")).toBeVisible();
  await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: /^All/ }).click();

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Company…" }).click();
  await page.getByRole("option", { name: /^Odd Ltd/ }).click();
  await expect(page.getByText(/ of 32 loaded/)).toBeVisible();
  await admin.look();
  await page.reload();
  await expect(page.getByText(/ of 32 loaded/), "the address brings the same list").toBeVisible();
});

test("C07: a list filtered by tag and inactivity is saved as a view, and its address brings it to a colleague's eyes", async ({
  firm,
}) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  const clients = { "Mara Lindqvist": ["VIP"], "Tomas Okafor": ["vip", "Late payer"], "Uma Patel": [] };
  for (const [name, tags] of Object.entries(clients)) {
    const email = `${name.split(" ")[0]?.toLowerCase()}@${office.slug}.example`;
    await addClient(admin.context.request, office, { name, email, tags });
  }
  await admin.open(`/${office.slug}/app/clients`);
  const filter = async (name: string) => {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await filter("Tag…");
  await page.getByRole("option", { name: /VIP.*2 clients/i }).click();
  await filter("Inactive for…");
  await page.getByRole("combobox", { name: /Inactive/ }).fill("45");
  await page.getByRole("option", { name: "45 days" }).click();
  await expect(page.getByText("2 of 2 loaded"), "whoever never was there counts as inactive").toBeVisible();
  await expect(page).toHaveURL(/tag=vip.*inactive=45/i);
  await admin.look();

  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByLabel("Name").fill("Quiet VIPs");
  await dialog.getByRole("switch", { name: "Share with the team" }).click();
  await admin.look();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(toasts(page)).toContainText("“Quiet VIPs” is saved");
  await expect(page).toHaveURL(/view=view_/);
  const address = page.url();

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByText("3 of 3 loaded")).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("2 of 2 loaded"), "the address brings the same list").toBeVisible();
  await expect(page.getByRole("button", { name: "Quiet VIPs" })).toBeVisible();
  await page.getByRole("button", { name: "Remove the filter Inactive for" }).click();
  await page.getByRole("button", { name: "Update view" }).click();
  await expect(toasts(page)).toContainText("“Quiet VIPs” is updated");

  await page.getByRole("button", { name: "Quiet VIPs" }).click();
  await page.getByRole("menuitemcheckbox", { name: "All clients" }).click();
  await expect(page.getByText("3 of 3 loaded")).toBeVisible();
  // At once: the menu still fades, and opens again.
  await page.getByRole("button", { name: "All clients" }).click();
  await admin.look();
  await page.getByRole("menuitemcheckbox", { name: "Quiet VIPs" }).click();
  await expect(page).toHaveURL(/tag=vip/i);
  await expect(page).not.toHaveURL(/inactive/);
});

test("C10 C11: a client is archived with undo, restored, deactivated and activated", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  await addClient(admin.context.request, office, { name: "Mara Lindqvist", email: `mara@${office.slug}.example` });
  await admin.open(`/${office.slug}/app/clients`);
  const tab = (name: RegExp) => page.getByRole("navigation", { name: "Status" }).getByRole("link", { name });

  await chooseAction(page, "Mara Lindqvist", "Archive");
  await expect(rowOf(page, "Mara Lindqvist")).toHaveCount(0);
  await toasts(page).getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(page, "Mara Lindqvist")).toContainText("Not invited");

  await chooseAction(page, "Mara Lindqvist", "Archive");
  await expect(toasts(page)).toContainText("Mara Lindqvist is archived");
  await tab(/^Archived/).click();
  await chooseAction(page, "Mara Lindqvist", "Restore");
  await expect(toasts(page)).toContainText("Mara Lindqvist is restored");

  await tab(/^All/).click();
  await chooseAction(page, "Mara Lindqvist", "Deactivate");
  await admin.look();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await tab(/^Deactivated/).click();
  await expect(rowOf(page, "Mara Lindqvist")).toContainText("Deactivated");
  await chooseAction(page, "Mara Lindqvist", "Activate");
  await expect(toasts(page)).toContainText("Mara Lindqvist is active again");
});
