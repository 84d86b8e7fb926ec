import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { CustomField } from "../../api/schema";
import { ask } from "../../ui/ask";
import { Button, IconButton } from "../../ui/Button";
import { Drawer } from "../../ui/Drawer";
import { Field, Input } from "../../ui/Field";
import { CloseIcon, PlusIcon, TrashIcon } from "../../ui/icons";
import { Select } from "../../ui/Select";
import { ErrorNotice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { type FieldType, fieldTypes, hasOptions, typeLabel } from "../data/fields";
import { customFieldsQuery } from "../data/queries";
import styles from "./fields.module.css";

export type CustomFieldDrawerProps = { field?: CustomField; onClose: () => void };

/** An option as it is edited: `key` tells new ones apart before they have an id. */
type OptionDraft = { key: string; id?: string; label: string };

let drafts = 0;
const draft = (): OptionDraft => ({ key: `new-${++drafts}`, label: "" });

/** Defines a custom field, or changes one: its name and options, never its key or type. */
export default function CustomFieldDrawer({ field, onClose }: CustomFieldDrawerProps) {
  const queries = useQueryClient();
  const version = useQuery(customFieldsQuery).data?.version;
  const name = useRef<HTMLInputElement>(null);
  const form = useForm({
    name: field?.name ?? "",
    type: field?.type ?? ("text" as FieldType),
    options: field?.options.map((option): OptionDraft => ({ key: option.id, ...option })) ?? [draft(), draft()],
  });
  const { values, errors, set } = form;

  async function save() {
    const typed = values.options.filter(({ label }) => label.trim());
    const options = hasOptions(values.type) ? typed.map(({ id, label }) => ({ id, label: label.trim() })) : undefined;
    const done = await form.submit(() =>
      field
        ? call("custom-fields-update", {
            params: { id: field.id },
            body: { name: values.name.trim(), options },
            ifMatch: version,
          })
        : call("custom-fields-create", {
            body: { name: values.name.trim(), type: values.type, options: options?.map(({ label }) => ({ label })) },
          }),
    );
    refresh(queries);
    if (!done) return;
    toast(field ? `${values.name.trim()} saved` : `${values.name.trim()} added`);
    onClose();
  }

  return (
    <Drawer
      title={field ? field.name : "New custom field"}
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={name}
      onSubmit={() => void save()}
      footer={
        <>
          {field && (
            <span className={styles.remove}>
              <Button variant="quiet" icon={TrashIcon} onClick={() => remove(queries, field, version, onClose)}>
                Remove
              </Button>
            </span>
          )}
          <Button
            variant="primary"
            type="submit"
            busy={form.busy}
            reason={field && !form.dirty ? "Nothing has changed" : undefined}
          >
            {field ? "Save changes" : "Create field"}
          </Button>
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
      <ErrorNotice error={form.problem} />
    </Drawer>
  );
}

type OptionsProps = { options: OptionDraft[]; error?: string; onChange: (options: OptionDraft[]) => void };

function Options({ options, error, onChange }: OptionsProps) {
  const list = useRef<HTMLFieldSetElement>(null);
  function add() {
    onChange([...options, draft()]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>("div:last-of-type > input")?.focus());
  }
  return (
    <fieldset ref={list} className={styles.options}>
      <legend>Options</legend>
      {options.map((option, index) => (
        <div key={option.key} className={styles.option}>
          <Input
            aria-label={`Option ${index + 1}`}
            aria-invalid={error ? true : undefined}
            value={option.label}
            autoComplete="off"
            onChange={(event) =>
              onChange(options.map((one) => (one === option ? { ...one, label: event.target.value } : one)))
            }
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <IconButton
            icon={CloseIcon}
            label={`Remove option ${index + 1}`}
            onClick={() => onChange(options.filter((one) => one !== option))}
          />
        </div>
      ))}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <span>
        <Button size="s" icon={PlusIcon} onClick={add}>
          Add an option
        </Button>
      </span>
    </fieldset>
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
