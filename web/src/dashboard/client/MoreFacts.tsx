import { useQuery } from "@tanstack/react-query";
import type { Client, CustomField } from "../../api/schema";
import { cx } from "../../ui/cx";
import { ExternalIcon } from "../../ui/icons";
import { ErrorNotice } from "../../ui/states";
import { hasOptions, inputTypes, numberProblem, shownValue, typedValue } from "../data/fields";
import { minorUnits, moneyAdvice, moneyText, typedMoney } from "../data/money";
import { customFieldsQuery, profilesQuery, workspaceQuery } from "../data/queries";
import { Section } from "../shell/Page";
import { ChoiceFact } from "./ChoiceFact";
import { EditableField } from "./EditableField";
import styles from "./facts.module.css";
import { FieldProblem } from "./saying";
import { Pills } from "./TagsFact";
import type { EditClient } from "./useEditClient";

type Props = { client: Client; edit: EditClient; reason?: string };

/** Stands for nothing chosen: the default profile, no option. */
const none = "none";

/** What the client may do in the portal (A07); with one profile there is nothing to choose. */
export function ProfileFact({ client, edit, reason }: Props) {
  const query = useQuery(profilesQuery);
  const profiles = query.data?.data ?? [];
  if (query.isLoadingError) return <NotLoaded what="client profiles" query={query} />;
  if (profiles.length < 2) return null;
  const usual = profiles.find(({ isDefault }) => isDefault)?.name;
  const own = profiles.find(({ id }) => id === client.clientProfileId);
  return (
    <ChoiceFact
      label="Client profile"
      empty="Choose a profile"
      reason={reason}
      chosen={[own?.id ?? none]}
      options={[
        { id: none, label: `Default (${usual})`, hint: "Whichever profile is the default" },
        ...profiles.map(({ id, name }) => ({ id, label: name })),
      ]}
      onSave={([id]) =>
        edit(
          { clientProfileId: id === none ? null : id },
          { clientProfileId: client.clientProfileId ?? null },
          "Client profile",
        )
      }
    >
      {own ? own.name : `Default (${usual})`}
    </ChoiceFact>
  );
}

/** What an hour of work for the client costs (C15). */
export function RateFact({ client, edit, reason }: Props) {
  const query = useQuery(workspaceQuery);
  const currency = query.data?.currency;
  if (query.isLoadingError) return <NotLoaded what="currency" query={query} />;
  if (!currency) return null;
  const rate = client.portalRate;
  return (
    <EditableField
      label="Rate per hour"
      value={rate === undefined ? "" : typedMoney(rate, currency)}
      empty="Add a rate"
      hint={`In ${currency}. Clients never see it.`}
      reason={reason}
      onSave={async (typed) => {
        const portalRate = typed ? minorUnits(typed, currency) : null;
        if (portalRate === undefined) throw new FieldProblem(moneyAdvice(currency));
        await edit({ portalRate }, { portalRate: rate ?? null }, "Rate per hour");
      }}
    >
      {rate !== undefined && moneyText(rate, currency)}
    </EditableField>
  );
}

/** The workspace's own fields, each edited where it stands (C02, C09). */
export function CustomFacts(props: Props) {
  const query = useQuery(customFieldsQuery);
  const fields = query.data?.data ?? [];
  if (query.isLoadingError) {
    return (
      <Section title="Custom fields">
        <NotLoaded what="custom fields" query={query} />
      </Section>
    );
  }
  if (fields.length === 0) return null;
  return (
    <Section title="Custom fields">
      <dl className={cx(styles.facts, styles.own)}>
        {fields.map((field) => (
          <CustomFact key={field.id} field={field} {...props} />
        ))}
      </dl>
    </Section>
  );
}

/** In place of facts that could not be read: without a word they would seem not to be there at all. */
function NotLoaded({ what, query }: { what: string; query: { error: unknown; refetch: () => unknown } }) {
  return (
    <ErrorNotice error={query.error} title={`The ${what} could not be loaded`} onRetry={() => void query.refetch()} />
  );
}

function CustomFact({ field, client, edit, reason }: Props & { field: CustomField }) {
  const value = client.customFields[field.key];
  const shown = shownValue(field, value);
  const save = (next: unknown) =>
    edit({ customFields: { [field.key]: next } }, { customFields: { [field.key]: value ?? null } }, field.name);
  if (field.type === "checkbox" || field.type === "singleSelect") {
    const choices =
      field.type === "checkbox"
        ? [
            { id: "true", label: "Yes" },
            { id: "false", label: "No" },
          ]
        : field.options;
    return (
      <ChoiceFact
        label={field.name}
        empty="Choose"
        reason={reason}
        chosen={[value === undefined ? none : String(value)]}
        options={[...choices.map(({ id, label }) => ({ id, label })), { id: none, label: "—", hint: "Nothing" }]}
        onSave={([id]) => save(id === none ? null : field.type === "checkbox" ? id === "true" : id)}
      >
        {shown}
      </ChoiceFact>
    );
  }
  if (hasOptions(field.type)) {
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    return (
      <ChoiceFact
        label={field.name}
        empty="Choose"
        multiple
        reason={reason}
        chosen={chosen}
        options={field.options.map(({ id, label }) => ({ id, label }))}
        onSave={(ids) => save(ids.length > 0 ? ids : null)}
      >
        {chosen.length > 0 && (
          <Pills names={field.options.filter(({ id }) => chosen.includes(id)).map(({ label }) => label)} />
        )}
      </ChoiceFact>
    );
  }
  return (
    <EditableField
      label={field.name}
      type={inputTypes[field.type]}
      multiline={field.type === "longText"}
      value={value === undefined ? "" : field.type === "date" ? String(value) : shown}
      empty="Add a value"
      reason={reason}
      onSave={async (typed) => {
        const problem = numberProblem(field, typed);
        if (problem) throw new FieldProblem(problem);
        await save(typedValue(field, typed));
      }}
      aside={
        field.type === "url" &&
        shown && (
          <a
            href={shown}
            target="_blank"
            rel="noopener noreferrer"
            className={styles.open}
            aria-label={`Open ${shown}`}
          >
            <ExternalIcon size={14} />
          </a>
        )
      }
    >
      {shown}
    </EditableField>
  );
}
