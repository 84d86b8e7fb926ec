import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { call } from "../../api/client";
import type { InternalUser, Role } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { Avatar, fullName } from "../../ui/Avatar";
import { ask } from "../../ui/ask";
import { Button } from "../../ui/Button";
import { ChevronDownIcon, LockIcon, MailIcon, MailOffIcon, MoreIcon, UserPlusIcon } from "../../ui/icons";
import { MenuButton, MenuIconButton, type MenuItem } from "../../ui/Menu";
import { Pill, StatusPill } from "../../ui/StatusPill";
import { ErrorState } from "../../ui/states";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { toast, toastError } from "../../ui/toast";
import { deliveryLooks, resendReason } from "../client/InvitationCard";
import { useHeldOpen, whyNot } from "../data/access";
import { tellNotSent } from "../data/invitations";
import { rolesQuery, teamQuery } from "../data/queries";
import { ago, fullTime } from "../data/time";
import { Page } from "../shell/Page";
import { TeamTabs } from "./TeamTabs";

const InviteDrawer = later<{ onClose: () => void }>(() => import("./InviteDrawer"));

export default function TeamPage() {
  const me = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { invite?: string };
  const team = useQuery(teamQuery);
  const roles = useQuery(rolesQuery);
  const reason = whyNot(me, "manage_team");
  const inviting = useHeldOpen(Boolean(search.invite), !reason);
  const open = (invite?: string) => void navigate({ to: "/app/team", search: { invite } as never, replace: true });
  return (
    <Page
      title="Team"
      count={team.data?.length}
      actions={
        <Button
          variant="primary"
          icon={UserPlusIcon}
          reason={reason}
          onPointerEnter={() => void InviteDrawer.preload()}
          onClick={() => open("1")}
        >
          Invite
        </Button>
      }
      tabs={<TeamTabs />}
    >
      {team.isPending ? (
        <TableSkeleton label="Loading the team" />
      ) : team.isLoadingError ? (
        <ErrorState error={team.error} onRetry={() => void team.refetch()} />
      ) : (
        <div>
          <Table label="Team" columns={["Name", "Status", "Role", "Actions"]}>
            {team.data.map((person) => (
              <Member key={person.id} person={person} roles={roles.data?.data ?? []} reason={reason} />
            ))}
          </Table>
          {team.data.length === 1 && (
            <p className={table.end}>
              You are on your own here. Invite a colleague: they get their own account, with a role that says what they
              may do.
            </p>
          )}
        </div>
      )}
      {inviting && <InviteDrawer onClose={() => open()} />}
    </Page>
  );
}

function Member({ person, roles, reason }: { person: InternalUser; roles: Role[]; reason?: string }) {
  const me = useSession();
  const queries = useQueryClient();
  const { invitation } = person;
  const name = fullName(person);
  const isMe = person.id === me.id;
  // A newer version of the person, after an answer, for this row and whoever shows them.
  const store = (next: InternalUser) =>
    queries.setQueryData(teamQuery.queryKey, (all) => all?.map((one) => (one.id === next.id ? next : one)));

  async function setRole(role: Role, version: number, undoable: boolean) {
    const before = person.role;
    try {
      const answer = await call("internal-users-update", {
        params: { id: person.id },
        body: { role: role.id },
        ifMatch: version,
      });
      store(answer);
      const previous = roles.find((one) => one.id === before);
      toast(
        `${name} is ${role.name} now`,
        undoable && previous ? { label: "Undo", run: () => setRole(previous, answer.version, false) } : undefined,
      );
    } catch (error) {
      void queries.invalidateQueries({ queryKey: teamQuery.queryKey });
      toastError(error, "The role could not be changed");
    }
  }

  async function resend() {
    if (!invitation) return;
    try {
      await call("invitations-resend", { params: { id: invitation.id } });
      toast(`Invitation sent again to ${person.email}`);
    } catch (error) {
      tellNotSent(error);
    } finally {
      void queries.invalidateQueries({ queryKey: teamQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ["invitations"] });
    }
  }

  function cancel() {
    if (!invitation) return;
    ask({
      title: `Cancel the invitation of ${name}?`,
      body: "The link in the mail stops working at once.",
      confirm: "Cancel invitation",
      danger: true,
      run: async () => {
        await call("invitations-cancel", { params: { id: invitation.id } });
        void queries.invalidateQueries({ queryKey: teamQuery.queryKey });
        void queries.invalidateQueries({ queryKey: ["invitations"] });
        toast("Invitation cancelled");
      },
    });
  }

  const roleItems = (): MenuItem[] =>
    roles.map((role) => ({
      id: role.id,
      label: role.name,
      hint: role.id === "admin" ? "Everything, and sees every client" : undefined,
      checked: role.id === person.role,
      run: () => void (role.id !== person.role && setRole(role, person.version, true)),
    }));
  const pending = invitation?.status === "pending";
  const actions = (): MenuItem[] => [
    {
      id: "resend",
      label: "Resend invitation",
      icon: MailIcon,
      reason: reason ?? (invitation && resendReason(invitation)),
      run: () => void resend(),
    },
    { id: "cancel", label: "Cancel invitation", icon: MailOffIcon, reason, danger: true, run: cancel },
  ];

  return (
    <tr>
      <td>
        <span className={table.person}>
          <Avatar id={person.id} name={name} size={28} />
          <span className={table.two}>
            <span className={table.name}>
              {name}
              {isMe && <span className={table.soft}> (you)</span>}
            </span>
            <span className={table.sub}>{person.email}</span>
          </span>
        </span>
      </td>
      <td>
        <span className={table.chips}>
          <StatusPill status={person.status} />
          {pending && invitation && (
            <span data-tip={`Sent ${ago(invitation.sentAt)}, expires ${fullTime(invitation.expiresAt)}`}>
              <Pill tone={deliveryLooks[invitation.delivery].tone} plain>
                {deliveryLooks[invitation.delivery].label}
              </Pill>
            </span>
          )}
        </span>
      </td>
      <td>
        {reason || isMe ? (
          <span data-tip={reason ?? "Another administrator can change your role."}>
            {person.roleName} <LockIcon size={12} style={{ display: "inline", verticalAlign: "-1px", opacity: 0.6 }} />
          </span>
        ) : (
          <MenuButton
            variant="quiet"
            size="s"
            menuLabel={`Role of ${name}`}
            entries={roleItems}
            style={{ marginLeft: -9 }}
          >
            {person.roleName}
            <ChevronDownIcon size={13} />
          </MenuButton>
        )}
      </td>
      <td>
        {pending && (
          <MenuIconButton
            icon={MoreIcon}
            label={`Actions for ${name}`}
            menuLabel={`Actions for ${name}`}
            align="end"
            entries={actions}
          />
        )}
      </td>
    </tr>
  );
}
