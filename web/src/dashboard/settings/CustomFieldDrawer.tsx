import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { CustomField } from "../../api/schema";
import { ask } from "../../ui/ask";
import { Button } from "../../ui/Button";
import { Drawer } from "../../ui/Drawer";
import { Field, Input } from "../../ui/Field";
import { TrashIcon } from "../../ui/icons";
import { SaveButton } from "../../ui/SaveButton";
import { Select } from "../../ui/Select";
import { toast } from "../../ui/toast";
import { type FieldType, fieldTypes, hasOptions, typeLabel } from "../data/fields";
import { customFieldsQuery } from "../data/queries";
import { quoted, useListedForm } from "../data/useListedForm";
import styles from "./fields.module.css";
import { type OptionDraft, Options, optionDraft } from "./Options";

export type CustomFieldDrawerProps = { field?: CustomField; onClose: () => void };

const pick = (field?: CustomField) => ({
  name: field?.name ?? "",
  type: field?.type ?? ("text" as FieldType),
  options: field?.options.map((option): OptionDraft => ({ key: option.id, ...option })) ?? [
    optionDraft(),
    optionDraft(),
  ],
});

type Values = ReturnType<typeof pick>;

function differences(before: Values, after: Values): string[] {
  const labels = ({ options }: Values) => options.map(({ label }) => label);
  return [
    ...(before.name === after.name ? [] : [`Its name is now “${after.name}”.`]),
    ...(labels(before).join("\n") === labels(after).join("\n")
      ? []
      : [`Its options are now ${quoted(labels(after))}.`]),
  ];
}

/** Defines a custom field, or changes one: its name and options, never its key or type. */
export default function CustomFieldDrawer({ field, onClose }: CustomFieldDrawerProps) {
  const queries = useQueryClient();
  const version = useQuery(customFieldsQuery).data?.version;
  const name = useRef<HTMLInputElement>(null);
  const reread = () => queries.fetchQuery({ ...customFieldsQuery, staleTime: 0 });
  const form = useListedForm({ record: field, version, pick, reread, differences });
  const { values, errors, set } = form;
  const typedName = values.name.trim();
  const filled = values.options.filter(({ label }) => label.trim());

  async function send() {
    const changed = form.changes();
    const options = filled.map(({ id, label }) => ({ id, label: label.trim() }));
    const done = await form.save((opened) =>
      field
        ? call("custom-fields-update", {
            params: { id: field.id },
            body: {
              ...(changed.name !== undefined && { name: typedName }),
              ...(changed.options !== undefined && { options }),
            },
            ifMatch: opened,
          })
        : call("custom-fields-create", {
            body: {
              name: typedName,
              type: values.type,
              options: hasOptions(values.type) ? options.map(({ label }) => ({ label })) : undefined,
            },
          }),
    );
    refresh(queries);
    if (!done) return;
    toast(field ? `${typedName} saved` : `${typedName} added`);
    onClose();
  }

  /** Options that clients may have are not removed in passing. */
  function save() {
    const removed = field
      ? form.start.options.filter(({ id }) => !filled.some((one) => one.id === id)).map(({ label }) => label)
      : [];
    if (removed.length === 0) return void send();
    ask({
      title: removed.length === 1 ? `Remove the option ${quoted(removed)}?` : `Remove ${removed.length} options?`,
      body: `${quoted(removed)} ${removed.length === 1 ? "goes" : "go"} from the page of every client who has ${removed.length === 1 ? "it" : "one of them"}.`,
      confirm: "Remove and save",
      danger: true,
      run: send,
    });
  }

  return (
    <Drawer
      title={field ? field.name : "New custom field"}
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={name}
      onSubmit={save}
      footer={
        <>
          {field && (
            <span className={styles.remove}>
              <Button variant="quiet" icon={TrashIcon} onClick={() => remove(queries, field, version, onClose)}>
                Remove
              </Button>
            </span>
          )}
          <SaveButton form={form} edits={Boolean(field)} create="Create field" />
        </>
      }
    >
      <Field label="Name" error={errors.name}>
        <Input
          ref={name}
          value={values.name}
          autoComplete="off"
          placeholder="For example Tax number"
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      {field ? (
        <p className={styles.intro}>
          {typeLabel(field.type)}, <span className={styles.key}>{field.key}</span> in the API. Neither changes, so that
          values and integrations stay right.
        </p>
      ) : (
        <Field label="Type" error={errors.type} hint="It cannot be changed later.">
          <Select
            value={values.type}
            onChange={(type) => set("type", type as FieldType)}
            options={fieldTypes.map(({ id, label, explain }) => ({ value: id, label, hint: explain }))}
          />
        </Field>
      )}
      {hasOptions(values.type) && (
        <Options options={values.options} error={errors.options} onChange={(options) => set("options", options)} />
      )}
      {form.notice}
    </Drawer>
  );
}

function refresh(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
  void queries.invalidateQueries({ queryKey: ["clients"] });
  void queries.invalidateQueries({ queryKey: ["client"] });
}

function remove(queries: QueryClient, field: CustomField, version: number | undefined, onDone: () => void): void {
  ask({
    title: `Remove ${field.name}?`,
    body: "The field and what it says about every client are gone from all pages. This cannot be undone.",
    confirm: "Remove field",
    danger: true,
    run: async () => {
      try {
        await call("custom-fields-remove", { params: { id: field.id }, ifMatch: version });
        toast(`${field.name} is removed`);
        onDone();
      } finally {
        refresh(queries);
      }
    },
  });
}
