import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  useParams,
} from "@tanstack/react-router";
import type { ComponentType } from "react";
import { ApiError } from "./api/client";
import { base } from "./base";
import { later } from "./later";
import { parseSearch, stringifySearch } from "./search";
import { sessionQuery } from "./session";
import { NotFound, PageError } from "./ui/PageStates";

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ notFoundComponent: NotFound });

/** Waits for the session; without one the query cache leads to the sign-in page, and nothing is shown meanwhile. */
async function signedIn(queries: QueryClient) {
  try {
    return await queries.ensureQueryData(sessionQuery);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return new Promise<never>(() => {});
    throw error;
  }
}

// The portal: what clients see.
const portalModule = () => import("./portal");
const PortalLayout = later(async () => ({ default: (await portalModule()).PortalLayout }));
const PortalHome = later(async () => ({ default: (await portalModule()).PortalHome }));
const PortalArticle = later(async () => ({ default: (await portalModule()).PortalArticle }));
const PortalAccount = later(async () => ({ default: (await portalModule()).PortalAccount }));

function Portal() {
  return (
    <PortalLayout>
      <Outlet />
    </PortalLayout>
  );
}

function ArticlePage() {
  const { id } = useParams({ strict: false });
  return <PortalArticle key={id} id={id ?? ""} />;
}

const portal = createRoute({
  getParentRoute: () => root,
  id: "portal",
  component: Object.assign(Portal, { preload: PortalLayout.preload }),
  errorComponent: PageError,
  beforeLoad: async ({ context }) => {
    const me = await signedIn(context.queries);
    if (me.kind === "internalUser") throw redirect({ to: "/app" });
  },
});
const portalHome = createRoute({ getParentRoute: () => portal, path: "/", component: PortalHome });
const portalArticle = createRoute({
  getParentRoute: () => portal,
  path: "/articles/$id",
  component: Object.assign(ArticlePage, { preload: PortalArticle.preload }),
});
const portalAccount = createRoute({ getParentRoute: () => portal, path: "/account", component: PortalAccount });

// The dashboard: what the firm's team sees. Its pages are loaded when they are opened.
const Dashboard = later(() => import("./dashboard"));
const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/app",
  component: Dashboard,
  errorComponent: PageError,
  notFoundComponent: NotFound,
  beforeLoad: async ({ context }) => {
    const me = await signedIn(context.queries);
    if (me.kind === "client") throw redirect({ to: "/" });
  },
});

type Page = ComponentType<object>;
function page<P extends string>(path: P, load: () => Promise<{ default: Page }>) {
  return createRoute({ getParentRoute: () => dashboard, path, component: later(load), errorComponent: PageError });
}

const clientsPage = () => import("./dashboard/clients/ClientsPage");

const pages = [
  page("/", () => import("./dashboard/home/HomePage")),
  page("/clients", clientsPage),
  page("/clients/$id", () => import("./dashboard/client/ClientPage")),
  page("/companies", () => import("./dashboard/companies/CompaniesPage")),
  page("/team", () => import("./dashboard/team/TeamPage")),
  page("/team/roles", () => import("./dashboard/team/RolesPage")),
  page("/invitations", () => import("./dashboard/invitations/InvitationsPage")),
  page("/articles", () => import("./dashboard/articles/ArticlesPage")),
  page("/articles/$id", () => import("./dashboard/articles/ArticleEditorPage")),
  page("/settings", () => import("./dashboard/settings/GeneralPage")),
  page("/settings/branding", () => import("./dashboard/settings/BrandingPage")),
  page("/settings/messages", () => import("./dashboard/settings/MessagesPage")),
  page("/settings/help", () => import("./dashboard/settings/HelpPage")),
  page("/settings/fields", () => import("./dashboard/settings/CustomFieldsPage")),
  page("/settings/profiles", () => import("./dashboard/settings/ProfilesPage")),
  page("/account", () => import("./dashboard/account/AccountPage")),
];

export function newRouter(queries: QueryClient) {
  // Do not wait for the session before fetching what will certainly be shown.
  void queries.prefetchQuery(sessionQuery);
  const path = location.pathname.slice(base.length);
  if (/^\/app(\/|$)/.test(path)) void Dashboard.preload();
  if (path === "/app/clients") void clientsPage();

  return createRouter({
    routeTree: root.addChildren([
      portal.addChildren([portalHome, portalArticle, portalAccount]),
      dashboard.addChildren(pages),
    ]),
    basepath: base || "/",
    context: { queries },
    defaultPreload: "intent",
    defaultPreloadDelay: 30,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageError,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
  });
}
