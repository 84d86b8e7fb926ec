import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { LockIcon, PlusIcon, ShieldIcon } from "../../ui/icons";
import { Pill } from "../../ui/StatusPill";
import { EmptyState, ErrorState } from "../../ui/states";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { allPermissions, whyNot } from "../data/access";
import { rolesQuery, useTeam } from "../data/queries";
import { Page } from "../shell/Page";
import { TeamTabs } from "./TeamTabs";

const RoleDrawer = later<{ role?: Role; reason?: string; onClose: () => void }>(() => import("./RoleDrawer"));

export default function RolesPage() {
  const me = useSession();
  const roles = useQuery(rolesQuery);
  const team = useTeam();
  const reason = whyNot(me, "manage_team");
  const [open, setOpen] = useState<Role | "new">();
  const members = (role: Role) =>
    team.all.filter((person) => person.role === role.id && person.status !== "deactivated").length;
  return (
    <Page
      title="Team"
      tabs={<TeamTabs />}
      actions={
        <Button
          variant="primary"
          icon={PlusIcon}
          reason={reason}
          onPointerEnter={() => void RoleDrawer.preload()}
          onClick={() => setOpen("new")}
        >
          New role
        </Button>
      }
    >
      {roles.isPending ? (
        <TableSkeleton label="Loading the roles" />
      ) : roles.isLoadingError ? (
        <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
      ) : (
        <div>
          <Table label="Roles" columns={["Role", "Permissions", "Members", "Actions"]}>
            {roles.data.data.map((role) => (
              <tr key={role.id}>
                <td>
                  <span className={table.person}>
                    <button type="button" className={table.name} onClick={() => setOpen(role)}>
                      {role.name}
                    </button>
                    {role.builtIn && (
                      <Pill tone="mute" plain>
                        Built in
                      </Pill>
                    )}
                  </span>
                </td>
                <td className={table.soft} data-label="Permissions">
                  {role.permissions.length === allPermissions.length || role.id === "admin"
                    ? "All"
                    : `${role.permissions.length} of ${allPermissions.length}`}
                </td>
                <td className={table.num} data-label="Members">
                  {members(role)}
                </td>
                <td>
                  <Button
                    variant="quiet"
                    size="s"
                    icon={role.builtIn || reason ? LockIcon : undefined}
                    onClick={() => setOpen(role)}
                    aria-label={`${role.builtIn || reason ? "View" : "Edit"} ${role.name}`}
                  >
                    {role.builtIn || reason ? "View" : "Edit"}
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
          {roles.data.data.every((role) => role.builtIn) && (
            <EmptyState icon={ShieldIcon} title="Roles of your own">
              Admin and Member come built in. Make a role for people who need something in between, such as a bookkeeper
              who handles billing only.
            </EmptyState>
          )}
        </div>
      )}
      {open && (
        <RoleDrawer role={open === "new" ? undefined : open} reason={reason} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  );
}
