import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ActivityEvent, Client } from "../../api/schema";
import { useSession } from "../../session";
import { Avatar } from "../../ui/Avatar";
import { ArrowRightIcon, ClockIcon } from "../../ui/icons";
import { NextPage } from "../../ui/NextPage";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../ui/states";
import { moneyText } from "../data/money";
import {
  activityQuery,
  companyQuery,
  customFieldsQuery,
  profilesQuery,
  useCompany,
  useTeam,
  workspaceQuery,
} from "../data/queries";
import { ago, fullTime } from "../data/time";
import { fieldLabel, isNothing, type Names, valueText } from "./activityText";
import styles from "./client.module.css";

/** Who changed what, from what to what, and when (U01, of one client). */
export function Activity({ client }: { client: Client }) {
  const { workspace } = useSession();
  const events = useInfiniteQuery(activityQuery(client.id));
  const team = useTeam();
  const all = events.data?.pages.flatMap((page) => page.data) ?? [];
  const profiles = useQuery(profilesQuery).data;
  const fields = useQuery(customFieldsQuery).data?.data ?? [];
  const currency = useQuery(workspaceQuery).data?.currency;
  if (events.isPending) {
    return (
      <Loading label="Loading the activity">
        <div className={styles.skeletons}>
          {[320, 260, 380, 290].map((width) => (
            <Skeleton key={width} width={width} height={16} />
          ))}
        </div>
      </Loading>
    );
  }
  if (events.isLoadingError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  if (all.length === 0) {
    return (
      <EmptyState icon={ClockIcon} title="Nothing has happened yet">
        Every change of this client is recorded here: who made it, what was before and after, and when.
      </EmptyState>
    );
  }
  const names: Names = {
    person: (id) => {
      const person = team.byId.get(id);
      return person && `${person.givenName} ${person.familyName}`;
    },
    profile: (id) => profiles?.data.find((one) => one.id === id)?.name,
  };
  const read: Read = {
    label: (field) => fields.find(({ key }) => field === `customFields.${key}`)?.name ?? fieldLabel(field, workspace),
    value: (field, value) =>
      field === "portalRate" && typeof value === "number" && currency
        ? moneyText(value, currency)
        : isCompany(field) && !isNothing(value)
          ? [value].flat().map((id, index) => <CompanyName key={String(id)} id={String(id)} first={index === 0} />)
          : valueText(value, names),
  };
  return (
    <>
      <ol className={styles.timeline}>
        {all.map((event) => (
          <Event key={event.id} event={event} read={read} />
        ))}
      </ol>
      <NextPage list={events}>Show earlier</NextPage>
    </>
  );
}

const isCompany = (field: string): boolean => field === "companyId" || field === "companyIds";

function CompanyName({ id, first }: { id: string; first: boolean }) {
  const { companyLabel } = useSession().workspace;
  const company = useCompany(id);
  const { isError } = useQuery({ ...companyQuery(id), enabled: false });
  return `${first ? "" : ", "}${company?.name ?? (isError ? `unknown ${companyLabel.toLowerCase()}` : "…")}`;
}

/** How fields and their values are read. */
type Read = { label: (field: string) => string; value: (field: string, value: unknown) => ReactNode };

function Event({ event, read }: { event: ActivityEvent; read: Read }) {
  const changes = event.changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  return (
    <li className={styles.event}>
      <Avatar id={event.actor.id ?? event.actor.kind} name={event.actor.name} size={24} />
      <div>
        <p>
          <strong>{event.actor.name}</strong> {event.summary}
          <time dateTime={event.at} data-tip={fullTime(event.at)}>
            {ago(event.at)}
          </time>
        </p>
        {changes.length > 0 && (
          <ul className={styles.changes}>
            {changes.map(({ field, before, after }) => (
              <li key={field}>
                <span className={styles.changeField}>{read.label(field)}</span>
                {!isNothing(before) && (
                  <>
                    <span className={styles.before}>{read.value(field, before)}</span>
                    <ArrowRightIcon size={12} />
                    <span className="vh">became</span>
                  </>
                )}
                <span>{read.value(field, after)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
