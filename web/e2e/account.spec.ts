import { expect, password, test } from "./support/firm";
import { linkIn, mailAbout } from "./support/mail";
import { acceptInvitation, addClient, signIn } from "./support/steps";

test("S04: a client changes email and password, and signs out everywhere", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  const [before, after] = [`mara@${office.slug}.example`, `mara.berg@${office.slug}.example`];
  await addClient(admin.context.request, office, { name: "Mara Berg", email: before }, true);
  const mara = await visitor();
  const { page } = mara;
  await acceptInvitation(mara, before);

  await page.getByRole("button", { name: /account menu/ }).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await mara.look();
  await page.getByLabel("New email").fill(after);
  await page.getByLabel("Your password").fill("not the password");
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByLabel("Your password")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByText(`If ${after} can be used`, { exact: false })).toBeVisible();

  await mara.open(linkIn(await mailAbout(mara.context.request, after, /confirm-email#/), "confirm-email"));
  await mara.look();
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeVisible();
  await mara.look();
  const told = await mailAbout(mara.context.request, before, new RegExp(after.split("@")[0] ?? ""));
  expect(told.text, "the old address is told").not.toContain("confirm-email#");

  const elsewhere = await visitor();
  await signIn(mara, office, after);
  await page.waitForURL(`**/${office.slug}/`);
  await signIn(elsewhere, office, after);
  await elsewhere.page.waitForURL(`**/${office.slug}/`);

  await mara.open(`/${office.slug}/account`);
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("four blue doors");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.", { exact: false })).toBeVisible();
  await elsewhere.page.reload();
  await elsewhere.page.waitForURL(/\/sign-in/);
  await signIn(elsewhere, office, after, "four blue doors");
  await elsewhere.page.waitForURL(`**/${office.slug}/`);

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL(/\/sign-in/);
  await elsewhere.page.reload();
  await elsewhere.page.waitForURL(/\/sign-in/);
});
