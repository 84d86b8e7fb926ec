import { expect, test, type Visitor } from "./support/firm";
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

test("C07 C08 W09: the team's pages fit a phone, in the dark too", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  const { id } = await addClient(admin.context.request, office, {
    name: "Mara Berg",
    email: `mara.with.a.rather.long.address@${office.slug}.example`,
    position: "Managing partner for everything that nobody else does",
    companyName: "Brook Bakery and Confectionery of the Old Town",
  });
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
  for (const place of [
    ...places,
    "settings",
    "settings/branding",
    "settings/messages",
    "settings/fields",
    "settings/profiles",
    "account",
  ]) {
    await colleague.open(`/${office.slug}/app/${place}`);
    await fits(colleague);
  }
});
