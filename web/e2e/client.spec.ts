import { api, expect, type Firm, test, type Visitor } from "./support/firm";
import { addClient, toasts } from "./support/steps";

async function openClient(office: Firm, admin: Visitor): Promise<string> {
  const person = {
    name: "Mara Berg",
    email: `mara@${office.slug}.example`,
    position: "Owner",
    companyName: "Brook Bakery",
  };
  const { id } = await addClient(admin.context.request, office, person);
  await admin.open(`/${office.slug}/app/clients/${id}`);
  await expect(admin.page.getByRole("heading", { name: /Mara Berg/ })).toBeVisible();
  return id;
}

test("C08 C09: a client's page shows who they are, and each value is edited in place", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const { page } = admin;
  await openClient(office, admin);
  for (const shown of ["Not invited", "Owner", "Brook Bakery", `mara@${office.slug}.example`, office.admin.name]) {
    await expect(page.getByRole("main").getByText(shown).first()).toBeVisible();
  }
  await admin.look();

  const value = (label: string) => page.getByRole("button", { name: `Edit ${label}:` });
  await value("position").click();
  await page.getByRole("textbox", { name: "Position" }).fill("Managing partner");
  await page.keyboard.press("Enter");
  await expect(toasts(page)).toContainText("Position saved");
  await expect(value("position")).toContainText("Managing partner");
  await toasts(page).getByRole("button", { name: "Undo" }).click();
  await expect(value("position")).toContainText("Owner");

  await value("email").click();
  await page.getByRole("textbox", { name: "Email" }).fill("not an address");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveAttribute("aria-invalid", "true");
  await admin.look();
  await page.getByRole("textbox", { name: "Email" }).press("Escape");
  await expect(value("email")).toContainText(`mara@${office.slug}.example`);

  await value("company").click();
  await page.getByRole("combobox", { name: "Company" }).fill("Delta Books");
  await page.getByRole("option", { name: "Delta Books" }).click();
  await expect(value("company")).toContainText("Delta Books");

  await page.getByRole("navigation", { name: "Client", exact: true }).getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Managing partner" }).first()).toBeVisible();
  await admin.look();
});

test("C09 E: an edit of something that has changed meanwhile is refused, and says so", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const { page, context } = admin;
  const id = await openClient(office, admin);
  const meanwhile = await api(context.request, office.slug, "clients-get", { params: { id } });
  await api(context.request, office.slug, "clients-update", {
    params: { id },
    body: { phone: "+44 20 7946 0000" },
    ifMatch: meanwhile.body.version,
  });
  await page.getByRole("button", { name: "Edit position:" }).click();
  await page.getByRole("textbox", { name: "Position" }).fill("Chair");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expect(page.getByRole("main").getByText("+44 20 7946 0000"), "the newer state is shown").toBeVisible();
  await expect(page.getByRole("textbox", { name: "Position" }), "what was typed is kept").toHaveValue("Chair");
  await page.getByRole("textbox", { name: "Position" }).press("Enter");
  await expect(page.getByRole("button", { name: "Edit position: Chair" }), "knowingly on top").toBeVisible();
});

test("A10: what does not exist and what one may not know of look the same", async ({ firm }) => {
  const [mine, other] = [await firm(), await firm("Delta Books")];
  const theirs = await addClient(other.admin.context.request, other.firm, {
    name: "Sam Rivera",
    email: `sam@${other.firm.slug}.example`,
  });
  const invented = `${theirs.id.slice(0, -4)}0000`;
  const [foreign, unknown] = await Promise.all(
    [theirs.id, invented].map((id) =>
      api(mine.admin.context.request, mine.firm.slug, "clients-get", { params: { id } }),
    ),
  );
  expect(foreign?.status).toBe(404);
  const told = (answer: unknown) => JSON.stringify({ ...(answer as object), requestId: "" });
  expect(told(foreign?.body)).toBe(told(unknown?.body));

  await mine.admin.open(`/${mine.firm.slug}/app/clients/${theirs.id}`);
  await expect(mine.admin.page.getByRole("heading", { level: 1 })).toContainText(/not|no /i);
  await mine.admin.look();
});
