import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiError, call } from "../../api/client";
import type { InvitationTemplate } from "../../api/schema";
import { Drawer } from "../../ui/Drawer";
import { Field, Input } from "../../ui/Field";
import { SaveButton } from "../../ui/SaveButton";
import { ErrorNotice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { templatesQuery } from "../data/queries";
import { MessageField } from "./MessageField";
import styles from "./settings.module.css";

export type TemplateDrawerProps = { template?: InvitationTemplate; onClose: () => void };

/** Makes an invitation template, or edits one (I01). */
export default function TemplateDrawer({ template, onClose }: TemplateDrawerProps) {
  const queries = useQueryClient();
  const name = useRef<HTMLInputElement>(null);
  // An edit is made on the version that was opened, whatever has been read since.
  const form = useForm({
    name: template?.name ?? "",
    subject: template?.subject ?? "",
    body: template?.body ?? "",
  });
  const { values, errors, set } = form;

  async function save() {
    const done = await form.submit(async () => {
      const typed = { name: values.name.trim(), subject: values.subject.trim(), body: values.body.trim() };
      try {
        if (template) {
          const changed = Object.keys(form.changes()) as (keyof typeof typed)[];
          await call("invitation-templates-update", {
            params: { id: template.id },
            body: Object.fromEntries(changed.map((key) => [key, typed[key]])),
            ifMatch: template.version,
          });
        } else {
          await call("invitation-templates-create", { body: { ...typed, subject: typed.subject || undefined } });
        }
      } catch (error) {
        if (error instanceof ApiError && error.code === "version_conflict")
          void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
        throw error;
      }
    });
    if (!done) return;
    void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
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
      <ErrorNotice error={form.problem} />
    </Drawer>
  );
}
