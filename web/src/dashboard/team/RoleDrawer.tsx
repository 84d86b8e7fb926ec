import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { call } from "../../api/client";
import type { Permission, Role } from "../../api/schema";
import { useSession } from "../../session";
import { Drawer } from "../../ui/Drawer";
import { Field, Input } from "../../ui/Field";
import { SaveButton } from "../../ui/SaveButton";
import { Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { permissionGroups, permissionLabel } from "../data/access";
import { rolesQuery, teamQuery } from "../data/queries";
import { grantDifferences, useListedForm } from "../data/useListedForm";
import { PermissionGroups } from "./PermissionGroups";

const pick = (role?: Role) => ({ name: role?.name ?? "", permissions: role?.permissions ?? ([] as Permission[]) });

type Values = ReturnType<typeof pick>;

/** What a role lets people do; built-in ones can be read only. */
export default function RoleDrawer({ role, reason, onClose }: { role?: Role; reason?: string; onClose: () => void }) {
  const queries = useQueryClient();
  const me = useSession();
  const version = useQuery(rolesQuery).data?.version;
  const name = useRef<HTMLInputElement>(null);
  const differences = (before: Values, after: Values) =>
    grantDifferences(before, after, (permission) => permissionLabel(permission, me.workspace));
  const reread = () => queries.fetchQuery({ ...rolesQuery, staleTime: 0 });
  const form = useListedForm({ record: role, version, pick, reread, differences });
  const { values, errors, set } = form;
  // A permission that goes later is the server's to speak of: what was changed stays.
  const [closed] = useState(reason);
  const fixed = role?.builtIn ? "Built-in roles cannot be changed. Make a role of your own in its place." : closed;

  async function save() {
    if (fixed) return;
    const done = await form.save((opened) =>
      role
        ? call("roles-update", { params: { id: role.id }, body: form.changes(), ifMatch: opened })
        : call("roles-create", { body: { name: values.name.trim(), permissions: values.permissions } }),
    );
    if (!done) return void queries.invalidateQueries({ queryKey: rolesQuery.queryKey });
    void queries.invalidateQueries({ queryKey: rolesQuery.queryKey });
    void queries.invalidateQueries({ queryKey: teamQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ["session"] });
    toast(role ? `${values.name} saved. It holds from everyone’s next click.` : `${values.name} added`);
    onClose();
  }

  return (
    <Drawer
      title={role ? role.name : "New role"}
      wide
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={fixed ? undefined : name}
      onSubmit={() => void save()}
      footer={fixed ? undefined : <SaveButton form={form} edits={Boolean(role)} create="Create role" />}
    >
      {fixed && (
        <Notice tone="mute">
          <p>{fixed}</p>
        </Notice>
      )}
      {!fixed && (
        <Field label="Name" error={errors.name}>
          <Input
            ref={name}
            value={values.name}
            autoComplete="off"
            placeholder="For example Bookkeeper"
            onChange={(event) => set("name", event.target.value)}
          />
        </Field>
      )}
      <PermissionGroups
        groups={permissionGroups(me.workspace)}
        chosen={values.permissions}
        disabled={Boolean(fixed)}
        onChange={(permissions) => set("permissions", permissions)}
      />
      {errors.permissions && (
        <Notice tone="bad" alert>
          <p>{errors.permissions}</p>
        </Notice>
      )}
      {form.notice}
    </Drawer>
  );
}
