import type { SignedIn } from "../api/schema";
import { base, domain } from "../base";
import { rememberSignedIn } from "../signedInHint";

/** The path in `next`, only when it leads to this origin: anything else could lead a person away after signing in. */
export function safeNext(search: string, origin: string): string | undefined {
  const next = new URLSearchParams(search).get("next");
  if (!next?.startsWith("/") || /[\\\s]/.test(next)) return undefined;
  try {
    const url = new URL(next, origin);
    return url.origin === origin ? url.pathname + url.search + url.hash : undefined;
  } catch {
    return undefined;
  }
}

/** Where a person belongs: clients in the portal, the team in the dashboard. */
export function homeOf(who: Pick<SignedIn, "kind">, prefix = base): string {
  return who.kind === "client" ? `${prefix}/` : `${prefix}/app`;
}

/** Leaves for the portal or the dashboard. The page that did its work is not kept in the history. */
export function enter(who: SignedIn, prefix = base): void {
  rememberSignedIn(true);
  location.replace(safeNext(location.search, location.origin) ?? homeOf(who, prefix));
}

/** The address of a page of a workspace's portal: under its own name where there is a domain, below the path elsewhere. */
export function portalAddress(slug: string, page: string, under = domain): string {
  return under ? `https://${slug}.${under}/${page}` : `/${slug}/${page}`;
}

/** The token of the link that was opened. It stays in the fragment, which no server sees. */
export function linkToken(hash = location.hash): string | undefined {
  return hash.slice(1) || undefined;
}
