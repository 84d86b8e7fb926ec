import { QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ApiError, call, onRefusal } from "./api/client";
import type { SignedIn } from "./api/schema";
import { base } from "./base";
import { rememberSignedIn } from "./signedInHint";
import { anythingUnsaved } from "./ui/unsaved";

/** Who is signed in here. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    const session = await call("sessions-current", { signal });
    rememberSignedIn(true);
    return session;
  },
  staleTime: 60_000,
});

/** The signed-in user, for every component below the gate that waits for it. */
export function useSession(): SignedIn {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession is for components that are shown once somebody is signed in");
  return data;
}

/** Ends this session, or with `everywhere` all sessions of this user, and goes to the sign-in page. */
export function useSignOut(): (everywhere?: boolean) => Promise<void> {
  const queries = useQueryClient();
  return async (everywhere = false) => {
    await call(everywhere ? "sessions-end-all" : "sessions-end");
    rememberSignedIn(false);
    queries.clear();
    location.assign(`${base}/sign-in`);
  };
}

/** The sign-in page's address, to come back from it to where the person is now. */
export function signInAddress(): string {
  const here = location.pathname + location.search;
  return `${base}/sign-in?next=${encodeURIComponent(here)}`;
}

let tellSignedOut: ((queries: QueryClient) => void) | undefined;

/** Hears that the session has ended while something is typed; whoever has forms says what to do. */
export function onSignedOut(listener: typeof tellSignedOut): void {
  tellSignedOut = listener;
}

/**
 * What a refusal says about the session. One that has ended anywhere in the console leads to the sign-in page, unless
 * that would lose what somebody has typed; one that may do less than was thought is read again, so that the side bar follows a changed role at once (A09).
 */
function heed(queries: QueryClient, error: ApiError) {
  if (error.status === 401 && error.code !== "invalid_credentials") {
    rememberSignedIn(false);
    if (anythingUnsaved() && tellSignedOut) tellSignedOut(queries);
    else location.replace(signInAddress());
  }
  if (error.status === 403) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

/** The query client of the console. `call` has already retried what can be retried. */
export function newQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000 },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  onRefusal((error) => heed(queries, error));
  return queries;
}
