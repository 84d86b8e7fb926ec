import { expect, password, test, unique } from "./support/firm";
import { addClient, configure } from "./support/steps";

/** A small picture with a pattern. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAAAUklEQVR42u3XsQ0AIAgEQDdxMSdxVmtrR3AEJDHaXPL1cx1Q1phhem1h" +
    "bvUUICAgICCgJOjlsJMeICAgICCgLMi2BwICAgLylzk/gICAgIC+gjabR3Bxrei7KAAAAABJRU5ErkJggg==",
  "base64",
);

test("W01 W09: a visitor creates a workspace and lands on the checklist", async ({ visitor }) => {
  const founder = await visitor();
  const { page } = founder;
  const slug = `quay-${unique()}`;
  await founder.open("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await founder.look();
  await page.getByRole("link", { name: "Create a workspace" }).click();
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByText("Enter the name of your firm.")).toBeVisible();
  await page.getByLabel("Firm name").fill("Quay & Sons");
  await expect(page.getByLabel("Portal address"), "the name suggests an address").toHaveValue("quay-and-sons");
  await page.getByLabel("Portal address").fill(slug);
  await expect(page.getByText("This address is free")).toBeVisible();
  await page.getByLabel("Your name").fill("Ines Quay");
  await page.getByLabel("Your email").fill(`ines@${slug}.example`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await founder.look();
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL(`**/${slug}/app`);
  await expect(page.getByRole("heading", { name: /Ines/ })).toBeVisible();

  const steps = page.getByRole("region", { name: "Getting started" });
  await expect(steps.getByRole("listitem")).toHaveCount(5);
  await expect(steps.getByText("0 of 5 done", { exact: false })).toBeVisible();
  await founder.look();
  await steps.getByRole("button", { name: "Skip: Publish an article" }).click();
  await expect(steps.getByText("1 of 5 done", { exact: false })).toBeVisible();

  const second = await visitor();
  await second.open("/new");
  await second.page.getByLabel("Portal address").fill(slug);
  await expect(second.page.getByText("This address is taken.", { exact: false })).toBeVisible();
});

test("W03 W09: colour and logo show on the sign-in page, and the checklist knows", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm("Quay & Sons");
  const { page } = admin;
  await admin.open(`/${office.slug}/app/settings/branding`);
  await page.getByRole("textbox", { name: "Accent", exact: true }).fill("#7a1f5c");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload: Full logo" }).click();
  await (await chosen).setFiles({ name: "logo.png", mimeType: "image/png", buffer: picture });
  await expect(page.getByText("Full logo saved")).toBeVisible();
  await admin.look();

  const refused = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload: Square icon" }).click();
  await (await refused).setFiles({ name: "icon.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await expect(page.getByRole("alert").first()).toBeVisible();

  const guest = await visitor();
  await guest.open(`/${office.slug}/sign-in`);
  await expect(guest.page.getByRole("img", { name: "Quay & Sons" })).toBeVisible();
  const shown = await guest.page
    .getByRole("button", { name: "Sign in" })
    .evaluate((button) => getComputedStyle(button).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (shown.match(/[\d.]+/g) ?? []).map(Number);
  expect(red > green && blue > green, `a button in the firm's colour, not in ${shown}`).toBe(true);
  await guest.look();

  await admin.open(`/${office.slug}/app`);
  await expect(page.getByRole("listitem").filter({ hasText: "Make it yours" })).toHaveAttribute("data-state", "done");
});

test("W04 W05 W06 W07: the client mode decides about the company field", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  const { page, context } = admin;
  await configure(context.request, office, { directSignUp: true });
  const settings = `/${office.slug}/app/settings`;
  const choose = async (mode: string) => {
    await admin.open(settings);
    await page.getByRole("radio", { name: mode }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
  };
  const fieldFor = async (label: string) => {
    await admin.open(`/${office.slug}/app/clients?new=1`);
    const form = page.getByRole("dialog", { name: "New client" });
    await expect(form.getByLabel("Full name")).toBeVisible();
    return form.getByRole("combobox", { name: label });
  };
  const guest = await visitor();
  const signUpField = async () => {
    await guest.open(`/${office.slug}/sign-up`);
    await expect(guest.page.getByLabel("First name")).toBeVisible();
    return guest.page.getByLabel(/^Company/);
  };

  await expect(await fieldFor("Company"), "both: it always shows").toBeVisible();
  await expect(await signUpField()).toBeVisible();

  await choose("Individuals only");
  await expect(page.getByText("Settings saved")).toBeVisible();
  await admin.look();
  await expect(await fieldFor("Company"), "individuals: no company anywhere").toHaveCount(0);
  await expect(page.getByRole("link", { name: "Companies" })).toHaveCount(0);
  await expect(await signUpField()).toHaveCount(0);

  await addClient(context.request, office, { name: "Mara Berg", email: `mara@${office.slug}.example` });
  await choose("Businesses only");
  await expect(page.getByText("One client needs a company.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Mara Berg" })).toBeVisible();
  const company = await fieldFor("Company");
  await page.getByLabel("Full name").fill("Tomas Okafor");
  await page.getByRole("dialog").getByLabel("Email").fill(`tomas@${office.slug}.example`);
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(company, "businesses: it is required").toHaveAttribute("aria-invalid", "true");
  await company.fill("Brook Bakery");
  await page.getByRole("option", { name: "Brook Bakery" }).click();
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByText("Tomas Okafor is added")).toBeVisible();

  await choose("Individuals only");
  await expect(page.getByRole("alert"), "refused while companies are active").toContainText(/compan/i);
});

test("W02 S03: direct sign-up is switched on and off in the settings", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  await configure(admin.context.request, office, { directSignUp: false });
  await admin.open(`/${office.slug}/app/settings`);
  const guest = await visitor();
  for (const on of [true, false]) {
    await admin.page.getByRole("switch", { name: "Direct sign-up" }).click();
    await expect(admin.page.getByText(on ? "Anyone can sign up now" : "Sign-up is closed")).toBeVisible();
    await guest.open(`/${office.slug}/sign-in`);
    await expect(guest.page.getByRole("link", { name: "Create an account" })).toHaveCount(on ? 1 : 0);
  }
});

test("W09 W11: every page of the dashboard and the portal can be used by everyone", async ({ firm }) => {
  const { firm: office, admin } = await firm();
  const places = ["companies", "team", "team/roles", "invitations", "articles", "articles/new", "account"];
  for (const place of [...places, "settings/messages", "settings/help"]) {
    await admin.open(`/${office.slug}/app/${place}`);
    await expect(admin.page.getByRole("heading", { level: 1 })).toBeVisible();
    await admin.look();
  }
  await admin.page.getByRole("button", { name: "Help", exact: true }).click();
  await expect(admin.page.getByRole("menuitem", { name: "Keyboard shortcuts" })).toBeVisible();
  await admin.look();
});
