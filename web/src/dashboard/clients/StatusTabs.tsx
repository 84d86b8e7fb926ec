import { Link } from "@tanstack/react-router";
import type { ClientPage } from "../../api/schema";
import { TabLinks } from "../../ui/TabLinks";
import { type ListSearch, statusTabs, tabCount } from "./filter";

export function StatusTabs({ search, counts }: { search: ListSearch; counts?: ClientPage["counts"] }) {
  return (
    <TabLinks label="Status">
      {statusTabs.map(({ id, label }) => (
        <Link
          key={label}
          to="/app/clients"
          search={((was: ListSearch) => ({ ...was, status: id, new: undefined })) as never}
          aria-current={(search.status ?? "") === (id ?? "") ? "page" : undefined}
          activeProps={{}}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {label}
          {counts && <small>{tabCount(counts, id).toLocaleString("en")}</small>}
        </Link>
      ))}
    </TabLinks>
  );
}
