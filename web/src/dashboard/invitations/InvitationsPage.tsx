import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "../../api/client";
import type { Invitation } from "../../api/schema";
import { useSession } from "../../session";
import { Avatar, fullName } from "../../ui/Avatar";
import { ask } from "../../ui/ask";
import { Button, buttonClass } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { MailIcon, UsersIcon } from "../../ui/icons";
import { Pill } from "../../ui/StatusPill";
import { EmptyState, ErrorState } from "../../ui/states";
import { TabLinks } from "../../ui/TabLinks";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { toast } from "../../ui/toast";
import { deliveryLooks, resendReason, whyLost } from "../client/InvitationCard";
import { can, whyNot } from "../data/access";
import { refreshClients } from "../data/clients";
import { tellNotSent } from "../data/invitations";
import { invitationsQuery } from "../data/queries";
import { ago, fullTime, shortDate } from "../data/time";
import { NoPermission, Page } from "../shell/Page";

const kinds = [
  { id: undefined, label: "All" },
  { id: "client", label: "Clients" },
  { id: "internalUser", label: "Team" },
] as const;

/** I06: all that is on its way, with how far it got. */
export default function InvitationsPage() {
  const me = useSession();
  const { kind } = useSearch({ strict: false }) as { kind?: string };
  const none = can(me, "create_clients") || can(me, "manage_team") ? undefined : whyNot(me, "create_clients");
  const list = useQuery({ ...invitationsQuery, enabled: !none });
  if (none) return <NoPermission title="Invitations" reason={none} />;
  const all = list.data ?? [];
  const shown = kind ? all.filter((invitation) => invitation.kind === kind) : all;
  return (
    <Page
      title="Invitations"
      count={list.data?.length}
      tabs={
        <TabLinks label="Kind">
          {kinds.map(({ id, label }) => (
            <Link
              key={label}
              to="/app/invitations"
              search={{ kind: id } as never}
              activeOptions={{ exact: true }}
              aria-current={kind === id ? "page" : undefined}
            >
              {label}
              {list.data && <small>{id ? all.filter((one) => one.kind === id).length : all.length}</small>}
            </Link>
          ))}
        </TabLinks>
      }
    >
      {list.isPending ? (
        <TableSkeleton label="Loading the invitations" />
      ) : list.isLoadingError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : shown.length === 0 ? (
        <EmptyState
          icon={MailIcon}
          title="No invitation is pending"
          actions={
            <Link to="/app/clients" search={{ status: "notInvited" } as never} className={buttonClass()}>
              <UsersIcon /> Clients not invited yet
            </Link>
          }
        >
          Invitations of clients and team members stand here until they are accepted: when they were sent, whether they
          arrived, when they expire.
        </EmptyState>
      ) : (
        <Table label="Pending invitations" columns={["Who", "For", "Delivery", "Sent", "Expires", "Actions"]}>
          {shown.map((invitation) => (
            <Row key={invitation.id} invitation={invitation} />
          ))}
        </Table>
      )}
    </Page>
  );
}

function Row({ invitation }: { invitation: Invitation }) {
  const me = useSession();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const name = fullName(invitation);
  const client = invitation.kind === "client";
  const reason = whyNot(me, client ? "create_clients" : "manage_team");
  const expired = invitation.status === "expired" || Date.parse(invitation.expiresAt) < Date.now();
  const look = deliveryLooks[invitation.delivery];

  function refresh() {
    refreshClients(queries);
    void queries.invalidateQueries({ queryKey: ["team"] });
    void queries.invalidateQueries({ queryKey: ["client", invitation.personId] });
  }
  async function resend() {
    setBusy(true);
    try {
      await call("invitations-resend", { params: { id: invitation.id } });
      toast(`Sent again to ${invitation.email}. The old link no longer works.`);
    } catch (error) {
      tellNotSent(error);
    } finally {
      setBusy(false);
      refresh();
    }
  }
  const cancel = () =>
    ask({
      title: `Cancel the invitation of ${name}?`,
      body: "The link in the mail stops working at once. You can invite them again later.",
      confirm: "Cancel invitation",
      danger: true,
      run: async () => {
        await call("invitations-cancel", { params: { id: invitation.id } });
        refresh();
        toast("Invitation cancelled");
      },
    });

  return (
    <tr>
      <td>
        <span className={table.person}>
          <Avatar id={invitation.personId} name={name} size={28} />
          <span className={table.two}>
            {client ? (
              <Link to="/app/clients/$id" params={{ id: invitation.personId }} className={table.name}>
                {name}
              </Link>
            ) : (
              <span className={table.name}>{name}</span>
            )}
            <span className={table.sub}>{invitation.email}</span>
          </span>
        </span>
      </td>
      <td className={cx(table.soft, table.wideOnly)}>
        {client ? "Client" : `Team${invitation.roleName ? `, ${invitation.roleName}` : ""}`}
      </td>
      <td data-tip={expired ? undefined : whyLost(invitation)}>
        {expired ? <Pill tone="warn">Expired</Pill> : <Pill tone={look.tone}>{look.label}</Pill>}
      </td>
      <td className={table.soft} data-label="Sent" data-tip={fullTime(invitation.sentAt)}>
        {ago(invitation.sentAt)}
      </td>
      <td className={table.soft} data-label={expired ? undefined : "Expires"} data-tip={fullTime(invitation.expiresAt)}>
        {expired ? "Expired" : shortDate(invitation.expiresAt)}
      </td>
      <td>
        <span className={table.rowActions}>
          <Button
            size="s"
            variant="quiet"
            busy={busy}
            reason={reason ?? (expired ? undefined : resendReason(invitation))}
            onClick={() => void resend()}
            aria-label={`Resend to ${name}`}
          >
            Resend
          </Button>
          <Button
            size="s"
            variant="quiet"
            reason={reason}
            onClick={cancel}
            aria-label={`Cancel the invitation of ${name}`}
          >
            Cancel
          </Button>
        </span>
      </td>
    </tr>
  );
}
