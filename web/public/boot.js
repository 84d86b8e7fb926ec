// Runs before the first paint, so that neither the theme nor the workspace's colours flash. Keep it tiny.
// The rule for the slug is that of src/base.ts.
(() => {
  const root = document.documentElement;
  let theme;
  try {
    theme = localStorage.getItem("portico-theme");
  } catch {
    // Storage is switched off: follow the system.
  }
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  // Which frame app/index.html shows until the page is there.
  if (/^(\/[^/]+)?\/app(\/|$)/.test(location.pathname)) root.dataset.place = "dashboard";

  const reserved = ["new", "find", "v1", "assets", "app", "mailbox", "_local", "favicon.ico", "robots.txt"];
  const domain = document.querySelector('meta[name="portico-domain"]')?.content;
  const host = location.hostname;
  const label = host.split(".")[0];
  const underDomain = host.endsWith(".localhost") || (domain && host.endsWith(`.${domain}`));
  let slug = location.pathname.split("/")[1];
  if (underDomain && !/^(www|localhost|\d+)$/.test(label)) slug = label;
  else if (reserved.includes(slug)) slug = "";
  if (!slug) return;

  root.dataset.workspace = slug;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/v1/portals/${encodeURIComponent(slug)}/theme.css`;
  link.setAttribute("blocking", "render");
  document.head.append(link);
})();
