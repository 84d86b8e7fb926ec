import { api, expect, test } from "./support/firm";
import { acceptInvitation, addClient } from "./support/steps";

test("C02 C09: a field is defined, filled in for a new client, and edited in place", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  await admin.open(`/${office.slug}/app/settings/fields`);
  await expect(page.getByText("No custom fields yet")).toBeVisible();
  await page.getByRole("button", { name: "New field" }).click();
  await page.getByLabel("Name").fill("Tax number");
  await page.getByRole("button", { name: "Create field" }).click();
  await expect(page.getByRole("table", { name: "Custom fields" }).getByText("taxNumber")).toBeVisible();
  await page.getByRole("button", { name: "New field" }).click();
  await page.getByLabel("Name").fill("Plan");
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: /Single select/ }).click();
  await page.getByRole("textbox", { name: "Option 1" }).fill("Gold");
  await page.getByRole("textbox", { name: "Option 2" }).fill("Silver");
  await page.getByRole("button", { name: "Create field" }).click();
  await expect(page.getByRole("button", { name: "Edit Plan" })).toBeVisible();
  await admin.look();

  await admin.open(`/${office.slug}/app/clients?new=1`);
  await page.getByLabel("Full name").fill("Ada Berg");
  await page.getByLabel("Email").fill("ada@berg.example");
  await page.getByRole("button", { name: /^More/ }).click();
  await page.getByLabel("Tax number").fill("B-12");
  await page.getByLabel("Rate per hour").fill("120.50");
  await admin.look();
  await page.getByRole("button", { name: "Create client" }).click();
  await page.getByRole("link", { name: "Ada Berg" }).click();

  await expect(page.getByRole("button", { name: "Edit rate per hour: $120.50" })).toBeVisible();
  await page.getByRole("button", { name: "Edit tax number: B-12" }).click();
  await page.getByRole("textbox", { name: "Tax number" }).fill("C-3");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Tax number saved")).toBeVisible();
  await page.getByRole("button", { name: /Edit plan/ }).click();
  await page.getByRole("option", { name: "Gold" }).click();
  await expect(page.getByText("Plan saved")).toBeVisible();
  await admin.look();
  await page.reload();
  await expect(page.getByRole("button", { name: "Edit tax number: C-3" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit plan: Gold" })).toBeVisible();
});

test("A07 A09: a profile without the knowledge base hides the articles at once", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  const { request } = admin.context;
  const article = { title: "How our fees work", body: "Fixed fees.", state: "published" as const };
  await api(request, office.slug, "articles-create", { body: article });
  const email = `ada-${office.slug}@berg.example`;
  const client = await addClient(request, office, { name: "Ada Berg", email }, true);
  const guest = await visitor();
  await acceptInvitation(guest, email);
  await expect(guest.page.getByRole("link", { name: /How our fees work/ })).toBeVisible();

  await admin.open(`/${office.slug}/app/settings/profiles`);
  await page.getByRole("button", { name: "New profile" }).click();
  await page.getByLabel("Name").fill("Messages only");
  await page.getByRole("checkbox", { name: "See messages" }).check();
  await page.getByRole("button", { name: "Create profile" }).click();
  await expect(page.getByRole("button", { name: "Edit Messages only" })).toBeVisible();
  await admin.look();
  await admin.open(`/${office.slug}/app/clients/${client.id}`);
  await page.getByRole("button", { name: /Edit client profile/ }).click();
  await page.getByRole("option", { name: "Messages only" }).click();
  await expect(page.getByText("Client profile saved")).toBeVisible();

  await guest.page.reload();
  await expect(guest.page.getByRole("region", { name: "Welcome" })).toBeVisible();
  await expect(guest.page.getByRole("heading", { name: "Good to know" })).toHaveCount(0);
});
