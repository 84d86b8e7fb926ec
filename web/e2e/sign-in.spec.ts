import { expect, password, test } from "./support/firm";
import { linkIn, mailAbout, mailsTo } from "./support/mail";
import { addClient, configure, signIn } from "./support/steps";

test("S04: sign-in, sign-out and a forgotten password", async ({ firm, visitor }) => {
  const { firm: office } = await firm();
  const { email } = office.admin;
  const person = await visitor();
  const { page } = person;
  await signIn(person, office, email, "not the password");
  await expect(page.getByText(/email or password|do(es)? not match|is wrong|incorrect/i)).toBeVisible();
  await person.look();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**/${office.slug}/app`);

  await page.getByRole("button", { name: office.admin.name }).click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/\/sign-in/);
  await person.open(`/${office.slug}/app/clients`);
  await page.waitForURL(/\/sign-in\?next=/);

  await page.getByRole("link", { name: "Forgot password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await person.look();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  const link = linkIn(await mailAbout(person.context.request, email, /reset#/), "reset");
  await person.open(link);
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await person.look();
  await page.getByLabel("New password").fill("four blue doors");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.waitForURL(`**/${office.slug}/app`);

  const again = await visitor();
  await again.open(link);
  await again.page.getByLabel("New password").fill("five grey birds");
  await again.page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(again.page.getByRole("heading", { name: "This link doesn't work any more" })).toBeVisible();
  await again.look();
  await signIn(again, office, email, password);
  await expect(again.page, "the old password is no password any more").toHaveURL(/\/sign-in$/);
  await expect(again.page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await again.page.getByLabel("Password", { exact: true }).fill("four blue doors");
  await again.page.getByRole("button", { name: "Sign in" }).click();
  await again.page.waitForURL(`**/${office.slug}/app`);
});

test("S05: nothing tells whether an address has an account", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  await configure(admin.context.request, office, { directSignUp: true });
  const stranger = `nobody@${office.slug}.example`;
  const told: string[][] = [];
  for (const email of [office.admin.email, stranger]) {
    const guest = await visitor();
    const { page } = guest;
    const words: string[] = [];
    const keep = async () =>
      void words.push(
        (await page.getByRole("main").innerText()).replaceAll(email, "<email>").replace(/Reference \S+/g, ""),
      );

    await signIn(guest, office, email, "not the password");
    await expect(page.getByText(/Reference|password/i).last()).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await keep();
    await guest.open(`/${office.slug}/forgot`);
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await keep();
    await guest.open(`/${office.slug}/sign-up`);
    await page.getByLabel("First name").fill("Noor");
    await page.getByLabel("Last name").fill("Haddad");
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await keep();
    // What counts down says nothing about the address.
    told.push(words.map((it) => it.replace(/\d+ s\b/g, "")));
  }
  expect(told[0]).toEqual(told[1]);
  const toStranger = await mailsTo(admin.context.request, stranger);
  expect(toStranger.some((it) => it.text.includes("/reset#"))).toBe(false);
});

test("S06: the same address is a client of two firms, with nothing shared", async ({ firm, visitor }) => {
  const [first, second] = [await firm("Harbor & Finch"), await firm("Delta Books")];
  const email = `shared@${first.firm.slug}.example`;
  for (const { firm: office, admin } of [first, second]) {
    await configure(admin.context.request, office, { welcomeMessage: `Welcome to ${office.brandName}.` });
    await addClient(admin.context.request, office, { name: "Sam Rivera", email }, true);
    const guest = await visitor();
    const mail = await mailAbout(guest.context.request, email, new RegExp(`/${office.slug}/accept#`));
    await guest.open(linkIn(mail, "accept"));
    await guest.page.getByLabel(/^Password for/).fill(`${office.slug} password`);
    await guest.page.getByRole("button", { name: "Open the portal" }).click();
    await expect(guest.page.getByText(`Welcome to ${office.brandName}.`)).toBeVisible();
  }
  const sam = await visitor();
  await signIn(sam, second.firm, email, `${first.firm.slug} password`);
  await expect(sam.page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await expect(sam.page, "the other firm's password opens nothing here").toHaveURL(/\/sign-in$/);
  await signIn(sam, second.firm, email, `${second.firm.slug} password`);
  await expect(sam.page.getByText("Welcome to Delta Books.")).toBeVisible();
  await expect(sam.page.getByText("Harbor & Finch")).toHaveCount(0);
  await sam.open(`/${first.firm.slug}/`);
  await sam.page.waitForURL(`**/${first.firm.slug}/sign-in**`);
});

test("W10: an invitation opened while somebody else is signed in asks before it switches", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const email = `mara@${office.slug}.example`;
  await addClient(admin.context.request, office, { name: "Mara Berg", email }, true);
  const link = linkIn(await mailAbout(admin.context.request, email, /accept#/), "accept");
  const { page } = admin;
  await admin.open(link);
  const who = new RegExp(`You are signed in as (${office.admin.name}|${office.admin.email})`);
  await expect(page.getByRole("heading", { name: who })).toBeVisible();
  await admin.look();
  await page.getByRole("link", { name: /^Stay signed in as/ }).click();
  await page.waitForURL(`**/${office.slug}/app`);

  await admin.open(link);
  await page.getByRole("button", { name: "Continue as Mara Berg" }).click();
  await page.getByLabel(/^Password for/).fill(password);
  await page.getByRole("button", { name: "Open the portal" }).click();
  await page.waitForURL(`**/${office.slug}/`);
  await expect(page.getByText("Mara").first()).toBeVisible();
});
