import { MutationCache, QueryCache, QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, call } from "./api/client";
import type { SignedIn } from "./api/schema";
import { base } from "./base";
import { rememberSignedIn } from "./signedInHint";

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

/** A session that has ended anywhere in the console leads to the sign-in page, once. */
function leaveWhenSignedOut(error: unknown) {
  if (!(error instanceof ApiError && error.status === 401)) return;
  rememberSignedIn(false);
  location.replace(signInAddress());
}

/** The query client of the console. `call` has already retried what can be retried. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000 },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
