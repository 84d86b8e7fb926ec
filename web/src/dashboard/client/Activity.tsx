import { useInfiniteQuery } from "@tanstack/react-query";
import type { ActivityEvent, Client } from "../../api/schema";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ArrowRightIcon, ClockIcon } from "../../ui/icons";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../ui/states";
import { activityQuery, useCompanyIndex, useTeam } from "../data/queries";
import { ago, fullTime } from "../data/time";
import { fieldLabel, isNothing, type Names, valueText } from "./activityText";
import styles from "./client.module.css";

/** Who changed what, from what to what, and when (U01, of one client). */
export function Activity({ client }: { client: Client }) {
  const events = useInfiniteQuery(activityQuery(client.id));
  const team = useTeam();
  const companies = useCompanyIndex();
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
  if (events.isError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  const all = events.data.pages.flatMap((page) => page.data);
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
    company: (id) => companies?.byId.get(id)?.name,
  };
  return (
    <>
      <ol className={styles.timeline}>
        {all.map((event) => (
          <Event key={event.id} event={event} names={names} />
        ))}
      </ol>
      {events.hasNextPage && (
        <Button busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </>
  );
}

function Event({ event, names }: { event: ActivityEvent; names: Names }) {
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
                <span className={styles.changeField}>{fieldLabel(field)}</span>
                {!isNothing(before) && (
                  <>
                    <span className={styles.before}>{valueText(before, names)}</span>
                    <ArrowRightIcon size={12} />
                    <span className="vh">became</span>
                  </>
                )}
                <span>{valueText(after, names)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
