import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { call, type Output } from "../../api/client";
import type { Client, ClientStatus, Company, InternalUser, Operations } from "../../api/schema";

/** All pages of a list that is never long: the team, the pending invitations. */
async function everything<T>(page: (nextToken?: string) => Promise<{ data: T[]; nextToken?: string }>): Promise<T[]> {
  const all: T[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await page(nextToken);
    all.push(...answer.data);
    nextToken = answer.nextToken;
  } while (nextToken && all.length < 5000);
  return all;
}

export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: ({ signal }) => call("workspaces-get", { signal }),
  staleTime: 60_000,
});

export const teamQuery = queryOptions({
  queryKey: ["team"],
  queryFn: ({ signal }) =>
    everything<InternalUser>((nextToken) => call("internal-users-list", { params: { limit: 100, nextToken }, signal })),
  staleTime: 60_000,
});

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => call("roles-list", { signal }),
  staleTime: 60_000,
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) =>
    everything((nextToken) => call("invitations-list", { params: { limit: 100, nextToken }, signal })),
});

export const templatesQuery = queryOptions({
  queryKey: ["invitation-templates"],
  queryFn: ({ signal }) => call("invitation-templates-list", { signal }),
  staleTime: 60_000,
});

export const customFieldsQuery = queryOptions({
  queryKey: ["custom-fields"],
  queryFn: ({ signal }) => call("custom-fields-list", { signal }),
  staleTime: 60_000,
});

export const profilesQuery = queryOptions({
  queryKey: ["client-profiles"],
  queryFn: ({ signal }) => call("client-profiles-list", { signal }),
  staleTime: 60_000,
});

export const onboardingQuery = queryOptions({
  queryKey: ["onboarding"],
  queryFn: ({ signal }) => call("onboarding-get", { signal }),
});

export const articlesQuery = queryOptions({
  queryKey: ["articles"],
  queryFn: ({ signal }) => call("articles-list", { signal }),
});

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ["article", id],
    queryFn: ({ signal }) => call("articles-get", { params: { id }, signal }),
  });

/** Which clients: everything that the list's address says. */
export type ClientFilter = Omit<Operations["clients-list"]["params"], "nextToken" | "limit">;

export const clientPageSize = 100;

export const clientsQuery = (filter: ClientFilter) =>
  infiniteQueryOptions({
    queryKey: ["clients", filter],
    queryFn: ({ pageParam, signal }) =>
      call("clients-list", { params: { ...filter, limit: clientPageSize, nextToken: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextToken,
    placeholderData: keepPreviousData,
  });

const nobody: Record<ClientStatus, number> = { notInvited: 0, invited: 0, active: 0, deactivated: 0, archived: 0 };

export const clientCountsQuery = queryOptions({
  queryKey: ["client-counts"],
  queryFn: async ({ signal }) =>
    // A status that nobody has may be left out.
    ({ ...nobody, ...(await call("clients-list", { params: { limit: 1 }, signal })).counts }),
});

export const clientQuery = (id: string) =>
  queryOptions({ queryKey: ["client", id], queryFn: ({ signal }) => call("clients-get", { params: { id }, signal }) });

export const activityQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["activity", id],
    queryFn: ({ pageParam, signal }) =>
      call("clients-activity", { params: { id, limit: 50, nextToken: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextToken,
  });

/** Tags of the clients that the person may see, the most used first. */
export const tagsQuery = (search: string) =>
  queryOptions({
    queryKey: ["tags", search],
    queryFn: ({ signal }) => call("tags-list", { params: { search: search || undefined, limit: 50 }, signal }),
    placeholderData: keepPreviousData,
  });

export const companiesQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ["companies", search],
    queryFn: ({ pageParam, signal }) =>
      call("companies-list", { params: { search: search || undefined, limit: 100, nextToken: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextToken,
    placeholderData: keepPreviousData,
  });

export const companyQuery = (id: string) =>
  queryOptions({
    queryKey: ["company", id],
    queryFn: ({ signal }) => call("companies-get", { params: { id }, signal }),
    staleTime: 60_000,
  });

const companyIndexQuery = queryOptions({
  queryKey: ["companies", "index"],
  queryFn: async ({ signal }) => {
    const page = await call("companies-list", { params: { limit: 200 }, signal });
    return {
      byId: new Map(page.data.map((company) => [company.id, company])),
      complete: !page.nextToken,
      all: page.data,
    };
  },
  staleTime: 60_000,
});

/** The first companies by id: enough for most workspaces; `useCompany` asks for the rest one by one. */
export function useCompanyIndex() {
  return useQuery(companyIndexQuery).data;
}

export function useCompany(id: string | undefined): Company | undefined {
  const index = useQuery({ ...companyIndexQuery, enabled: Boolean(id) });
  const known = id ? index.data?.byId.get(id) : undefined;
  const single = useQuery({ ...companyQuery(id ?? ""), enabled: Boolean(id && index.isFetched && !known) });
  return known ?? single.data;
}

/** The team by id. */
export function useTeam(): { all: InternalUser[]; byId: Map<string, InternalUser>; loaded: boolean } {
  const { data } = useQuery({ ...teamQuery, select: indexTeam });
  return data ?? noTeam;
}

const noTeam = { all: [], byId: new Map<string, InternalUser>(), loaded: false };
const indexTeam = (all: InternalUser[]) => ({
  all,
  byId: new Map(all.map((person) => [person.id, person])),
  loaded: true,
});

export type ClientPages = { pages: Output<"clients-list">[]; pageParams: unknown[] };
export type { Client };
