import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Workspace } from "../../api/schema";
import { useSession } from "../../session";
import { ErrorState, Loading, Skeleton } from "../../ui/states";
import { TabLinks } from "../../ui/TabLinks";
import { useClosed, whyNot } from "../data/access";
import { workspaceQuery } from "../data/queries";
import { NoPermission, Page } from "../shell/Page";
import styles from "./settings.module.css";

const tabs = [
  { to: "/app/settings", label: "General" },
  { to: "/app/settings/branding", label: "Branding" },
  { to: "/app/settings/messages", label: "Messages" },
  { to: "/app/settings/help", label: "Help" },
  { to: "/app/settings/fields", label: "Custom fields" },
  { to: "/app/settings/profiles", label: "Client profiles" },
] as const;

/** The frame of the settings: the tabs, and one of them once the workspace is there. */
export function SettingsPage({
  actions,
  children,
}: {
  actions?: ReactNode;
  children: (workspace: Workspace) => ReactNode;
}) {
  const me = useSession();
  const reason = whyNot(me, "manage_settings");
  const closed = useClosed(reason);
  const workspace = useQuery({ ...workspaceQuery, enabled: !reason });
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (closed) return <NoPermission title="Settings" reason={closed} />;
  return (
    <Page
      title="Settings"
      actions={actions}
      tabs={
        <TabLinks label="Settings">
          {tabs.map(({ to, label }) => (
            <Link key={to} to={to} activeOptions={{ exact: true }} aria-current={path === to ? "page" : undefined}>
              {label}
            </Link>
          ))}
        </TabLinks>
      }
    >
      {workspace.isPending ? (
        <Loading label="Loading the settings">
          <div className={styles.skeletons}>
            {[140, 420, 420, 180, 420, 420].map((width, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never move
              <Skeleton key={index} width={width} height={width > 300 ? 36 : 16} />
            ))}
          </div>
        </Loading>
      ) : workspace.isLoadingError ? (
        <ErrorState
          error={workspace.error}
          title="The settings could not be loaded"
          onRetry={() => void workspace.refetch()}
        />
      ) : (
        children(workspace.data)
      )}
    </Page>
  );
}

/** A block of settings: what it is about at the left, the fields at the right. */
export function Block({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h2>{title}</h2>
        {intro && <p>{intro}</p>}
      </div>
      <div className={styles.blockBody}>{children}</div>
    </section>
  );
}
