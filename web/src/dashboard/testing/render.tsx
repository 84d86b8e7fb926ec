import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { configure, render } from "@testing-library/react";
import type { ReactElement } from "react";
import { vi } from "vitest";
import type {
  Article,
  Client,
  ClientMode,
  ClientProfile,
  ClientStatus,
  Company,
  CustomField,
  InternalUser,
  InvitationTemplate,
  Permission,
  SavedView,
  SignedIn,
  Workspace,
} from "../../api/schema";
import { parseSearch, stringifySearch } from "../../search";
import { newQueryClient, sessionQuery } from "../../session";
import { QuestionHost } from "../../ui/ask";
import { ToastRegion } from "../../ui/toast";

// Pieces are loaded when they are needed; a busy machine takes its time.
configure({ asyncUtilTimeout: 5000 });

export function someone(over: { role?: string; permissions?: Permission[]; clientMode?: ClientMode } = {}): SignedIn {
  const { role = "admin", permissions = [], clientMode = "individualsAndBusinesses" } = over;
  const workspace = {
    id: "ws",
    slug: "berg",
    brandName: "Berg",
    clientMode,
    companyLabel: "Company",
    companyLabelPlural: "Companies",
  };
  return {
    kind: "internalUser",
    id: "iu_1",
    givenName: "Dana",
    familyName: "Field",
    email: "dana@berg.example",
    role,
    roleName: role,
    permissions,
    workspace,
  };
}

const at = "2026-01-02T03:04:05Z";

export function aClient(over: Partial<Client> & { status?: ClientStatus } = {}): Client {
  return {
    id: "cl_1",
    object: "client",
    version: 1,
    createdAt: at,
    updatedAt: at,
    givenName: "Ada",
    familyName: "Berg",
    email: "ada@berg.example",
    tags: [],
    customFields: {},
    companyIds: [],
    status: "active",
    creationMethod: "internalUser",
    leadInternalUserId: "iu_1",
    visibilityInternalUserIds: ["iu_1"],
    fallbackColor: "#888888",
    companySuggestions: [],
    ...over,
  };
}

export function anArticle(over: Partial<Article> = {}): Article {
  return {
    id: "ar_1",
    version: 1,
    title: "Hours",
    body: "Nine to five.",
    html: "<p>Nine to five.</p>",
    state: "draft",
    createdAt: at,
    updatedAt: at,
    ...over,
  };
}

export function aCompany(over: Partial<Company> = {}): Company {
  return {
    id: "co_1",
    object: "company",
    version: 1,
    createdAt: at,
    updatedAt: at,
    name: "Quill & Co",
    domains: [],
    clientCount: 1,
    fallbackColor: "#888888",
    isPlaceholder: false,
    status: "active",
    ...over,
  };
}

export function aColleague(over: Partial<InternalUser> = {}): InternalUser {
  return {
    id: "iu_1",
    object: "internalUser",
    version: 1,
    createdAt: at,
    updatedAt: at,
    givenName: "Dana",
    familyName: "Field",
    email: "dana@berg.example",
    role: "admin",
    roleName: "Admin",
    status: "active",
    fallbackColor: "#888888",
    isClientAccessLimited: false,
    ...over,
  };
}

export function aTemplate(over: Partial<InvitationTemplate> = {}): InvitationTemplate {
  return {
    id: "tp_1",
    version: 3,
    name: "Year end",
    subject: "Your books",
    body: "Hello {{givenName}}, {{brandName}} does your books.",
    createdAt: at,
    updatedAt: at,
    ...over,
  };
}

export function aField(over: Partial<CustomField> = {}): CustomField {
  return {
    id: "fd_1",
    object: "customField",
    entityType: "client",
    key: "taxId",
    name: "Tax ID",
    type: "text",
    order: 0,
    options: [],
    createdAt: at,
    updatedAt: at,
    ...over,
  };
}

export function aProfile(over: Partial<ClientProfile> = {}): ClientProfile {
  return { id: "pf_1", object: "clientProfile", name: "Standard", permissions: [], isDefault: true, ...over };
}

export function aWorkspace(over: Partial<Workspace> = {}): Workspace {
  return {
    id: "ws",
    version: 4,
    slug: "berg",
    brandName: "Berg",
    portalUrl: "https://berg.example",
    companyLabel: "Company",
    companyLabelPlural: "Companies",
    clientMode: "individualsAndBusinesses",
    directSignUp: false,
    coworkerInvites: true,
    defaultLeadInternalUserId: "iu_1",
    defaultVisibilityInternalUserIds: [],
    assignCompanyByDomain: true,
    timeZone: "Europe/London",
    currency: "GBP",
    colorAccent: "#0f766e",
    welcomeMessage: "",
    invitationText: "",
    help: {},
    isCompaniesEnabled: true,
    isClientDirectSignUpEnabled: false,
    labels: {
      individualTerm: "Client",
      individualTermPlural: "Clients",
      groupTerm: "Company",
      groupTermPlural: "Companies",
    },
    ...over,
  };
}

export function aView(over: Partial<SavedView> = {}): SavedView {
  return {
    id: "view_1",
    version: 1,
    name: "Quiet ones",
    query: { inactiveDays: 30 },
    shared: false,
    ownerInternalUserId: "iu_1",
    createdAt: at,
    updatedAt: at,
    ...over,
  };
}

export type Sent = { method: string; path: string; query: URLSearchParams; body: unknown; ifMatch: string | null };
export type Answer = { status?: number; body: unknown };
export type Answers = Record<string, (sent: Sent) => Answer | Promise<Answer>>;

/** Answers the API's calls by “METHOD /path”; what is not named gets an empty list. Everything that was sent is kept. */
export function answerApi(answers: Answers): Sent[] {
  const all: Sent[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const headers = new Headers(init.headers);
    const sent: Sent = {
      method: init.method ?? "GET",
      path: pathname,
      query: searchParams,
      body: init.body ? JSON.parse(String(init.body)) : undefined,
      ifMatch: headers.get("if-match"),
    };
    all.push(sent);
    const usual: Answer = { body: pathname === "/v1/sessions/current" ? someone() : { data: [] } };
    const answer = (await answers[`${sent.method} ${pathname}`]?.(sent)) ?? usual;
    return new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 });
  });
  return all;
}

export const refusal = (status: number, code: string, message: string, more: object = {}): Answer => ({
  status,
  body: { code, message, requestId: "r", ...more },
});

/** What somebody reads whose edit was made on an older version. */
export const stale = "This was changed in the meantime. Read it again, then repeat your change.";

/**
 * A record as the API keeps it: an edit has to name the version that it was made on (`If-Match`) and gives the next one;
 * any other version is a conflict.
 */
export function kept<T extends { version: number }>(record: T) {
  let now = record;
  return {
    get now() {
      return now;
    },
    read: (): Answer => ({ body: now }),
    /** Changes the record as one request does. */
    edit(
      sent: Pick<Sent, "ifMatch" | "body">,
      change: (before: T) => Partial<T> = () => sent.body as Partial<T>,
    ): Answer {
      if (sent.ifMatch !== `"${now.version}"`) return refusal(412, "version_conflict", stale);
      now = { ...now, ...change(now), version: now.version + 1 };
      return { body: now };
    },
    /** Somebody else changes it. */
    meanwhile(change: Partial<T>) {
      now = { ...now, ...change, version: now.version + 1 };
    },
  };
}

/** Answers that wait until they are let go, in the order of their requests. */
export function held() {
  const waiting: (() => void)[] = [];
  return {
    wait: () => new Promise<void>((resolve) => waiting.push(resolve)),
    /** Lets the oldest answer go. */
    next: () => waiting.shift()?.(),
    count: () => waiting.length,
  };
}

/** The device's pointer is a finger. */
export function onTouch(): void {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query.includes("coarse"),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
}

/** Draws something of the dashboard for somebody who is signed in, at an address. */
export function renderAt(element: ReactElement, me: SignedIn = someone(), address = "/", path = "$") {
  const queries = newQueryClient();
  queries.setQueryData(sessionQuery.queryKey, me);
  const root = createRootRoute();
  const any = createRoute({
    getParentRoute: () => root,
    path,
    component: () => (
      <>
        {element}
        <QuestionHost />
        <ToastRegion />
      </>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([any]),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch,
  });
  const view = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { ...view, router, queries };
}
