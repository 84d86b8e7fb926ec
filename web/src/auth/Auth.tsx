import { type ComponentType, useEffect, useState } from "react";
import { ApiError, call } from "../api/client";
import type { Portal } from "../api/schema";
import { base, slug } from "../base";
import { later } from "../later";
import { NoPortal } from "./NoPortal";
import { Action } from "./parts/bits";
import { PlainShell, ShellSkeleton } from "./parts/Shell";

type PageOfPortal = ComponentType<{ portal: Portal }>;

/** Each page is a piece of its own; it loads while the server is asked for the portal's brand. */
const page = (load: () => Promise<PageOfPortal>) => later<{ portal: Portal }>(async () => ({ default: await load() }));

const pages: Record<string, ReturnType<typeof page>> = {
  "/sign-in": page(async () => (await import("./SignIn")).SignIn),
  "/sign-up": page(async () => (await import("./SignUp")).SignUp),
  "/accept": page(async () => (await import("./Accept")).Accept),
  "/forgot": page(async () => (await import("./Reset")).Forgot),
  "/reset": page(async () => (await import("./Reset")).Reset),
  "/confirm-email": page(async () => (await import("./ConfirmEmail")).ConfirmEmail),
};

const Landing = later(async () => ({ default: (await import("./Landing")).Landing }));
const NewWorkspace = later(async () => ({ default: (await import("./NewWorkspace")).NewWorkspace }));

const path = location.pathname.slice(base.length).replace(/\/$/, "");
const Page = pages[path] ?? pages["/sign-in"];
const asked = slug ? call("portals-get", { params: { slug } }) : undefined;
asked?.catch(() => {});
if (slug) Page?.preload();

// At the root of a workspace's own host stands its portal. A server that looks at paths only answers with this page
// there; the dashboard's address leads everybody to where they belong.
if (slug && path === "") location.replace(`${base}/app`);

export function Auth() {
  if (!slug) return path === "/new" ? <NewWorkspace /> : <Landing />;
  return <OfPortal />;
}

function OfPortal() {
  const [portal, setPortal] = useState<Portal | ApiError>();
  const load = async (answer: Promise<Portal>) => {
    try {
      setPortal(await answer);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setPortal(error);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; "Try again" repeats it.
  useEffect(() => {
    if (asked) void load(asked);
  }, []);

  if (!portal) return <ShellSkeleton />;
  if (portal instanceof ApiError) {
    if (portal.status === 404) return <NoPortal />;
    return (
      <PlainShell title="This page can't be shown now" lead={portal.message}>
        <Action run={() => load(call("portals-get", { params: { slug } }))}>Try again</Action>
      </PlainShell>
    );
  }
  return Page ? <Page portal={portal} /> : null;
}
