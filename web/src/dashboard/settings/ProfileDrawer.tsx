import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { ClientPermission, ClientProfile } from "../../api/schema";
import { Button } from "../../ui/Button";
import { Drawer } from "../../ui/Drawer";
import { Checkbox, Field, Input, Switch } from "../../ui/Field";
import { ErrorNotice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { clientPermissions } from "../data/profiles";
import { profilesQuery } from "../data/queries";
import styles from "./fields.module.css";

export type ProfileDrawerProps = { profile?: ClientProfile; onClose: () => void };

/** What a client profile grants, and whether it is the default. */
export default function ProfileDrawer({ profile, onClose }: ProfileDrawerProps) {
  const queries = useQueryClient();
  const version = useQuery(profilesQuery).data?.version;
  const name = useRef<HTMLInputElement>(null);
  const form = useForm({
    name: profile?.name ?? "",
    permissions: profile?.permissions ?? ([] as ClientPermission[]),
    isDefault: profile?.isDefault ?? false,
  });
  const { values, errors, set } = form;

  function toggle(permission: ClientPermission, on: boolean) {
    const others = values.permissions.filter((one) => one !== permission);
    set("permissions", on ? [...others, permission] : others);
  }

  async function save() {
    const done = await form.submit(() =>
      profile
        ? call("client-profiles-update", { params: { id: profile.id }, body: form.changes(), ifMatch: version })
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
        <Button
          variant="primary"
          type="submit"
          busy={form.busy}
          reason={profile && !form.dirty ? "Nothing has changed" : undefined}
        >
          {profile ? "Save changes" : "Create profile"}
        </Button>
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
      {clientPermissions.map((group) => (
        <fieldset key={group.title} className={styles.group}>
          <legend>{group.title}</legend>
          {group.permissions.map(({ id, label }) => (
            <Checkbox
              key={id}
              label={label}
              checked={values.permissions.includes(id)}
              onChange={(on) => toggle(id, on)}
            />
          ))}
        </fieldset>
      ))}
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
      <ErrorNotice error={form.problem} />
    </Drawer>
  );
}
