import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../session";
import { buttonClass } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons";
import { type PersonStatus, statusLabel } from "../../ui/StatusPill";
import { ErrorState, Loading, Skeleton } from "../../ui/states";
import { listed } from "../clients/filter";
import { can } from "../data/access";
import { clientCountsQuery } from "../data/queries";
import { Page, Section } from "../shell/Page";
import { Checklist } from "./Checklist";
import styles from "./home.module.css";

export default function HomePage() {
  const me = useSession();
  const hour = new Date().getHours();
  const greeting = hour < 5 || hour >= 18 ? "Good evening" : hour < 12 ? "Good morning" : "Good afternoon";
  return (
    <Page
      title={`${greeting}, ${me.givenName}`}
      tabTitle="Home"
      width="medium"
      actions={
        can(me, "create_clients") && (
          <Link to="/app/clients" search={{ new: "1" } as never} className={buttonClass({ variant: "primary" })}>
            <PlusIcon /> New client
          </Link>
        )
      }
    >
      <Checklist />
      {can(me, "view_clients") && <Glance />}
    </Page>
  );
}

const order: PersonStatus[] = ["active", "invited", "notInvited", "deactivated"];

/** How many clients stand where; each number leads to the list that it counts. */
function Glance() {
  const counts = useQuery(clientCountsQuery);
  if (counts.isLoadingError) return <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data) {
    return (
      <Loading label="Counting clients">
        <Skeleton height={96} radius={12} />
      </Loading>
    );
  }
  const data = counts.data;
  const total = listed.reduce((sum, status) => sum + data[status], 0);
  return (
    <Section
      title="Clients"
      aside={<span className={styles.total}>{total === 1 ? "1 client" : `${total.toLocaleString("en")} clients`}</span>}
    >
      <div className={styles.glance}>
        <div className={styles.bar} aria-hidden="true">
          {total === 0 && <span data-status="none" style={{ flexGrow: 1 }} />}
          {order.map(
            (status) =>
              data[status] > 0 && <span key={status} data-status={status} style={{ flexGrow: data[status] }} />,
          )}
        </div>
        <ul className={styles.legend}>
          {order.map((status) => (
            <li key={status}>
              <Link to="/app/clients" search={{ status } as never}>
                <span className={styles.key} data-status={status} />
                <span>{statusLabel(status)}</span>
                <strong>{data[status].toLocaleString("en")}</strong>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
