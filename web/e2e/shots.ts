// Pictures of every page, for people to look at: `npm run shots` while `cargo run -- --demo` runs. They go to the folder
// that SHOTS names, or to target/shots. Only some of them: `npm run shots -- --grep "clients.*dark"`.
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { settled } from "./support/watch";

const folder = process.env.SHOTS ?? join(import.meta.dirname, "../../target/shots");
const password = "portico demo";
const people = { admin: "dana@harborfinch.example", client: "maya.okafor@copperlane.example" };

interface Shot {
  name: string;
  path: string;
  as?: keyof typeof people;
  /** What to do before the picture is taken. */
  before?: (page: Page) => Promise<void>;
}

async function firstClient(page: Page): Promise<void> {
  await page.getByRole("grid").getByRole("link").first().click();
  await expect(page.getByRole("navigation", { name: "Client", exact: true })).toBeVisible();
}

const press = (name: string) => (page: Page) => page.getByRole("button", { name }).first().click();

const shots: Shot[] = [
  { name: "landing", path: "/" },
  { name: "new-workspace", path: "/new" },
  { name: "mailbox", path: "/_local/mailbox", before: (page) => page.getByRole("listitem").first().click() },
  { name: "sign-in", path: "/demo/sign-in" },
  { name: "sign-up", path: "/demo/sign-up" },
  { name: "accept-code", path: "/demo/accept" },
  { name: "accept-dead", path: "/demo/accept#not-a-token" },
  { name: "forgot", path: "/demo/forgot" },
  { name: "no-portal", path: "/no-such-firm/sign-in" },
  { name: "portal-home", path: "/demo/", as: "client" },
  {
    name: "portal-article",
    path: "/demo/",
    as: "client",
    before: (page) => page.getByRole("main").getByRole("link").first().click(),
  },
  { name: "portal-account", path: "/demo/account", as: "client" },
  { name: "home", path: "/demo/app", as: "admin" },
  { name: "clients", path: "/demo/app/clients", as: "admin" },
  { name: "clients-filtered", path: "/demo/app/clients?q=zzz", as: "admin" },
  { name: "clients-archived", path: "/demo/app/clients?status=archived", as: "admin" },
  { name: "clients-menu", path: "/demo/app/clients", as: "admin", before: press("Actions for") },
  { name: "clients-new", path: "/demo/app/clients?new=1", as: "admin" },
  { name: "client", path: "/demo/app/clients?status=active", as: "admin", before: firstClient },
  {
    name: "client-activity",
    path: "/demo/app/clients?sort=name",
    as: "admin",
    before: async (page) => {
      await firstClient(page);
      await page.getByRole("link", { name: "Activity" }).click();
    },
  },
  { name: "companies", path: "/demo/app/companies", as: "admin" },
  { name: "company-new", path: "/demo/app/companies?new=1", as: "admin" },
  { name: "team", path: "/demo/app/team", as: "admin" },
  { name: "team-invite", path: "/demo/app/team?invite=1", as: "admin" },
  { name: "roles", path: "/demo/app/team/roles", as: "admin" },
  { name: "role", path: "/demo/app/team/roles", as: "admin", before: press("New role") },
  { name: "invitations", path: "/demo/app/invitations", as: "admin" },
  { name: "articles", path: "/demo/app/articles", as: "admin" },
  { name: "article-new", path: "/demo/app/articles/new", as: "admin" },
  { name: "settings", path: "/demo/app/settings", as: "admin" },
  { name: "settings-branding", path: "/demo/app/settings/branding", as: "admin" },
  { name: "settings-messages", path: "/demo/app/settings/messages", as: "admin" },
  { name: "settings-help", path: "/demo/app/settings/help", as: "admin" },
  { name: "account", path: "/demo/app/account", as: "admin" },
  { name: "not-found", path: "/demo/app/clients/none", as: "admin" },
  {
    name: "palette",
    path: "/demo/app",
    as: "admin",
    before: async (page) => {
      await expect(page.getByRole("main")).toBeVisible();
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("jun");
      await expect(page.getByRole("option", { name: /Juniper/ }).first()).toBeVisible();
    },
  },
];

const sizes = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["cookies"]>>;
const signedIn = new Map<string, Cookies>();

async function cookiesOf(browser: Browser, who: keyof typeof people): Promise<Cookies> {
  const known = signedIn.get(who);
  if (known) return known;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto("/demo/sign-in");
  await page.getByLabel("Email").fill(people[who]);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/demo\/(app)?$/);
  const cookies = await context.cookies();
  await context.close();
  signedIn.set(who, cookies);
  return cookies;
}

for (const [width, viewport] of Object.entries(sizes)) {
  for (const theme of ["light", "dark"] as const) {
    for (const shot of shots) {
      test(`${shot.name} ${width} ${theme}`, async ({ browser }) => {
        const context = await browser.newContext({ viewport, colorScheme: theme, hasTouch: width === "390" });
        if (shot.as) await context.addCookies(await cookiesOf(browser, shot.as));
        const page = await context.newPage();
        await page.goto(shot.path);
        await settled(page);
        await shot.before?.(page);
        await settled(page);
        await page.screenshot({ path: join(folder, `${shot.name}-${width}-${theme}.png`) });
        await context.close();
      });
    }
  }
}
