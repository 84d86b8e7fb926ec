import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Company } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ArchiveIcon, BuildingIcon, MoreIcon, PencilIcon, PlusIcon, SearchIcon } from "../../ui/icons";
import { MenuIconButton } from "../../ui/Menu";
import { NextPage } from "../../ui/NextPage";
import { SearchInput } from "../../ui/SearchInput";
import { Pill } from "../../ui/StatusPill";
import { EmptyState, ErrorState } from "../../ui/states";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { useClosed, useHeldOpen, whyNot } from "../data/access";
import { companiesQuery } from "../data/queries";
import { NoPermission, Page } from "../shell/Page";
import { archiveCompany } from "./archive";
import { siteName } from "./site";

const CompanyDrawer = later<{ company?: Company; onClose: () => void }>(() => import("./CompanyDrawer"));

type Search = { q?: string; new?: string };

export default function CompaniesPage() {
  const me = useSession();
  const { companyLabelPlural, clientMode } = me.workspace;
  const noView = useClosed(whyNot(me, "view_clients"));
  if (clientMode === "individuals")
    return (
      <NoPermission
        title={companyLabelPlural}
        heading="This workspace serves individuals only"
        reason="So there are no companies. The client mode is in Settings, General."
      />
    );
  return noView ? <NoPermission title={companyLabelPlural} reason={noView} /> : <Companies />;
}

function Companies() {
  const me = useSession();
  const { companyLabel, companyLabelPlural } = me.workspace;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search = useSearch({ strict: false }) as Search;
  const list = useInfiniteQuery(companiesQuery(search.q ?? ""));
  const [editing, setEditing] = useState<Company>();
  const reason = whyNot(me, "manage_client_organizations");
  const creating = useHeldOpen(Boolean(search.new), !reason);
  const companies = list.data?.pages.flatMap((page) => page.data) ?? [];
  const go = (change: Search) =>
    void navigate({ to: "/app/companies", search: ((was: Search) => ({ ...was, ...change })) as never, replace: true });
  const one = companyLabel.toLowerCase();
  const add = (
    <Button
      variant="primary"
      icon={PlusIcon}
      reason={reason}
      onPointerEnter={() => void CompanyDrawer.preload()}
      onClick={() => go({ new: "1" })}
    >
      New {one}
    </Button>
  );

  return (
    <Page title={companyLabelPlural} actions={add}>
      <div>
        <div className={table.bar}>
          <SearchInput
            label={`Search ${companyLabelPlural.toLowerCase()}`}
            placeholder="Search by name"
            shortcut="/"
            value={search.q ?? ""}
            onChange={(q) => go({ q: q || undefined })}
          />
        </div>
        {list.isPending ? (
          <TableSkeleton label={`Loading ${companyLabelPlural.toLowerCase()}`} />
        ) : list.isLoadingError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : companies.length === 0 ? (
          search.q ? (
            <EmptyState
              icon={SearchIcon}
              title="Nothing matches"
              actions={<Button onClick={() => go({ q: undefined })}>Clear the search</Button>}
            />
          ) : (
            <EmptyState icon={BuildingIcon} title={`Add your first ${one}`} actions={reason ? undefined : add}>
              A {one} holds the clients who belong to one business. You can also make one while you add a client: type
              its name.
            </EmptyState>
          )
        ) : (
          <Table label={companyLabelPlural} columns={["Name", "Clients", "Website", "Domains", "Actions"]}>
            {companies.map((company) => (
              <tr key={company.id}>
                <td>
                  <span className={table.person}>
                    <Avatar id={company.id} name={company.name} size={28} square />
                    {reason ? (
                      <span className={table.name}>{company.name}</span>
                    ) : (
                      <button type="button" className={table.name} onClick={() => setEditing(company)}>
                        {company.name}
                      </button>
                    )}
                  </span>
                </td>
                <td className={table.num}>
                  <Link to="/app/clients" search={{ company: company.id } as never} className={table.link}>
                    {company.clientCount === 1 ? "1 client" : `${company.clientCount.toLocaleString("en")} clients`}
                  </Link>
                </td>
                <td>
                  {company.website && (
                    <a href={company.website} target="_blank" rel="noreferrer" className={table.link}>
                      {siteName(company.website)}
                    </a>
                  )}
                </td>
                <td className={table.wideOnly}>
                  {company.domains.length > 0 && (
                    <span className={table.chips}>
                      {company.domains.map((domain) => (
                        <Pill key={domain} tone="mute" plain>
                          {domain}
                        </Pill>
                      ))}
                    </span>
                  )}
                </td>
                <td>
                  <MenuIconButton
                    icon={MoreIcon}
                    label={`Actions for ${company.name}`}
                    menuLabel={`Actions for ${company.name}`}
                    align="end"
                    entries={() => [
                      { id: "edit", label: "Edit", icon: PencilIcon, reason, run: () => setEditing(company) },
                      "separator",
                      {
                        id: "archive",
                        label: "Archive",
                        icon: ArchiveIcon,
                        danger: true,
                        reason,
                        run: () => archiveCompany(queries, company),
                      },
                    ]}
                  />
                </td>
              </tr>
            ))}
          </Table>
        )}
        {list.hasNextPage && (
          <div className={table.end}>
            <NextPage list={list}>Show more</NextPage>
          </div>
        )}
      </div>
      {editing && <CompanyDrawer company={editing} onClose={() => setEditing(undefined)} />}
      {creating && <CompanyDrawer onClose={() => go({ new: undefined })} />}
    </Page>
  );
}
