import type { Workspace } from "../../api/schema";
import { MessageField } from "./MessageField";
import { SaveBar } from "./SaveBar";
import { Block, SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";
import { Templates } from "./Templates";
import { useWorkspaceForm } from "./useWorkspaceForm";

export default function MessagesPage() {
  return (
    <SettingsPage>
      {(workspace) => (
        <div className={styles.form}>
          <Messages workspace={workspace} />
          <Templates />
        </div>
      )}
    </SettingsPage>
  );
}

const pick = ({ welcomeMessage, invitationText }: Workspace) => ({ welcomeMessage, invitationText });

function Messages({ workspace }: { workspace: Workspace }) {
  const form = useWorkspaceForm(workspace, pick, (changes) => changes);
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
      <Block title="Welcome message" intro="Greets each new client in the portal, in the name of their lead.">
        <MessageField
          label="Welcome message"
          value={values.welcomeMessage}
          onChange={(text) => set("welcomeMessage", text)}
          error={errors.welcomeMessage}
        />
      </Block>
      <Block
        title="Invitation text"
        intro="The words of the invitation mail. The portal’s link, the code and how to set a password always follow it."
      >
        <MessageField
          label="Invitation text"
          value={values.invitationText}
          onChange={(text) => set("invitationText", text)}
          error={errors.invitationText}
        />
      </Block>
      <SaveBar form={form} />
    </form>
  );
}
