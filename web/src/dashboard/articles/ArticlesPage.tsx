import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../session";
import { buttonClass } from "../../ui/Button";
import { BookIcon, PlusIcon } from "../../ui/icons";
import { Pill } from "../../ui/StatusPill";
import { EmptyState, ErrorState } from "../../ui/states";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { whyNot } from "../data/access";
import { articlesQuery } from "../data/queries";
import { ago, fullTime } from "../data/time";
import { NoPermission, Page } from "../shell/Page";

export default function ArticlesPage() {
  const me = useSession();
  const reason = whyNot(me, "manage_knowledge_base");
  const list = useQuery({ ...articlesQuery, enabled: !reason });
  if (reason) return <NoPermission title="Articles" reason={reason} />;
  const add = (
    <Link to="/app/articles/$id" params={{ id: "new" }} className={buttonClass({ variant: "primary" })}>
      <PlusIcon /> New article
    </Link>
  );
  return (
    <Page title="Articles" count={list.data?.data.length} actions={add}>
      {list.isPending ? (
        <TableSkeleton label="Loading the articles" />
      ) : list.isLoadingError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.data.length === 0 ? (
        <EmptyState icon={BookIcon} title="Write your first article" actions={add}>
          Articles answer what every new client asks: how to send documents, what happens when, whom to call. Published
          ones show in the portal at once.
        </EmptyState>
      ) : (
        <Table label="Articles" columns={["Title", "Changed", "State"]}>
          {list.data.data.map((article) => (
            <tr key={article.id}>
              <td>
                <Link to="/app/articles/$id" params={{ id: article.id }} className={table.name}>
                  {article.title || "Untitled"}
                </Link>
              </td>
              <td className={table.soft} data-label="Changed" data-tip={fullTime(article.updatedAt)}>
                {ago(article.updatedAt)}
              </td>
              <td>
                <Pill tone={article.state === "published" ? "ok" : "mute"} hollow={article.state === "draft"}>
                  {article.state === "published" ? "Published" : "Draft"}
                </Pill>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Page>
  );
}
