import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { Permission, Role } from "../../api/schema";
import { Button } from "../../ui/Button";
import { Drawer } from "../../ui/Drawer";
import { Checkbox, Field, Input } from "../../ui/Field";
import { ErrorNotice, Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { permissionGroups } from "../data/access";
import { rolesQuery, teamQuery } from "../data/queries";
import styles from "./team.module.css";

/** What a role lets people do; built-in ones can be read only. */
export default function RoleDrawer({ role, reason, onClose }: { role?: Role; reason?: string; onClose: () => void }) {
  const queries = useQueryClient();
  const version = useQuery(rolesQuery).data?.version;
  const name = useRef<HTMLInputElement>(null);
  const form = useForm({ name: role?.name ?? "", permissions: role?.permissions ?? ([] as Permission[]) });
  const { values, errors, set } = form;
  const fixed = role?.builtIn ? "Built-in roles cannot be changed. Make a role of your own in its place." : reason;

  function toggle(permission: Permission, on: boolean) {
    set(
      "permissions",
      on ? [...values.permissions, permission] : values.permissions.filter((one) => one !== permission),
    );
  }

  async function save() {
    if (fixed) return;
    const done = await form.submit(() =>
      role
        ? call("roles-update", { params: { id: role.id }, body: form.changes(), ifMatch: version })
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
      footer={
        fixed ? undefined : (
          <Button
            variant="primary"
            type="submit"
            busy={form.busy}
            reason={role && !form.dirty ? "Nothing has changed" : undefined}
          >
            {role ? "Save changes" : "Create role"}
          </Button>
        )
      }
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
      {permissionGroups.map((group) => (
        <fieldset key={group.title} className={styles.group}>
          <legend>{group.title}</legend>
          {group.permissions.map(({ id, label, explain }) => (
            <Checkbox
              key={id}
              label={label}
              hint={explain}
              checked={values.permissions.includes(id)}
              disabled={Boolean(fixed)}
              onChange={(on) => toggle(id, on)}
            />
          ))}
        </fieldset>
      ))}
      {errors.permissions && (
        <Notice tone="bad" alert>
          <p>{errors.permissions}</p>
        </Notice>
      )}
      <ErrorNotice error={form.problem} />
    </Drawer>
  );
}
