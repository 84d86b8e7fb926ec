import react from "@vitejs/plugin-react";
import type { Connect, Plugin } from "vite";
import { defineConfig } from "vitest/config";

// Three builds of one source tree. `auth` is the white-label front door that every client sees first, and `mailbox` shows
// the mails of a local server: neither has a router or an overlay kit, and both run on Preact. Everything behind sign-in
// (`console`) runs on React, the runtime that the component kit is tested on.
const entries: Record<string, string> = { auth: "index.html", mailbox: "mailbox.html", console: "app/index.html" };

const preact = [
  { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
  { find: /^react-dom$/, replacement: "preact/compat" },
  { find: /^react$/, replacement: "preact/compat" },
];

const authPages = "sign-in|sign-up|accept|forgot|reset|confirm-email";
const authPath = new RegExp(`^/(new|find)?$|^(/[^/]+)?/(${authPages})$`);

/** Which page answers an address: the rule that the server has too. Undefined for files and the API. */
export function entryHtml(host: string, path: string): string | undefined {
  if (path === "/_local/mailbox") return "/mailbox.html";
  if (/^\/(v1|_local|@|src|node_modules)/.test(path) || /\.[^/]+$/.test(path)) return undefined;
  // At the root of a workspace's own host stands its portal, not the landing page.
  if (path === "/" && /^(?!www\.).+\.localhost(:|$)/.test(host)) return "/app/index.html";
  return authPath.test(path) ? "/index.html" : "/app/index.html";
}

function entryPages(): Plugin {
  const rewrite: Connect.NextHandleFunction = (request, _response, next) => {
    const [path = "/", query] = (request.url ?? "/").split("?");
    const page = entryHtml(request.headers.host ?? "", path);
    if (page) request.url = query ? `${page}?${query}` : page;
    next();
  };
  return {
    name: "entry-pages",
    configureServer: (server) => void server.middlewares.use(rewrite),
    configurePreviewServer: (server) => void server.middlewares.use(rewrite),
  };
}

export default defineConfig(({ mode }) => {
  const small = mode === "auth" || mode === "mailbox";
  const api = { target: process.env.PORTICO_API ?? "http://127.0.0.1:4190", changeOrigin: false };
  const proxy = { "/v1": api, "/_local": api };
  return {
    appType: "mpa",
    plugins: [...(small ? [] : [react()]), entryPages()],
    resolve: { alias: small ? preact : [] },
    server: { host: "127.0.0.1", port: 5190, strictPort: true, proxy },
    preview: { host: "127.0.0.1", port: 5191, strictPort: true, proxy },
    build: {
      target: "es2023",
      cssTarget: ["chrome123", "firefox128", "safari17.5"],
      // The console is built first and empties the folder.
      emptyOutDir: mode === "console",
      copyPublicDir: mode === "console",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      assetsDir: small ? `assets/${mode}` : "assets",
      // Read by scripts/budgets.mjs.
      manifest: `.vite/${mode}.json`,
      rolldownOptions: {
        // Icons that a page does not use stay out of it.
        treeshake: { manualPureFunctions: ["draw", "circle"] },
        input: { [mode]: entries[mode] ?? "app/index.html" },
        output: {
          // One font file for all three builds.
          assetFileNames: (asset) =>
            `assets/${small && !asset.names[0]?.endsWith(".woff2") ? `${mode}/` : ""}[name]-[hash][extname]`,
          codeSplitting: {
            groups: [
              { name: "runtime", test: /node_modules\/(react|react-dom|scheduler|preact)\//, priority: 9 },
              { name: "data", test: /node_modules\/@tanstack\//, priority: 8 },
            ],
          },
        },
      },
    },
    test: {
      environment: "happy-dom",
      include: ["src/**/*.test.{ts,tsx}"],
      setupFiles: ["src/test/setup.ts"],
      // For slow machines: a test that types a form takes seconds there.
      testTimeout: 20_000,
    },
  };
});
