import { useState } from "react";
import { call } from "../../api/client";
import { useSession, useSignOut } from "../../session";
import { Button } from "../../ui/Button";
import { Field, Input } from "../../ui/Field";
import { ErrorNotice, Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { Block } from "../settings/SettingsPage";
import styles from "../settings/settings.module.css";
import { askSignOutEverywhere } from "../shell/menus";
import { Page } from "../shell/Page";

/** One's own account (S04). */
export default function AccountPage() {
  const me = useSession();
  const signOut = useSignOut();
  return (
    <Page title="Your account">
      <div className={styles.form}>
        <Block title="Email" intro={`You sign in as ${me.email}.`}>
          <EmailForm />
        </Block>
        <Block title="Password" intro="At least 10 characters. A sentence is easier to remember than a puzzle.">
          <PasswordForm email={me.email} />
        </Block>
        <Block title="Sessions" intro="Left a computer signed in, or lost a phone?">
          <div>
            <Button onClick={() => askSignOutEverywhere(() => signOut(true))}>Sign out everywhere</Button>
          </div>
        </Block>
      </div>
    </Page>
  );
}

function PasswordForm({ email }: { email: string }) {
  const form = useForm({ currentPassword: "", newPassword: "" });
  const { values, errors, set } = form;
  async function save() {
    const done = await form.submit(() => call("passwords-change", { body: values }));
    if (!done) return;
    form.reset({ currentPassword: "", newPassword: "" });
    toast("Password changed");
  }
  return (
    <form
      noValidate
      className={styles.blockBody}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={errors.currentPassword}>
        <Input
          type="password"
          autoComplete="current-password"
          value={values.currentPassword}
          onChange={(event) => set("currentPassword", event.target.value)}
        />
      </Field>
      <Field label="New password" error={errors.newPassword}>
        <Input
          type="password"
          autoComplete="new-password"
          value={values.newPassword}
          onChange={(event) => set("newPassword", event.target.value)}
        />
      </Field>
      <ErrorNotice error={form.problem} />
      <div>
        <Button type="submit" busy={form.busy} reason={form.dirty ? undefined : "Fill in both fields"}>
          Change password
        </Button>
      </div>
    </form>
  );
}

function EmailForm() {
  const form = useForm({ email: "", password: "" });
  const { values, errors, set } = form;
  const [sentTo, setSentTo] = useState<string>();
  async function save() {
    const done = await form.submit(() =>
      call("email-changes-create", { body: { email: values.email.trim(), password: values.password } }),
    );
    if (!done) return;
    setSentTo(values.email.trim());
    form.reset({ email: "", password: "" });
  }
  return (
    <form
      noValidate
      className={styles.blockBody}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {sentTo && (
        <Notice tone="ok">
          <p>
            A mail is on its way to <strong>{sentTo}</strong>. Open its link to confirm the address; until then you sign
            in with the old one.
          </p>
        </Notice>
      )}
      <Field label="New email" error={errors.email}>
        <Input
          type="email"
          autoComplete="email"
          value={values.email}
          onChange={(event) => set("email", event.target.value)}
        />
      </Field>
      <Field label="Your password" hint="To be sure that it is you." error={errors.password}>
        <Input
          type="password"
          autoComplete="current-password"
          value={values.password}
          onChange={(event) => set("password", event.target.value)}
        />
      </Field>
      <ErrorNotice error={form.problem} />
      <div>
        <Button type="submit" busy={form.busy} reason={form.dirty ? undefined : "Fill in both fields"}>
          Change email
        </Button>
      </div>
    </form>
  );
}
