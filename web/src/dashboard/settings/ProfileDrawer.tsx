import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { ClientPermission, ClientProfile } from "../../api/schema";
import { Button } from "../../ui/Button";
import { Drawer } from "../../ui/Drawer";
import { Field, Input, Switch } from "../../ui/Field";
import { TrashIcon } from "../../ui/icons";
import { SaveButton } from "../../ui/SaveButton";
import { toast } from "../../ui/toast";
import { askToRemoveProfile, clientPermissions } from "../data/profiles";
import { profilesQuery } from "../data/queries";
import { grantDifferences, useListedForm } from "../data/useListedForm";
import { PermissionGroups } from "../team/PermissionGroups";
import styles from "./fields.module.css";

export type ProfileDrawerProps = { profile?: ClientProfile; onClose: () => void };

const pick = (profile?: ClientProfile) => ({
  name: profile?.name ?? "",
  permissions: profile?.permissions ?? ([] as ClientPermission[]),
  isDefault: profile?.isDefault ?? false,
});

type Values = ReturnType<typeof pick>;

const labels = new Map(clientPermissions.flatMap((group) => group.permissions).map(({ id, label }) => [id, label]));

const differences = (before: Values, after: Values): string[] => [
  ...grantDifferences(before, after, (permission) => labels.get(permission) ?? permission),
  ...(before.isDefault === after.isDefault ? [] : [`It is ${after.isDefault ? "now" : "no longer"} the default.`]),
];

/** What a client profile grants, and whether it is the default; all but the default can be removed. */
export default function ProfileDrawer({ profile, onClose }: ProfileDrawerProps) {
  const queries = useQueryClient();
  const version = useQuery(profilesQuery).data?.version;
  const name = useRef<HTMLInputElement>(null);
  const reread = () => queries.fetchQuery({ ...profilesQuery, staleTime: 0 });
  const form = useListedForm({ record: profile, version, pick, reread, differences });
  const { values, errors, set } = form;

  async function save() {
    const done = await form.save((opened) =>
      profile
        ? call("client-profiles-update", { params: { id: profile.id }, body: form.changes(), ifMatch: opened })
        : call("client-profiles-create", { body: { name: values.name.trim(), permissions: values.permissions } }),
    );
    void queries.invalidateQueries({ queryKey: profilesQuery.queryKey });
    if (!done) return;
    toast(profile ? `${values.name} saved. It holds from their next click.` : `${values.name.trim()} added`);
    onClose();
  }

  return (
    <Drawer
      title={profile ? profile.name : "New client profile"}
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={name}
      onSubmit={() => void save()}
      footer={
        <>
          {profile && (
            <span className={styles.remove}>
              <Button
                variant="quiet"
                icon={TrashIcon}
                reason={
                  profile.isDefault ? "This is the default profile. Make another one the default first." : undefined
                }
                onClick={() => askToRemoveProfile(queries, profile, onClose)}
              >
                Remove profile
              </Button>
            </span>
          )}
          <SaveButton form={form} edits={Boolean(profile)} create="Create profile" />
        </>
      }
    >
      <Field label="Name" error={errors.name} hint="Only your team sees it.">
        <Input
          ref={name}
          value={values.name}
          autoComplete="off"
          placeholder="For example Read only"
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      <PermissionGroups
        groups={clientPermissions}
        chosen={values.permissions}
        onChange={(permissions) => set("permissions", permissions)}
      />
      {profile && (
        <Switch
          label="Default profile"
          hint="For all clients who have no profile of their own."
          reason={
            profile.isDefault ? "One profile is always the default. Make another one the default instead." : undefined
          }
          checked={values.isDefault}
          onChange={(on) => set("isDefault", on)}
        />
      )}
      {form.notice}
    </Drawer>
  );
}
