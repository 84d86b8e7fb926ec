import { useRef } from "react";
import type { Workspace } from "../../api/schema";
import { Field, Textarea } from "../../ui/Field";
import { SaveBar } from "./SaveBar";
import { Block, SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";
import { useWorkspaceForm } from "./useWorkspaceForm";

export default function MessagesPage() {
  return <SettingsPage>{(workspace) => <Messages workspace={workspace} />}</SettingsPage>;
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
      <SaveBar
        dirty={form.dirty}
        busy={form.busy}
        problem={form.problem}
        onSave={() => undefined}
        onDiscard={() => form.reset()}
      />
    </form>
  );
}

const placeholders = [
  { text: "{{givenName}}", what: "the client’s first name" },
  { text: "{{brandName}}", what: "your brand name" },
];

function MessageField({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error?: string;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  function insert(text: string) {
    const element = area.current;
    // A field that nobody has worked in yet has its cursor at the start; the end is meant.
    const used = element && (element.selectionStart > 0 || element.selectionEnd > 0);
    const [start, end] = used ? [element.selectionStart, element.selectionEnd] : [value.length, value.length];
    onChange(value.slice(0, start) + text + value.slice(end));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(start + text.length, start + text.length);
    });
  }
  return (
    <div className={styles.message}>
      <Field
        label={label}
        error={error}
        hint="Markdown: **bold**, *italic*, [a link](https://example.com), lists with a dash."
      >
        <Textarea ref={area} rows={8} value={value} onChange={(event) => onChange(event.target.value)} />
      </Field>
      <p className={styles.placeholders}>
        Insert
        {placeholders.map(({ text, what }) => (
          <button key={text} type="button" data-tip={`Becomes ${what}`} onClick={() => insert(text)}>
            {text}
          </button>
        ))}
      </p>
    </div>
  );
}
