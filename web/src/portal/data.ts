import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../api/client";
import { slug } from "../base";
import { setTab } from "../brand";

/** The firm's brand, as everybody may see it. */
export const portalQuery = queryOptions({
  queryKey: ["portal"],
  queryFn: ({ signal }) => call("portals-get", { params: { slug }, signal }),
  staleTime: 5 * 60_000,
});

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: ({ signal }) => call("home-get", { signal }),
});

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ["home", "article", id],
    queryFn: ({ signal }) => call("home-article-get", { params: { id }, signal }),
  });

/** The tab says the page, then the portal's own title. */
export function usePageTitle(page?: string): void {
  const portal = useQuery(portalQuery).data;
  useEffect(() => {
    if (portal) setTab(page ? `${page} · ${portal.pageTitle}` : portal.pageTitle, portal.squareIconUrl);
  }, [page, portal]);
}
