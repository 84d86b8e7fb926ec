import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { ApiError } from "../../api/client";
import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ArrowLeftIcon, MoreIcon, RestoreIcon, SendIcon } from "../../ui/icons";
import { MenuIconButton } from "../../ui/Menu";
import { NotFound } from "../../ui/PageStates";
import { StatusPill } from "../../ui/StatusPill";
import { ErrorState, Loading, Notice, Skeleton } from "../../ui/states";
import { TabLinks } from "../../ui/TabLinks";
import { AccessHost } from "../clients/AccessHost";
import { actionsFor } from "../clients/actions";
import { lastList } from "../clients/lastList";
import { type From, useActionMenu, useRunAction, useRunningAction } from "../clients/useClientActions";
import { cachedClient } from "../data/clients";
import { clientQuery, useCompany } from "../data/queries";
import { ago, fullTime, shortDate } from "../data/time";
import { Section, useTitle } from "../shell/Page";
import { AccessCard } from "./AccessCard";
import { Activity } from "./Activity";
import { AvatarEditor } from "./AvatarEditor";
import avatarStyles from "./avatar.module.css";
import styles from "./client.module.css";
import { Details, whyNotEdit } from "./Details";
import { InvitationCard } from "./InvitationCard";
import { Suggestions } from "./Suggestions";
import { useAvatar } from "./useAvatar";

export default function ClientPage() {
  const { id = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  // What the list knows stands there at once; the rest follows.
  const client = useQuery({ ...clientQuery(id), placeholderData: () => cachedClient(queries, id) });
  if (client.isPending) return <ClientSkeleton />;
  // A10: what one may not see, or no longer may, looks like what does not exist.
  if (client.error instanceof ApiError && client.error.status === 404) return <NotFound />;
  if (client.isLoadingError) {
    return (
      <ErrorState error={client.error} title="The client could not be loaded" onRetry={() => void client.refetch()} />
    );
  }
  return <ClientView key={id} client={client.data} whole={!client.isPlaceholderData} />;
}

/** `whole` once everything is there that only a reader of one client gets. */
function ClientView({ client, whole }: { client: Client; whole: boolean }) {
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  useTitle(fullName(client));
  const tabs = [
    { id: undefined, label: "Overview" },
    { id: "activity", label: "Activity" },
  ];
  return (
    <div className={styles.page}>
      <Head client={client} />
      <TabLinks label="Client">
        {tabs.map(({ id, label }) => (
          <Link
            key={label}
            to="/app/clients/$id"
            params={{ id: client.id }}
            search={{ tab: id } as never}
            activeOptions={{ exact: true }}
            aria-current={tab === id ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
      </TabLinks>
      {tab === "activity" ? (
        <div className={styles.activity}>
          <Activity client={client} />
        </div>
      ) : (
        <div className={styles.columns}>
          <div className={styles.primary}>
            <Suggestions client={client} />
            {client.status === "archived" && (
              <Notice tone="mute">
                <p>
                  This client is archived: gone from lists, can’t sign in, history kept. Restoring brings everything
                  back.
                </p>
              </Notice>
            )}
            {client.status === "deactivated" && (
              <Notice tone="warn">
                <p>This client is deactivated and can’t sign in.</p>
              </Notice>
            )}
            <Details client={client} />
          </div>
          <div className={styles.secondary}>
            {whole && <InvitationCard client={client} />}
            <AccessCard client={client} />
            <Dates client={client} />
          </div>
        </div>
      )}
      <AccessHost />
    </div>
  );
}

function Head({ client }: { client: Client }) {
  const me = useSession();
  const company = useCompany(client.companyId);
  const entries = useActionMenu();
  const run = useRunAction();
  const running = useRunningAction();
  const avatar = useAvatar(client);
  const name = fullName(client);
  const moreButton = () => document.querySelector<HTMLElement>("[data-client-actions]");
  const from = (): From => ({ anchor: moreButton() ?? document.body, returnTo: moreButton });
  const main = actionsFor(client, me).find(({ id }) => id === "invite" || id === "activate" || id === "restore");
  return (
    <header className={styles.head}>
      <Link to="/app/clients" search={lastList.get() as never} className={styles.back}>
        <ArrowLeftIcon size={14} />
        Clients
      </Link>
      <div className={styles.title}>
        <AvatarEditor client={client} avatar={avatar} reason={whyNotEdit(client, me)} />
        <div className={styles.titleText}>
          <h1>
            {name} <StatusPill status={client.status} />
          </h1>
          <p>{[client.position, company?.name, client.email].filter(Boolean).join(" · ")}</p>
        </div>
        <div className={styles.actions}>
          {main && (
            <Button
              variant="primary"
              icon={main.id === "invite" ? SendIcon : RestoreIcon}
              reason={main.reason}
              busy={running(main.id, client)}
              onClick={() => run(main.id, client, from())}
            >
              {main.label}
            </Button>
          )}
          <MenuIconButton
            icon={MoreIcon}
            label="Actions"
            menuLabel={`Actions for ${name}`}
            align="end"
            entries={() => entries(client, from(), ["open"])}
            data-client-actions
            className={styles.moreButton}
          />
        </div>
      </div>
      {avatar.error && (
        <p className={avatarStyles.error} role="alert">
          {avatar.error}
        </p>
      )}
    </header>
  );
}

const waysIn: Record<Client["creationMethod"], string> = {
  internalUser: "Added by the team",
  client: "Invited by another client",
  directSignUp: "Signed up in the portal",
  import: "Imported",
};

function Dates({ client }: { client: Client }) {
  const facts: [string, string | undefined][] = [
    ["Last active", client.lastActivityAt],
    ["Last sign-in", client.lastLoginDate],
    ["First sign-in", client.firstLoginDate],
  ];
  return (
    <Section title="History">
      <dl className={styles.small}>
        <div>
          <dt>{waysIn[client.creationMethod]}</dt>
          <dd data-tip={fullTime(client.createdAt)}>{shortDate(client.createdAt)}</dd>
        </div>
        {facts.map(([label, at]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-tip={at && fullTime(at)}>{at ? ago(at) : "Never"}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function ClientSkeleton() {
  return (
    <div className={styles.page}>
      <Loading label="Loading the client">
        <div className={styles.head}>
          <Skeleton width={70} height={12} />
          <div className={styles.title} style={{ marginTop: 16 }}>
            <Skeleton width={48} height={48} radius="50%" />
            <div className={styles.titleText}>
              <Skeleton width={220} height={20} />
              <Skeleton width={300} height={13} />
            </div>
          </div>
        </div>
        <div className={styles.columns}>
          <div className={styles.skeletons}>
            {[180, 240, 300, 220, 200, 260].map((width) => (
              <Skeleton key={width} width={width} height={16} />
            ))}
          </div>
        </div>
      </Loading>
    </div>
  );
}
