import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CustomField } from "../../api/schema";
import { Field, Input } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { Pill } from "../../ui/StatusPill";
import { ErrorNotice } from "../../ui/states";
import type { Form } from "../../ui/useForm";
import { customFieldsQuery, profilesQuery, workspaceQuery } from "../data/queries";
import { CustomFieldInput } from "../fields/CustomFieldInput";
import type { NewClientValues } from "./newClient";
import styles from "./newClient.module.css";
import { PopoverField } from "./PopoverField";
import { TagPicker } from "./TagPicker";

/** Stands for the workspace's default profile. */
const usual = "usual";

export type MoreFieldsProps = { form: Form<NewClientValues>; onFields: (fields: CustomField[]) => void };

/** What a new client may have besides: everything that is optional (C02). */
export default function MoreFields({ form, onFields }: MoreFieldsProps) {
  const { values, set } = form;
  const errors = form.errors as Record<string, string | undefined>;
  const own = useQuery(customFieldsQuery);
  const known = useQuery(profilesQuery);
  const workspace = useQuery(workspaceQuery);
  const fields = own.data?.data;
  const profiles = known.data?.data ?? [];
  const currency = workspace.data?.currency;
  const failed = [own, known, workspace].filter(({ isLoadingError }) => isLoadingError);
  useEffect(() => {
    if (fields) onFields(fields);
  }, [fields, onFields]);
  return (
    <>
      <div className={styles.two}>
        <Field label="Position" optional error={errors.position}>
          <Input autoComplete="off" value={values.position} onChange={(event) => set("position", event.target.value)} />
        </Field>
        <Field label="Phone" optional error={errors.phone}>
          <Input
            type="tel"
            autoComplete="off"
            value={values.phone}
            onChange={(event) => set("phone", event.target.value)}
          />
        </Field>
      </div>
      <Field label="Tags" optional error={errors.tags}>
        <PopoverField
          label="Tags"
          shown={values.tags.length > 0 ? <TagPills tags={values.tags} /> : "Find or add tags"}
        >
          {() => (
            <TagPicker
              chosen={values.tags}
              multiple
              creatable
              onToggle={(tag) => {
                const others = values.tags.filter((one) => one !== tag);
                set("tags", others.length < values.tags.length ? others : [...values.tags, tag]);
              }}
            />
          )}
        </PopoverField>
      </Field>
      <div className={styles.two}>
        {profiles.length > 1 && (
          <Field label="Client profile" error={errors.clientProfileId}>
            <Select
              value={values.clientProfileId || usual}
              onChange={(id) => set("clientProfileId", id === usual ? "" : id)}
              options={[
                { value: usual, label: `Default (${profiles.find((one) => one.isDefault)?.name})` },
                ...profiles.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        )}
        <Field label={`Rate per hour${currency ? `, ${currency}` : ""}`} optional error={errors.portalRate}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            // What a typed amount means, its currency says.
            disabled={!currency}
            value={values.portalRate}
            onChange={(event) => set("portalRate", event.target.value)}
          />
        </Field>
      </div>
      {fields?.map((field) => (
        <CustomFieldInput
          key={field.id}
          field={field}
          value={values.customFields[field.key]}
          error={errors[`customFields.${field.key}`]}
          onChange={(value) => set("customFields", { ...values.customFields, [field.key]: value })}
        />
      ))}
      {failed.length > 0 && (
        <ErrorNotice
          error={failed[0]?.error}
          title="Some fields could not be loaded"
          onRetry={() => failed.forEach((query) => void query.refetch())}
        />
      )}
    </>
  );
}

function TagPills({ tags }: { tags: string[] }) {
  return (
    <span className={styles.tagPills}>
      {tags.map((tag) => (
        <Pill key={tag} tone="mute" plain>
          {tag}
        </Pill>
      ))}
    </span>
  );
}
