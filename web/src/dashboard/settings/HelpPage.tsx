import type { Workspace } from "../../api/schema";
import { Field, Input } from "../../ui/Field";
import { SaveBar } from "./SaveBar";
import { Block, SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";
import { useWorkspaceForm } from "./useWorkspaceForm";

export default function HelpPage() {
  return <SettingsPage>{(workspace) => <HelpForm workspace={workspace} />}</SettingsPage>;
}

const pick = ({ help }: Workspace) => ({
  email: help.email ?? "",
  phone: help.phone ?? "",
  bookingUrl: help.bookingUrl ?? "",
});

/** W11: how clients reach the firm; the portal shows what is filled in. */
function HelpForm({ workspace }: { workspace: Workspace }) {
  const form = useWorkspaceForm(workspace, pick, (_, { email, phone, bookingUrl }) => ({
    help: {
      email: email.trim() || undefined,
      phone: phone.trim() || undefined,
      bookingUrl: bookingUrl.trim() || undefined,
    },
  }));
  const { values, errors, set } = form;
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <Block
        title="How clients reach you"
        intro="The portal and the sign-in pages show what you fill in, so that nobody is stuck."
      >
        <Field label="Email" optional error={errors.email}>
          <Input type="email" value={values.email} onChange={(event) => set("email", event.target.value)} />
        </Field>
        <Field label="Phone" optional error={errors.phone}>
          <Input type="tel" value={values.phone} onChange={(event) => set("phone", event.target.value)} />
        </Field>
        <Field
          label="Page to book a call"
          optional
          hint="A full address that begins with https://"
          error={errors.bookingUrl}
        >
          <Input
            type="url"
            value={values.bookingUrl}
            placeholder="https://"
            onChange={(event) => set("bookingUrl", event.target.value)}
          />
        </Field>
      </Block>
      <SaveBar form={form} />
    </form>
  );
}
