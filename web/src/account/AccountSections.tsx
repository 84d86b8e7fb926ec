import { useState } from "react";
import { call } from "../api/client";
import { base } from "../base";
import { useSession, useSignOut } from "../session";
import { Avatar, fullName } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Field, Input } from "../ui/Field";
import { CheckIcon } from "../ui/icons";
import { ErrorNotice, Notice } from "../ui/states";
import { useForm } from "../ui/useForm";
import styles from "./account.module.css";

/** What everyone may do with their own account, client or team (S04). */
export function AccountSections() {
  return (
    <div className={styles.sections}>
      <Who />
      <Email />
      <Password />
      <Sessions />
    </div>
  );
}

function Who() {
  const me = useSession();
  return (
    <section className={styles.who} aria-label="You">
      <Avatar id={me.id} name={fullName(me)} size={48} />
      <div>
        <p className={styles.name}>{fullName(me)}</p>
        <p className={styles.quiet}>{me.email}</p>
      </div>
    </section>
  );
}

function Email() {
  const me = useSession();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({ email: "", password: "" });

  async function change(event: { preventDefault: () => void }) {
    event.preventDefault();
    const email = form.values.email.trim();
    if (!email.includes("@")) return form.fail("email", "Enter a full email address, like name@company.com.");
    if (!form.values.password) return form.fail("password", "Enter your password.");
    const { password } = form.values;
    if (!(await form.submit(() => call("email-changes-create", { body: { email, password } })))) return;
    setSentTo(email);
    form.reset();
  }

  return (
    <section className={styles.section} aria-labelledby="account-email">
      <div>
        <h2 id="account-email">Email</h2>
        <p className={styles.quiet}>
          You sign in with {me.email}. A new one counts once you confirm it there; then you sign in again.
        </p>
      </div>
      <form className={styles.form} noValidate onSubmit={change}>
        {sentTo && (
          <Notice tone="ok" icon={CheckIcon}>
            If {sentTo} can be used, a link and a code are on their way to it. Open the link, or{" "}
            <a href={`${base}/confirm-email`}>enter the code</a>.
          </Notice>
        )}
        <Field label="New email" error={form.errors.email}>
          <Input
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            value={form.values.email}
            onChange={(event) => form.set("email", event.target.value)}
          />
        </Field>
        <Field label="Your password" error={form.errors.password}>
          <Input
            type="password"
            autoComplete="current-password"
            value={form.values.password}
            onChange={(event) => form.set("password", event.target.value)}
          />
        </Field>
        <ErrorNotice error={form.problem} />
        <div>
          <Button type="submit" busy={form.busy}>
            Change email
          </Button>
        </div>
      </form>
    </section>
  );
}

const shortest = 10;

function Password() {
  const me = useSession();
  const [changed, setChanged] = useState(false);
  const form = useForm({ currentPassword: "", newPassword: "" });

  async function change(event: { preventDefault: () => void }) {
    event.preventDefault();
    setChanged(false);
    const { currentPassword, newPassword } = form.values;
    if (!currentPassword) return form.fail("currentPassword", "Enter your current password.");
    if (newPassword.length < shortest) return form.fail("newPassword", `Use at least ${shortest} characters.`);
    const done = await form.submit(() => call("passwords-change", { body: { currentPassword, newPassword } }));
    if (!done) return;
    setChanged(true);
    form.reset();
  }

  return (
    <section className={styles.section} aria-labelledby="account-password">
      <div>
        <h2 id="account-password">Password</h2>
        <p className={styles.quiet}>At least {shortest} characters. A few words work well.</p>
      </div>
      <form className={styles.form} noValidate onSubmit={change}>
        {changed && (
          <Notice tone="ok" icon={CheckIcon}>
            Your password is changed. Other devices are signed out.
          </Notice>
        )}
        {/* For password managers: whose password it is. */}
        <input
          className="vh"
          type="email"
          autoComplete="username"
          value={me.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field label="Current password" error={form.errors.currentPassword}>
          <Input
            type="password"
            autoComplete="current-password"
            value={form.values.currentPassword}
            onChange={(event) => form.set("currentPassword", event.target.value)}
          />
        </Field>
        <Field label="New password" error={form.errors.newPassword}>
          <Input
            type="password"
            autoComplete="new-password"
            value={form.values.newPassword}
            onChange={(event) => form.set("newPassword", event.target.value)}
          />
        </Field>
        <ErrorNotice error={form.problem} />
        <div>
          <Button type="submit" busy={form.busy}>
            Change password
          </Button>
        </div>
      </form>
    </section>
  );
}

function Sessions() {
  const signOut = useSignOut();
  const [leaving, setLeaving] = useState<"here" | "everywhere">();
  const [error, setError] = useState<unknown>();

  async function leave(how: "here" | "everywhere") {
    setLeaving(how);
    setError(undefined);
    try {
      await signOut(how === "everywhere");
    } catch (failure) {
      setError(failure);
      setLeaving(undefined);
    }
  }

  return (
    <section className={styles.section} aria-labelledby="account-sessions">
      <div>
        <h2 id="account-sessions">Signed in</h2>
        <p className={styles.quiet}>Signing out everywhere ends your sessions on all devices, this one included.</p>
      </div>
      <div className={styles.form}>
        <div className={styles.actions}>
          <Button busy={leaving === "here"} onClick={() => void leave("here")}>
            Sign out
          </Button>
          <Button variant="danger" busy={leaving === "everywhere"} onClick={() => void leave("everywhere")}>
            Sign out everywhere
          </Button>
        </div>
        <ErrorNotice error={error} />
      </div>
    </section>
  );
}
