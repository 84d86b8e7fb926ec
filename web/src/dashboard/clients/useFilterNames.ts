import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../api/client";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { companyQuery, profilesQuery, useTeam } from "../data/queries";
import type { FilterKey } from "./FilterPopover";
import type { ListSearch } from "./filter";

/** How a chip names its value; `dead` says what is the matter where nothing can match any more. */
type Named = { text: string; dead?: string };

/** The names of what the address filters by. A value that is gone is named plainly: a saved view may outlive it. */
export function useFilterNames(search: ListSearch): Record<FilterKey, Named | undefined> {
  const { companyLabel } = useSession().workspace;
  const days = Number(search.inactive);
  return {
    company: useCompanyFilter(search.company, companyLabel.toLowerCase()),
    lead: useLeadFilter(search.lead),
    tag: search.tag ? { text: search.tag } : undefined,
    profile: useProfileFilter(search.profile),
    // What is not understood does not filter either.
    inactive: Number.isInteger(days) && days > 0 ? { text: days === 1 ? "1 day" : `${days} days` } : undefined,
  };
}

function useCompanyFilter(id: string | undefined, one: string): Named | undefined {
  const company = useQuery({ ...companyQuery(id ?? ""), enabled: Boolean(id) });
  if (!id) return undefined;
  if (company.error instanceof ApiError && company.error.status === 404) {
    return { text: `unknown ${one}`, dead: `The ${one} that this list is filtered by does not exist.` };
  }
  const { name, status } = company.data ?? {};
  if (status !== "archived") return { text: name ?? "…" };
  return { text: `${name} (archived)`, dead: `The ${one} “${name}” is archived.` };
}

function useProfileFilter(id: string | undefined): Named | undefined {
  const { data } = useQuery({ ...profilesQuery, enabled: Boolean(id) });
  if (!id) return undefined;
  const profile = data?.data.find((it) => it.id === id);
  if (profile || !data) return { text: profile?.name ?? "…" };
  return { text: "unknown profile", dead: "The profile that this list is filtered by does not exist." };
}

function useLeadFilter(id: string | undefined): Named | undefined {
  const team = useTeam();
  if (!id) return undefined;
  const lead = team.byId.get(id);
  if (!lead) {
    return team.loaded
      ? { text: "somebody who left", dead: "The lead that this list is filtered by is not in the team." }
      : { text: "…" };
  }
  const name = fullName(lead);
  if (lead.status !== "deactivated") return { text: name };
  return { text: `${name} (deactivated)`, dead: `${name} has left the team.` };
}
