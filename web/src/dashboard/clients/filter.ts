import type { ClientListQuery, ClientPage, ClientStatus } from "../../api/schema";
import type { ClientFilter } from "../data/queries";

/** What the list's address says. Everything is optional and plain text; what is not understood is ignored. */
export type ListSearch = {
  q?: string;
  status?: string;
  company?: string;
  lead?: string;
  tag?: string;
  profile?: string;
  inactive?: string;
  sort?: string;
  order?: string;
  /** The saved view that the list began with. */
  view?: string;
  new?: string;
};

export type SortKey = "createdAt" | "name" | "lastActivity";
export type Sorting = { sort: SortKey; order: "asc" | "desc" };

export const statusTabs: { id: ClientStatus | undefined; label: string }[] = [
  { id: undefined, label: "All" },
  { id: "active", label: "Active" },
  { id: "invited", label: "Invited" },
  { id: "notInvited", label: "Not invited" },
  { id: "deactivated", label: "Deactivated" },
  { id: "archived", label: "Archived" },
];

/** “All” is everyone but the archived, who are gone from lists (C11). */
export const listed: ClientStatus[] = ["notInvited", "invited", "active", "deactivated"];

const statuses: ClientStatus[] = [...listed, "archived"];

export function sortingOf(search: ListSearch): Sorting {
  const sort = search.sort === "name" || search.sort === "lastActivity" ? search.sort : "createdAt";
  const usual = sort === "name" ? "asc" : "desc";
  return { sort, order: search.order === "asc" || search.order === "desc" ? search.order : usual };
}

/** A click on a header: the column's usual direction first, then the other. */
export function nextSorting(current: Sorting, sort: SortKey): Pick<ListSearch, "sort" | "order"> {
  const usual = sort === "name" ? "asc" : "desc";
  const order = current.sort === sort ? (current.order === "asc" ? "desc" : "asc") : usual;
  return { sort: sort === "createdAt" ? undefined : sort, order: order === usual ? undefined : order };
}

export function filterOf(search: ListSearch): ClientFilter {
  const { sort, order } = sortingOf(search);
  const named = new Set((search.status ?? "").split(","));
  const wanted = statuses.filter((status) => named.has(status));
  const days = Number(search.inactive);
  return {
    search: search.q || undefined,
    status: (wanted.length > 0 ? wanted : listed).join(","),
    companyId: search.company || undefined,
    leadInternalUserId: search.lead || undefined,
    tag: search.tag || undefined,
    clientProfileId: search.profile || undefined,
    inactiveDays: Number.isInteger(days) && days > 0 ? days : undefined,
    sort,
    order,
  };
}

/** An address without search and filters; the tab and the order stay. */
export const cleared: Partial<ListSearch> = {
  q: undefined,
  company: undefined,
  lead: undefined,
  tag: undefined,
  profile: undefined,
  inactive: undefined,
  view: undefined,
};

/** What the address lists, as a view keeps it: only what differs from the start. */
export function queryOf(search: ListSearch): ClientListQuery {
  const {
    search: words,
    status,
    companyId,
    leadInternalUserId,
    tag,
    clientProfileId,
    inactiveDays,
    sort,
    order,
  } = filterOf(search);
  const usual = sortingOf({ sort });
  const query: ClientListQuery = {
    search: words,
    status: status === listed.join(",") ? undefined : status,
    companyId,
    leadInternalUserId,
    tag,
    clientProfileId,
    inactiveDays,
    sort: sort === "createdAt" ? undefined : sort,
    order: order === usual.order ? undefined : order,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** The address of a view: everything that it does not name is as at the start. */
export function searchOf(query: ClientListQuery, view?: string): ListSearch {
  return {
    q: query.search,
    status: query.status,
    company: query.companyId,
    lead: query.leadInternalUserId,
    tag: query.tag,
    profile: query.clientProfileId,
    inactive: query.inactiveDays?.toString(),
    sort: query.sort,
    order: query.order,
    view,
    new: undefined,
  };
}

/** Whether an address lists what a view does. */
export function isView(search: ListSearch, query: ClientListQuery): boolean {
  const text = (it: ClientListQuery) => JSON.stringify(Object.entries(it).sort());
  return text(queryOf(search)) === text(queryOf(searchOf(query)));
}

/** Whether anything but the status narrows the list. */
export function isFiltered(search: ListSearch): boolean {
  return Boolean(search.q || search.company || search.lead || search.tag || search.profile || search.inactive);
}

export function tabCount(counts: ClientPage["counts"], id: ClientStatus | undefined): number {
  // A status that nobody has may be left out.
  return id ? (counts[id] ?? 0) : listed.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
}
