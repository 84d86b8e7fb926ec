import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ClientMode, Workspace, WorkspaceUpdated } from "../../api/schema";
import { Field, Input, RadioCards, Switch } from "../../ui/Field";
import { Notice } from "../../ui/states";
import { PeopleField } from "../clients/PeopleField";
import type { CompanyWords } from "../data/access";
import { useTeam } from "../data/queries";
import { DirectSignUp } from "./DirectSignUp";
import { ListField } from "./ListField";
import { currencies, timeZones } from "./places";
import { SaveBar } from "./SaveBar";
import { Block, SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";
import { useWorkspaceForm } from "./useWorkspaceForm";

export default function GeneralPage() {
  return <SettingsPage>{(workspace) => <General workspace={workspace} />}</SettingsPage>;
}

const pick = (workspace: Workspace) => ({
  brandName: workspace.brandName,
  companyLabel: workspace.companyLabel,
  companyLabelPlural: workspace.companyLabelPlural,
  clientMode: workspace.clientMode,
  coworkerInvites: workspace.coworkerInvites,
  assignCompanyByDomain: workspace.assignCompanyByDomain,
  defaultLeadInternalUserId: workspace.defaultLeadInternalUserId,
  defaultVisibilityInternalUserIds: workspace.defaultVisibilityInternalUserIds,
  timeZone: workspace.timeZone,
  currency: workspace.currency,
});

type Mode = { value: ClientMode; label: string; hint: string; change: string };

/** W04, W05, W06: what each mode means; W07: what changing to it does. */
export function modesOf({ companyLabel, companyLabelPlural }: CompanyWords): Mode[] {
  const [one, many] = [companyLabel.toLowerCase(), companyLabelPlural.toLowerCase()];
  return [
    {
      value: "individualsAndBusinesses",
      label: "Individuals and businesses",
      hint: `A client may have a ${one} or none. The ${one} field always shows; left empty, no ${one} is made.`,
      change: `Nothing changes for the clients you have. From now on a ${one} is optional for every client.`,
    },
    {
      value: "individuals",
      label: "Individuals only",
      hint: `There are no ${many}: no ${one} field here, in sign-up, in imports or in the API.`,
      change: `Possible only while there is no active ${one}. Archive your ${many} first; otherwise the change is refused and nothing happens.`,
    },
    {
      value: "businesses",
      label: "Businesses only",
      hint: `Every client belongs to a ${one}. The ${one} field is required.`,
      change: `All clients stay. Those without a ${one} are listed after saving, so that you can give them one.`,
    },
  ];
}

function General({ workspace }: { workspace: Workspace }) {
  const team = useTeam();
  const form = useWorkspaceForm(workspace, pick, (changes) => changes);
  const { values, errors, set } = form;
  const [without, setWithout] = useState<WorkspaceUpdated["clientsWithoutCompany"]>([]);
  const modes = modesOf(values);
  const modeChange =
    values.clientMode !== workspace.clientMode && modes.find((mode) => mode.value === values.clientMode)?.change;
  // companies_exist comes without a field; it belongs to the mode.
  const modeError =
    errors.clientMode ?? (isCode(form.problem, "companies_exist") ? messageOf(form.problem) : undefined);
  const save = () => void form.save((answer) => setWithout(answer.clientsWithoutCompany));

  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Block title="Firm" intro="What clients read at the top of the portal and in every mail.">
        <Field label="Brand name" error={errors.brandName}>
          <Input value={values.brandName} onChange={(event) => set("brandName", event.target.value)} />
        </Field>
        <div className={styles.two}>
          <Field label="Time zone" error={errors.timeZone}>
            <ListField value={values.timeZone} options={timeZones} onChange={(zone) => set("timeZone", zone)} />
          </Field>
          <Field label="Currency" error={errors.currency}>
            <ListField
              value={values.currency}
              options={currencies}
              onChange={(currency) => set("currency", currency)}
            />
          </Field>
        </div>
      </Block>

      <Block
        title="Whom you serve"
        intro={`Decides whether clients belong to ${values.companyLabelPlural.toLowerCase()}.`}
      >
        <RadioCards
          label="Client mode"
          name="clientMode"
          value={values.clientMode}
          onChange={(mode) => set("clientMode", mode)}
          choices={modes}
          error={modeError}
        />
        {modeChange && (
          <Notice tone="warn">
            <p>{modeChange}</p>
          </Notice>
        )}
        {without.length > 0 && <WithoutCompany clients={without} label={workspace.companyLabel} />}
        {values.clientMode !== "individuals" && (
          <>
            <div className={styles.two}>
              <Field
                label="What you call one"
                hint="For example Company, Organization, Customer."
                error={errors.companyLabel}
              >
                <Input value={values.companyLabel} onChange={(event) => set("companyLabel", event.target.value)} />
              </Field>
              <Field label="And several" error={errors.companyLabelPlural}>
                <Input
                  value={values.companyLabelPlural}
                  onChange={(event) => set("companyLabelPlural", event.target.value)}
                />
              </Field>
            </div>
            <Switch
              label={`Assign the ${values.companyLabel.toLowerCase()} by email domain`}
              hint={`Somebody who signs up with a confirmed address on a ${values.companyLabel.toLowerCase()}’s domain is assigned to it, when exactly one matches. Free mail providers never count.`}
              checked={values.assignCompanyByDomain}
              onChange={(on) => set("assignCompanyByDomain", on)}
            />
          </>
        )}
      </Block>

      <Block title="How clients come in" intro="Besides those whom your team adds.">
        <DirectSignUp workspace={workspace} version={form.version} onSaved={form.adopt} />
        <Switch
          label="Clients may invite coworkers"
          hint={
            values.clientMode === "individuals"
              ? undefined
              : `A coworker joins the ${values.companyLabel.toLowerCase()} of whoever invited them.`
          }
          checked={values.coworkerInvites}
          onChange={(on) => set("coworkerInvites", on)}
        />
        <PeopleField
          team={team.all}
          lead={values.defaultLeadInternalUserId}
          visibility={values.defaultVisibilityInternalUserIds}
          errors={{
            leadInternalUserId: errors.defaultLeadInternalUserId,
            visibilityInternalUserIds: errors.defaultVisibilityInternalUserIds,
          }}
          labels={{ lead: "Their lead", visibility: "Who sees them" }}
          onLead={(id) => set("defaultLeadInternalUserId", id)}
          onVisibility={(ids) => set("defaultVisibilityInternalUserIds", ids)}
        />
      </Block>
      <SaveBar form={form} quiet={Boolean(modeError)} />
    </form>
  );
}

function WithoutCompany({ clients, label }: { clients: WorkspaceUpdated["clientsWithoutCompany"]; label: string }) {
  return (
    <Notice tone="warn">
      <p>
        <strong>
          {clients.length === 1 ? "One client needs" : `${clients.length} clients need`} a {label.toLowerCase()}.
        </strong>{" "}
        They work as before; give each one a {label.toLowerCase()} on their page.
      </p>
      <ul className={styles.without}>
        {clients.slice(0, 50).map((client) => (
          <li key={client.id}>
            <Link to="/app/clients/$id" params={{ id: client.id }}>
              {client.givenName} {client.familyName}
            </Link>
          </li>
        ))}
        {clients.length > 50 && <li>and {clients.length - 50} more</li>}
      </ul>
    </Notice>
  );
}

const isCode = (problem: unknown, code: string) =>
  Boolean(problem && typeof problem === "object" && "code" in problem && problem.code === code);
const messageOf = (problem: unknown) => (problem instanceof Error ? problem.message : undefined);
