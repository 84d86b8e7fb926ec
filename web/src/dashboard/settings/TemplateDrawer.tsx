import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { InvitationTemplate } from "../../api/schema";
import { Drawer } from "../../ui/Drawer";
import { Field, Input } from "../../ui/Field";
import { SaveButton } from "../../ui/SaveButton";
import { toast } from "../../ui/toast";
import { templatesQuery } from "../data/queries";
import { textDifferences, useVersionedForm } from "../data/useVersionedForm";
import { MessageField } from "./MessageField";
import styles from "./settings.module.css";

export type TemplateDrawerProps = { template?: InvitationTemplate; onClose: () => void };

const pick = (template?: InvitationTemplate) => ({
  name: template?.name ?? "",
  subject: template?.subject ?? "",
  body: template?.body ?? "",
});

type Values = ReturnType<typeof pick>;

const differences = (before: Values, after: Values) =>
  textDifferences(before, after, { name: "name", subject: "subject", body: "text" });

/** Makes an invitation template, or edits one (I01). */
export default function TemplateDrawer({ template, onClose }: TemplateDrawerProps) {
  const queries = useQueryClient();
  const name = useRef<HTMLInputElement>(null);
  const reread = async () => {
    const { data } = await queries.fetchQuery({ ...templatesQuery, staleTime: 0 });
    const record = data.find(({ id }) => id === template?.id);
    return { record, version: record?.version ?? 0 };
  };
  const form = useVersionedForm({ record: template, version: template?.version, pick, reread, differences });
  const { values, errors, set } = form;

  async function save() {
    const typed = { name: values.name.trim(), subject: values.subject.trim(), body: values.body.trim() };
    const changed = Object.keys(form.changes()) as (keyof Values)[];
    const done = await form.save((opened) =>
      template
        ? call("invitation-templates-update", {
            params: { id: template.id },
            body: Object.fromEntries(changed.map((key) => [key, typed[key]])),
            ifMatch: opened,
          })
        : call("invitation-templates-create", { body: { ...typed, subject: typed.subject || undefined } }),
    );
    void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
    if (!done) return;
    toast(template ? `${values.name.trim()} saved` : `${values.name.trim()} can now be chosen when inviting`);
    onClose();
  }

  return (
    <Drawer
      title={template ? template.name : "New invitation template"}
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={name}
      wide
      onSubmit={() => void save()}
      footer={<SaveButton form={form} edits={Boolean(template)} create="Create template" />}
    >
      <Field label="Name" error={errors.name} hint="Only your team sees it, when choosing a template.">
        <Input
          ref={name}
          value={values.name}
          autoComplete="off"
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      <Field label="Subject" optional error={errors.subject} hint="Left empty, the mail has the usual subject.">
        <Input value={values.subject} autoComplete="off" onChange={(event) => set("subject", event.target.value)} />
      </Field>
      <MessageField
        label="Text"
        rows={12}
        explain
        value={values.body}
        onChange={(body) => set("body", body)}
        error={errors.body}
      />
      <p className={styles.hint}>The portal’s link, the code and how to set a password always follow the text.</p>
      {form.notice}
    </Drawer>
  );
}
