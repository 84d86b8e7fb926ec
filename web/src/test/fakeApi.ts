import { vi } from "vitest";
import type { Portal, Problem, SignedIn } from "../api/schema";

export interface Sent {
  /** Method and path. */
  what: string;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

type Answer = object | { refuse: number; problem: Problem };

/** Stands for the API: answers by method and path, and keeps what was sent. */
export function fakeApi(answers: Record<string, Answer | ((body: Record<string, unknown>) => Answer)>) {
  const sent: Sent[] = [];
  const fetched = async (url: string, init: RequestInit) => {
    const what = `${init.method} ${url}`;
    const body = init.body ? JSON.parse(String(init.body)) : {};
    sent.push({ what, body, headers: init.headers as Record<string, string> });
    const known = answers[what];
    const answer = typeof known === "function" ? known(body) : known;
    if (answer === undefined)
      return new Response(JSON.stringify(problem("not_found", "Nothing here.")), { status: 404 });
    const refusal = answer as { refuse?: number; problem?: Problem };
    if (refusal.refuse) return new Response(JSON.stringify(refusal.problem), { status: refusal.refuse });
    return new Response(JSON.stringify(answer), { status: 200 });
  };
  vi.stubGlobal("fetch", vi.fn(fetched));
  return sent;
}

export function problem(code: string, message: string, more: Partial<Problem> = {}): Problem {
  return { code, message, requestId: "req_test", ...more };
}

export const harbor: Portal = {
  slug: "harbor-finch",
  brandName: "Harbor & Finch LLP",
  pageTitle: "Harbor & Finch",
  clientMode: "individualsAndBusinesses",
  companyLabel: "Company",
  directSignUp: true,
  help: {},
};

export const ines: SignedIn = {
  kind: "client",
  id: "cl_1",
  givenName: "Ines",
  familyName: "Jensen",
  email: "ines@mail.example",
  permissions: [],
  workspace: {
    id: "ws_1",
    slug: "harbor-finch",
    brandName: "Harbor & Finch LLP",
    clientMode: "individualsAndBusinesses",
    companyLabel: "Company",
    companyLabelPlural: "Companies",
  },
};
