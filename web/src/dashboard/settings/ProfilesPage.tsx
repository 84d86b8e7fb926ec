import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ClientProfile } from "../../api/schema";
import { later } from "../../later";
import { Button } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons";
import { Pill } from "../../ui/StatusPill";
import { ErrorState } from "../../ui/states";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { allClientPermissions } from "../data/profiles";
import { profilesQuery } from "../data/queries";
import styles from "./fields.module.css";
import type { ProfileDrawerProps } from "./ProfileDrawer";
import { SettingsPage } from "./SettingsPage";

const ProfileDrawer = later<ProfileDrawerProps>(() => import("./ProfileDrawer"));

/** What clients may do in the portal, in named sets of which one is the default (A07). */
export default function ProfilesPage() {
  const profiles = useQuery(profilesQuery);
  const [open, setOpen] = useState<ClientProfile | "new">();
  return (
    <SettingsPage
      actions={
        <Button
          variant="primary"
          icon={PlusIcon}
          onPointerEnter={() => void ProfileDrawer.preload()}
          onClick={() => setOpen("new")}
        >
          New profile
        </Button>
      }
    >
      {() => (
        <div className={styles.body}>
          <p className={styles.intro}>
            A profile says what a client may do in the portal. Clients without one of their own have the default
            profile, and a change holds from their very next click.
          </p>
          {profiles.isPending ? (
            <TableSkeleton label="Loading the client profiles" />
          ) : profiles.isLoadingError ? (
            <ErrorState error={profiles.error} onRetry={() => void profiles.refetch()} />
          ) : (
            <Table label="Client profiles" columns={["Profile", "Permissions", "Actions"]}>
              {profiles.data.data.map((profile) => (
                <tr key={profile.id}>
                  <td>
                    <span className={table.person}>
                      <button type="button" className={table.name} onClick={() => setOpen(profile)}>
                        {profile.name}
                      </button>
                      {profile.isDefault && (
                        <Pill tone="mute" plain>
                          Default
                        </Pill>
                      )}
                    </span>
                  </td>
                  <td className={table.soft} data-label="Permissions">
                    {profile.permissions.length === allClientPermissions.length
                      ? "All"
                      : `${profile.permissions.length} of ${allClientPermissions.length}`}
                  </td>
                  <td>
                    <Button
                      variant="quiet"
                      size="s"
                      aria-label={`Edit ${profile.name}`}
                      onClick={() => setOpen(profile)}
                    >
                      Edit
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          )}
          {open && <ProfileDrawer profile={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
        </div>
      )}
    </SettingsPage>
  );
}
