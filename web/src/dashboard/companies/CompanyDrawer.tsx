import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../api/client";
import type { Company } from "../../api/schema";
import { useSession } from "../../session";
import { Drawer } from "../../ui/Drawer";
import { Field, Input, Textarea } from "../../ui/Field";
import { SaveButton } from "../../ui/SaveButton";
import { toast } from "../../ui/toast";
import { companyQuery } from "../data/queries";
import { textDifferences, useVersionedForm } from "../data/useVersionedForm";
import { domainsOf } from "./site";

const pick = (company?: Company) => ({
  name: company?.name ?? "",
  website: company?.website ?? "",
  domains: company?.domains.join(", ") ?? "",
  description: company?.description ?? "",
});

type Values = ReturnType<typeof pick>;

const names = { name: "name", website: "website", domains: "list of email domains", description: "description" };
const differences = (before: Values, after: Values) => textDifferences(before, after, names);

/** Makes a company, or edits one. */
export default function CompanyDrawer({ company, onClose }: { company?: Company; onClose: () => void }) {
  const { companyLabel } = useSession().workspace;
  const queries = useQueryClient();
  const name = useRef<HTMLInputElement>(null);
  const reread = async () => {
    const record = await queries.fetchQuery({ ...companyQuery(company?.id ?? ""), staleTime: 0 });
    return { record, version: record.version };
  };
  const form = useVersionedForm({ record: company, version: company?.version, pick, reread, differences });
  const { values, errors, set } = form;
  const one = companyLabel.toLowerCase();

  async function save() {
    const domains = domainsOf(values.domains);
    const text = { website: values.website.trim(), description: values.description.trim() };
    const changed = form.changes();
    const done = await form.save((opened) =>
      company
        ? call("companies-update", {
            params: { id: company.id },
            body: {
              ...(changed.name !== undefined && { name: values.name.trim() }),
              ...(changed.domains !== undefined && { domains }),
              ...(changed.website !== undefined && { website: text.website || null }),
              ...(changed.description !== undefined && { description: text.description || null }),
            },
            ifMatch: opened,
          })
        : call("companies-create", {
            body: {
              name: values.name.trim(),
              domains,
              website: text.website || undefined,
              description: text.description || undefined,
            },
          }),
    );
    void queries.invalidateQueries({ queryKey: ["companies"] });
    if (!done) return;
    if (company) void queries.invalidateQueries({ queryKey: ["company", company.id] });
    toast(company ? `${values.name.trim()} saved` : `${values.name.trim()} added`);
    onClose();
  }

  return (
    <Drawer
      title={company ? company.name : `New ${one}`}
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={name}
      onSubmit={() => void save()}
      footer={<SaveButton form={form} edits={Boolean(company)} create={`Create ${one}`} />}
    >
      <Field label="Name" error={errors.name}>
        <Input
          ref={name}
          value={values.name}
          autoComplete="off"
          onChange={(event) => set("name", event.target.value)}
        />
      </Field>
      <Field label="Website" optional error={errors.website}>
        <Input
          type="url"
          value={values.website}
          placeholder="https://"
          onChange={(event) => set("website", event.target.value)}
        />
      </Field>
      <Field
        label="Email domains"
        optional
        error={errors.domains}
        hint={`Somebody who signs up and confirms an address on one of these is assigned to this ${one}, if Settings allow it and no other ${one} has the domain. Separate several with commas. Free mail providers don’t count.`}
      >
        <Input
          value={values.domains}
          placeholder="harborfinch.example"
          spellCheck={false}
          onChange={(event) => set("domains", event.target.value)}
        />
      </Field>
      <Field label="Description" optional error={errors.description}>
        <Textarea value={values.description} onChange={(event) => set("description", event.target.value)} />
      </Field>
      {form.notice}
    </Drawer>
  );
}
