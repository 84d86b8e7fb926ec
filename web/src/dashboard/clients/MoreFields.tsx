import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CustomField } from "../../api/schema";
import { Field, Input } from "../../ui/Field";
import { Select } from "../../ui/Select";
import type { Form } from "../../ui/useForm";
import { customFieldsQuery, profilesQuery, workspaceQuery } from "../data/queries";
import { CustomFieldInput } from "../fields/CustomFieldInput";
import type { NewClientValues } from "./newClient";
import styles from "./newClient.module.css";

/** Stands for the workspace's default profile. */
const usual = "usual";

export type MoreFieldsProps = { form: Form<NewClientValues>; onFields: (fields: CustomField[]) => void };

/** What a new client may have besides: everything that is optional (C02). */
export default function MoreFields({ form, onFields }: MoreFieldsProps) {
  const { values, set } = form;
  const errors = form.errors as Record<string, string | undefined>;
  const fields = useQuery(customFieldsQuery).data?.data;
  const profiles = useQuery(profilesQuery).data?.data ?? [];
  const currency = useQuery(workspaceQuery).data?.currency;
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
      <Field label="Tags" optional hint="Separate tags with commas." error={errors.tags}>
        <Input autoComplete="off" value={values.tags} onChange={(event) => set("tags", event.target.value)} />
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
    </>
  );
}
