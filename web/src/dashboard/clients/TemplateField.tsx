import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { templatesQuery, workspaceQuery } from "../data/queries";
import styles from "./newClient.module.css";

/** Stands for the workspace's own invitation text. */
const own = "own";

export type TemplateFieldProps = {
  value: string | undefined;
  onChange: (templateId: string | undefined) => void;
  /** Whom the mail greets; the placeholder stands while nobody has said. */
  givenName: string;
};

/** The words of an invitation: a template, or the workspace's own text (I01). Nothing to choose, nothing shown. */
export default function TemplateField({ value, onChange, givenName }: TemplateFieldProps) {
  const { brandName } = useSession().workspace;
  const templates = useQuery(templatesQuery).data?.data ?? [];
  const ownText = useQuery(workspaceQuery).data?.invitationText ?? "";
  if (templates.length === 0) return null;
  const chosen = templates.find(({ id }) => id === value);
  const text = filled(chosen?.body ?? ownText, givenName, brandName);
  return (
    <Field label="Text of the invitation">
      <Select
        value={chosen?.id ?? own}
        onChange={(id) => onChange(id === own ? undefined : id)}
        options={[
          { value: own, label: "The usual text" },
          ...templates.map(({ id, name, subject }) => ({ value: id, label: name, hint: subject || undefined })),
        ]}
      />
      {text && <p className={styles.preview}>{text}</p>}
    </Field>
  );
}

/** A text about as its reader will have it: names filled in, without Markdown's marks and empty lines. */
export function filled(text: string, givenName: string, brandName: string): string {
  return text
    .replaceAll("{{givenName}}", givenName || "{{givenName}}")
    .replaceAll("{{brandName}}", brandName)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|__|^#+ /gm, "")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
