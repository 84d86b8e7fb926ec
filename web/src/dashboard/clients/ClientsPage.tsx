import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { Client, ClientPage } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons";
import type { Anchor } from "../../ui/Menu";
import { ErrorState } from "../../ui/states";
import { useClosed, useHeldOpen, whyNot } from "../data/access";
import { clientsQuery } from "../data/queries";
import { NoPermission, PageHead, useTitle } from "../shell/Page";
import { AccessHost } from "./AccessHost";
import { ClientGrid } from "./ClientGrid";
import styles from "./clients.module.css";
import { FilterBar } from "./FilterBar";
import { cleared, filterOf, type ListSearch, nextSorting, sortingOf, tabCount } from "./filter";
import { lastList } from "./lastList";
import type { NoClientsProps } from "./NoClients";
import { RowMenu } from "./rowMenuLater";
import { StatusTabs } from "./StatusTabs";
import type { From } from "./useClientActions";

const NoClients = later<NoClientsProps>(() => import("./NoClients"));
const NewClientDrawer = later<{ onClose: () => void }>(() => import("./NewClientDrawer"));

export default function ClientsPage() {
  const closed = useClosed(whyNot(useSession(), "view_clients"));
  return closed ? <NoPermission title="Clients" reason={closed} /> : <ClientList />;
}

function ClientList() {
  useTitle("Clients");
  const me = useSession();
  const navigate = useNavigate();
  const address = useSearch({ strict: false }) as ListSearch;
  // W05: an address or a view from before may still name a company; there is none to filter by.
  const search = me.workspace.clientMode === "individuals" ? { ...address, company: undefined } : address;
  const filter = filterOf(search);
  const list = useInfiniteQuery(clientsQuery(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const companies = useMemo(() => companyNames(list.data?.pages), [list.data]);
  const first = list.data?.pages[0];
  const sorting = sortingOf(search);
  const [menu, setMenu] = useState<{ client: Client; from: From }>();
  useEffect(() => lastList.set({ ...address, new: undefined }), [address]);
  const noCreate = whyNot(me, "create_clients");
  const creating = useHeldOpen(Boolean(search.new), !noCreate);

  /** The address is the state: everything that narrows or orders the list goes there. */
  function go(change: Partial<ListSearch>, replace = false) {
    void navigate({ to: "/app/clients", search: ((was: ListSearch) => ({ ...was, ...change })) as never, replace });
  }

  const openMenu = (client: Client, anchor: Anchor, returnTo: () => HTMLElement | null) =>
    setMenu({ client, from: { anchor, returnTo } });

  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <PageHead
          title="Clients"
          count={first && tabCount(first.counts, undefined)}
          actions={
            <Button
              variant="primary"
              icon={PlusIcon}
              shortcut="C"
              reason={noCreate}
              onPointerEnter={() => void NewClientDrawer.preload()}
              onFocus={() => void NewClientDrawer.preload()}
              onClick={() => go({ new: "1" })}
            >
              New client
            </Button>
          }
        />
        <StatusTabs search={search} counts={first?.counts} />
        <FilterBar search={search} onChange={go} ready={Boolean(list.data)} />
      </div>
      {list.isLoadingError ? (
        <ErrorState error={list.error} title="The clients could not be loaded" onRetry={() => void list.refetch()} />
      ) : list.data && rows.length === 0 ? (
        <NoClients search={search} onClear={() => go(cleared)} onNew={noCreate ? undefined : () => go({ new: "1" })} />
      ) : (
        <ClientGrid
          rows={rows}
          companies={companies}
          total={first?.total}
          loading={list.isPending}
          stale={list.isPlaceholderData}
          loadingMore={list.isFetchingNextPage}
          onMore={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
          moreFailed={list.isFetchNextPageError}
          sorting={sorting}
          onSort={(sort) => go(nextSorting(sorting, sort))}
          onMenu={openMenu}
        />
      )}
      {menu && <RowMenu client={menu.client} from={menu.from} onClose={() => setMenu(undefined)} />}
      <AccessHost />
      {creating && <NewClientDrawer onClose={() => go({ new: undefined }, true)} />}
    </div>
  );
}

/** Each page brings the names of its companies, so that the first rows wait for nothing else. */
function companyNames(pages: ClientPage[] | undefined): Map<string, string> {
  return new Map(pages?.flatMap((page) => page.companies?.map(({ id, name }) => [id, name] as const) ?? []));
}
