import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { Role } from "../../api/schema";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { Drawer } from "../../ui/Drawer";
import { Field, Input, RadioCards } from "../../ui/Field";
import { ErrorNotice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { type CompanyWords, permissionLabel } from "../data/access";
import { rolesQuery, teamQuery } from "../data/queries";

/** I09: a colleague is invited with a role, the same way as a client. */
export default function InviteDrawer({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const { workspace } = useSession();
  const roles = useQuery(rolesQuery).data?.data ?? [];
  const name = useRef<HTMLInputElement>(null);
  const form = useForm({ name: "", givenName: undefined, familyName: undefined, email: "", role: "member" });
  const { values, errors, set } = form;

  async function send() {
    const done = await form.submit(() =>
      call("internal-users-create", {
        body: { name: values.name.trim(), email: values.email.trim(), role: values.role },
      }),
    );
    if (!done) return;
    void queries.invalidateQueries({ queryKey: teamQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ["invitations"] });
    toast(`Invitation sent to ${values.email.trim()}`);
    onClose();
  }

  return (
    <Drawer
      title="Invite to the team"
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={name}
      onSubmit={() => void send()}
      footer={
        <Button variant="primary" type="submit" busy={form.busy}>
          Send invitation
        </Button>
      }
    >
      <Field label="Full name" error={errors.name ?? errors.givenName ?? errors.familyName}>
        <Input
          ref={name}
          autoComplete="off"
          value={values.name}
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      <Field label="Email" error={errors.email} hint="They get a link to set a password. It works for them only.">
        <Input
          type="email"
          autoComplete="off"
          spellCheck={false}
          value={values.email}
          onChange={(event) => set("email", event.target.value)}
        />
      </Field>
      <RadioCards
        label="Role"
        name="role"
        value={values.role}
        onChange={(role) => set("role", role)}
        error={errors.role}
        choices={roles.map((role) => ({ value: role.id, label: role.name, hint: roleHint(role, workspace) }))}
      />
      <ErrorNotice error={form.problem} />
    </Drawer>
  );
}

function roleHint(role: Pick<Role, "id" | "permissions">, words: CompanyWords): string {
  if (role.id === "admin") return "May do everything and sees every client.";
  if (role.permissions.length === 0) return "May sign in; no permissions yet.";
  const shown = role.permissions.slice(0, 4).map((permission) => permissionLabel(permission, words).toLowerCase());
  const rest = role.permissions.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`.replace(/^./, (first) => first.toUpperCase());
}
