// Gzips what each page loads first, and fails when one is over its budget. Run it after `npm run build`.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const KiB = 1024;

/** The dashboard up to the first row of its main page. */
const clients = ["app/index.html", "src/dashboard/index.tsx", "src/dashboard/clients/ClientsPage.tsx"];

/** Pages: the build they are in, the modules that are loaded before they can be used, and their budgets in KiB. */
const pages = [
  { name: "auth", build: "auth", modules: ["index.html"], js: 20, css: 8 },
  { name: "mailbox", build: "mailbox", modules: ["mailbox.html"], js: 20, css: 8 },
  { name: "portal home", build: "console", modules: ["app/index.html", "src/portal/index.tsx"], js: 120 },
  { name: "dashboard", build: "console", modules: clients, js: 140 },
];

/** A page that is loaded later costs at most this, beyond what is already there. */
const lazyBudget = 30;

const read = (file) => JSON.parse(readFileSync(new URL(file, dist), "utf8"));
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / KiB;

/** Everything that a module needs at once, itself included: files by kind. */
function closure(manifest, keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key) || !manifest[key]) continue;
    seen.add(key);
    closure(manifest, manifest[key].imports ?? [], seen);
  }
  return seen;
}

function files(manifest, keys) {
  const js = new Set();
  const css = new Set();
  for (const key of keys) {
    const { file, css: sheets = [] } = manifest[key];
    if (file.endsWith(".js")) js.add(file);
    for (const sheet of sheets) css.add(sheet);
  }
  return { js, css };
}

const sum = (set) => [...set].reduce((total, file) => total + size(file), 0);

let failed = false;
function report(name, kind, used, budget, more = "") {
  const over = budget !== undefined && used > budget;
  failed ||= over;
  const limit = budget === undefined ? "" : ` of ${budget}`;
  console.log(
    `${over ? "OVER" : "ok  "}  ${name.padEnd(44)} ${kind.padEnd(3)} ${used.toFixed(1).padStart(6)}${limit} KiB${more}`,
  );
}

const boot = size("boot.js");
for (const { name, build, modules, js, css } of pages) {
  const manifest = read(`.vite/${build}.json`);
  const missing = modules.filter((key) => !manifest[key]);
  if (missing.length > 0) {
    console.log(`----  ${name}: not built yet (${missing.join(", ")})`);
    continue;
  }
  // The front door's pages are pieces of their own: each of them, with what all share, keeps the budget.
  const pieces = build === "auth" ? Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry) : [];
  for (const piece of pieces.length > 0 ? pieces : [undefined]) {
    const first = files(manifest, closure(manifest, piece ? [...modules, piece] : modules));
    const title = piece ? `${name}: ${piece}` : name;
    report(title, "js", sum(first.js) + boot, js);
    report(title, "css", sum(first.css), css);
  }
}

const manifest = read(".vite/console.json");
const isFirst = new Set(pages.flatMap((page) => page.modules));
const later = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && !isFirst.has(key));
const users = new Map();
for (const key of later) {
  for (const file of files(manifest, closure(manifest, [key])).js) users.set(file, (users.get(file) ?? 0) + 1);
}
for (const key of later) {
  // A lazy page comes after the home of its own side; what several of them share (menus, dialogs) is loaded once.
  const home = key.startsWith("src/portal/") ? "src/portal/index.tsx" : "src/dashboard/index.tsx";
  const before = files(manifest, closure(manifest, ["app/index.html", home])).js;
  const added = [...files(manifest, closure(manifest, [key])).js].filter((file) => !before.has(file));
  const shared = sum(added.filter((file) => users.get(file) > 1));
  const own = sum(added.filter((file) => users.get(file) === 1));
  report(`later: ${key}`, "js", own, lazyBudget, `, and ${shared.toFixed(1)} shared with others`);
}

process.exit(failed ? 1 : 0);
