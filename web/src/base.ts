/** Where this page is: which workspace's portal, and the prefix of that portal's addresses. */
export interface Place {
  /** The workspace's address name; empty on pages of no workspace (`/`, `/new`). */
  slug: string;
  /** What every path of the portal starts with: empty on a sub-domain, `/<slug>` otherwise. */
  base: string;
}

/** First path segments that are never a workspace. */
export const reserved = new Set([
  "new",
  "find",
  "v1",
  "assets",
  "app",
  "mailbox",
  "_local",
  "favicon.ico",
  "robots.txt",
]);

/**
 * Works out the workspace from an address. `domain` is the one that workspaces have sub-domains of, if there is one.
 * `public/boot.js` has the same rule, because it runs before any module; a test keeps the two the same.
 */
export function placeOf(hostname: string, pathname: string, domain?: string): Place {
  const [label = ""] = hostname.split(".");
  const underDomain = hostname.endsWith(".localhost") || (!!domain && hostname.endsWith(`.${domain}`));
  if (underDomain && !/^(www|localhost|\d+)$/.test(label)) return { slug: label, base: "" };
  const segment = pathname.split("/")[1] ?? "";
  return segment && !reserved.has(segment) ? { slug: segment, base: `/${segment}` } : { slug: "", base: "" };
}

/** The domain that workspaces have sub-domains of, where one is set up: an empty one is none. */
export const domain = document.querySelector<HTMLMetaElement>('meta[name="portico-domain"]')?.content || undefined;

export const { slug, base } = placeOf(location.hostname, location.pathname, domain);
