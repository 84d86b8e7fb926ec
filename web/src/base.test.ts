import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { placeOf } from "./base";

const boot = readFileSync("public/boot.js", "utf8");

const cases: [host: string, path: string, domain: string | undefined, slug: string, base: string][] = [
  ["127.0.0.1", "/", undefined, "", ""],
  ["127.0.0.1", "/new", undefined, "", ""],
  ["127.0.0.1", "/_local/mailbox", undefined, "", ""],
  ["127.0.0.1", "/harbor-finch", undefined, "harbor-finch", "/harbor-finch"],
  ["127.0.0.1", "/harbor-finch/app/clients", undefined, "harbor-finch", "/harbor-finch"],
  ["localhost", "/harbor-finch/sign-in", undefined, "harbor-finch", "/harbor-finch"],
  ["harbor-finch.localhost", "/sign-in", undefined, "harbor-finch", ""],
  ["www.localhost", "/harbor-finch", undefined, "harbor-finch", "/harbor-finch"],
  ["harbor-finch.portico.example", "/app", "portico.example", "harbor-finch", ""],
  ["www.portico.example", "/harbor-finch/", "portico.example", "harbor-finch", "/harbor-finch"],
  ["portico.example", "/harbor-finch/", "portico.example", "harbor-finch", "/harbor-finch"],
  ["harbor-finch.portico.example", "/lemon", "", "lemon", "/lemon"],
  ["harbor-finch.elsewhere.example", "/lemon", "portico.example", "lemon", "/lemon"],
];

test.each(cases)("W01 at %s%s (domain %s) the workspace is '%s'", (host, path, domain, slug, base) => {
  expect(placeOf(host, path, domain)).toEqual({ slug, base });
});

test.each(["index.html", "app/index.html"])(
  "W01 %s names the domain before boot.js reads it, empty until one is set up",
  (file) => {
    const page = readFileSync(file, "utf8");
    const meta = page.indexOf('<meta name="portico-domain" content="" />');
    expect(meta).toBeGreaterThan(0);
    expect(meta).toBeLessThan(page.indexOf('<script src="/boot.js">'));
  },
);

test("W01 a domain that is not filled in is none", async () => {
  vi.resetModules();
  document.head.innerHTML = '<meta name="portico-domain" content="" />';
  expect((await import("./base")).domain).toBeUndefined();
  vi.resetModules();
  document.head.innerHTML = '<meta name="portico-domain" content="portico.example" />';
  expect((await import("./base")).domain).toBe("portico.example");
  document.head.innerHTML = "";
});

// boot.js can't import, so it repeats the rule.
test.each(cases)("W01 boot.js finds the same workspace at %s%s (domain %s): '%s'", (host, path, domain, slug) => {
  const links: { href: string }[] = [];
  const root = { dataset: {} as Record<string, string> };
  const document = {
    documentElement: root,
    querySelector: () => (domain === undefined ? null : { content: domain }),
    createElement: () => ({ href: "", setAttribute: () => {} }),
    head: { append: (link: { href: string }) => links.push(link) },
  };
  const location = { hostname: host, pathname: path };
  new Function("document", "location", "localStorage", boot)(document, location, { getItem: () => "dark" });
  expect(root.dataset).toEqual({
    theme: "dark",
    ...(slug && { workspace: slug }),
    ...(/\/app(\/|$)/.test(path) && { place: "dashboard" }),
  });
  expect(links.map((link) => link.href)).toEqual(slug ? [`/v1/portals/${slug}/theme.css`] : []);
});
