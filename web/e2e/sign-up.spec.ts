import { api, expect, password, test, type Visitor } from "./support/firm";
import { codeIn, mailAbout, mailsTo } from "./support/mail";
import { configure, rowOf } from "./support/steps";

interface Person {
  givenName: string;
  familyName: string;
  email: string;
  company?: string;
}

async function fillSignUp({ page }: Visitor, person: Person): Promise<void> {
  await page.getByLabel("First name").fill(person.givenName);
  await page.getByLabel("Last name").fill(person.familyName);
  await page.getByLabel("Email").fill(person.email);
  if (person.company) await page.getByLabel(/^Company/).fill(person.company);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
}

async function confirmSignUp(guest: Visitor, email: string): Promise<void> {
  const mail = await mailAbout(guest.context.request, email, /sign-up#/);
  await guest.page.getByLabel("Code").fill(codeIn(mail));
  await guest.page.getByLabel("Password", { exact: true }).fill(password);
  await guest.page.getByRole("button", { name: "Create account" }).click();
}

test("S01 S02 N01: a visitor signs up, confirms by code, and shows in the list of clients", async ({
  firm,
  visitor,
}) => {
  const { firm: office, admin } = await firm();
  await configure(admin.context.request, office, { directSignUp: true });
  const noor = { givenName: "Noor", familyName: "Haddad", email: `noor@${office.slug}.example` };

  const guest = await visitor();
  await guest.open(`/${office.slug}/sign-in`);
  await guest.look();
  await guest.page.getByRole("link", { name: "Create an account" }).click();
  await guest.look();
  await fillSignUp(guest, noor);
  await guest.look();

  await admin.open(`/${office.slug}/app/clients`);
  await expect(admin.page.getByText("Noor Haddad"), "not before the address is confirmed").toHaveCount(0);

  await guest.page.getByLabel("Code").fill("000000");
  await guest.page.getByLabel("Password", { exact: true }).fill(password);
  await guest.page.getByRole("button", { name: "Create account" }).click();
  await expect(guest.page.getByLabel("Code")).toHaveAttribute("aria-invalid", "true");

  await confirmSignUp(guest, noor.email);
  await guest.page.waitForURL(`**/${office.slug}/`);
  await guest.look();

  await admin.page.reload();
  await expect(rowOf(admin.page, "Noor Haddad")).toContainText("Active");
  await mailAbout(admin.context.request, office.admin.email, /Noor Haddad/);
  const about = (await mailsTo(admin.context.request, office.admin.email)).filter((it) =>
    it.text.includes("Noor Haddad"),
  );
  expect(about, "the sign-up mail or the activation mail, never both").toHaveLength(1);
});

test("S03 W02: without direct sign-up the page does not offer it and the API refuses it", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  await configure(admin.context.request, office, { directSignUp: false });
  const guest = await visitor();
  await guest.open(`/${office.slug}/sign-in`);
  await expect(guest.page.getByRole("heading", { name: /^Sign in to/ })).toBeVisible();
  await expect(guest.page.getByRole("link", { name: "Create an account" })).toHaveCount(0);
  await guest.open(`/${office.slug}/sign-up`);
  await expect(guest.page.getByRole("heading", { name: "Accounts are by invitation" })).toBeVisible();
  await guest.look();
  const body = { givenName: "Noor", familyName: "Haddad", email: `noor@${office.slug}.example` };
  const refusal = await api(guest.context.request, office.slug, "sign-ups-create", { body });
  expect(refusal).toMatchObject({ status: 403, body: { code: "direct_sign_up_disabled" } });
});

test("C05: a typed company is a suggestion, and a confirmed address on a company's domain is a match", async ({
  firm,
  visitor,
}) => {
  const { firm: office, admin } = await firm();
  const { request } = admin.context;
  await configure(request, office, { directSignUp: true, assignCompanyByDomain: true });
  const domain = `brook-${office.slug}.example`;
  const company = (
    await api(request, office.slug, "companies-create", { body: { name: "Brook Bakery", domains: [domain] } })
  ).body;
  const people: Person[] = [
    {
      givenName: "Vera",
      familyName: "Typed",
      email: `vera@elsewhere-${office.slug}.example`,
      company: "brook  bakery",
    },
    { givenName: "Otis", familyName: "Domain", email: `otis@${domain}` },
  ];
  for (const person of people) {
    const guest = await visitor();
    await guest.open(`/${office.slug}/sign-up`);
    await fillSignUp(guest, person);
    await confirmSignUp(guest, person.email);
    await guest.page.waitForURL(`**/${office.slug}/`);
  }
  const found = async (email: string) =>
    (await api(request, office.slug, "clients-list", { params: { email } })).body.data[0];
  const vera = await found(people[0]?.email ?? "");
  expect(vera?.companyIds, "typing a name gives no access").toEqual([]);
  expect(vera?.companySuggestions).toMatchObject([{ companyId: company.id, reason: "typedName" }]);
  expect((await found(people[1]?.email ?? ""))?.companyId).toBe(company.id);

  await admin.open(`/${office.slug}/app/clients/${vera?.id}`);
  await admin.page.getByRole("button", { name: "Yes, assign" }).click();
  await expect.poll(async () => (await found(people[0]?.email ?? ""))?.companyId).toBe(company.id);
});
