import { randomBytes, randomUUID } from "node:crypto";
import {
  type APIRequestContext,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import type { Operations } from "../../src/api/schema";
import { operations } from "../../src/api/schema";
import { checkAccess, watch } from "./watch";

type Name = keyof Operations;
interface Call<N extends Name> {
  params?: Operations[N]["params"];
  body?: Operations[N]["body"];
  ifMatch?: number;
}

/** What the API answered, refusals included. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** Calls the API as whoever is signed in in a browser, the way the web UI does. */
export async function api<N extends Name>(
  request: APIRequestContext,
  slug: string,
  name: N,
  { params = {}, body, ifMatch }: Call<N> = {},
): Promise<Answer<Operations[N]["output"]>> {
  const [method, path] = operations[name];
  const rest = new URLSearchParams();
  const filled = Object.entries(params).reduce((address, [key, value]) => {
    if (address.includes(`{${key}}`)) return address.replace(`{${key}}`, encodeURIComponent(String(value)));
    if (value !== undefined) rest.set(key, String(value));
    return address;
  }, path);
  const answer = await request.fetch(filled + (rest.size ? `?${rest}` : ""), {
    method,
    headers: {
      "Portico-Workspace": slug,
      ...(method === "POST" && { "Idempotency-Key": randomUUID() }),
      ...(ifMatch !== undefined && { "If-Match": `"${ifMatch}"` }),
    },
    ...(body !== undefined && { data: body }),
  });
  const text = await answer.text();
  return { status: answer.status(), body: (text ? JSON.parse(text) : {}) as Operations[N]["output"] };
}

/** Somebody at a browser of their own. Every page they open is watched; `look` also checks it for access. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Opens an address of the portal, or a whole one from a mail. */
  open(address: string): Promise<void>;
  look(): Promise<void>;
}

/** A firm with its first admin, made through the API so that a test can start where its own story does. */
export interface Firm {
  slug: string;
  brandName: string;
  admin: { name: string; email: string; password: string };
}

export const password = "three green lamps";

/** A word that no other test uses, so that tests share a server without meeting. */
export function unique(): string {
  return randomBytes(4).toString("hex");
}

interface Tools {
  visitor: (options?: BrowserContextOptions) => Promise<Visitor>;
  /** A new firm and its admin's browser, signed in. */
  firm: (brandName?: string) => Promise<{ firm: Firm; admin: Visitor }>;
}

export const test = base.extend<Tools>({
  visitor: async ({ browser }, use) => {
    const faults: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      context.on("page", (page) => watch(page, faults));
      const page = await context.newPage();
      const look = () => checkAccess(page);
      return { page, context, look, open: async (address) => void (await page.goto(address)) };
    });
    for (const context of contexts) await context.close();
    expect(faults, "console and policy errors").toEqual([]);
  },

  firm: async ({ visitor }, use) => {
    await use(async (brandName = "Harbor & Finch") => {
      const slug = `firm-${unique()}`;
      const admin = { name: "Ines Harbor", email: `ines@${slug}.example`, password };
      const person = await visitor();
      const body = { brandName, slug, ...admin };
      const made = await api(person.context.request, slug, "workspaces-create", { body });
      expect(made.status, JSON.stringify(made.body)).toBeLessThan(300);
      return { firm: { slug, brandName, admin }, admin: person };
    });
  },
});

export { expect };
