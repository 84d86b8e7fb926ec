import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/client";
import type { Client, SignedIn } from "../../api/schema";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import type { ComboValue } from "../../ui/Combobox";
import { Checkbox } from "../../ui/Field";
import { PencilIcon } from "../../ui/icons";
import { CompanyField } from "../clients/CompanyField";
import { companyRule } from "../clients/newClient";
import { whyNot } from "../data/access";
import { useCompany } from "../data/queries";
import { Section } from "../shell/Page";
import styles from "./client.module.css";
import { EditableField } from "./EditableField";
import { CustomFacts, ProfileFact, RateFact } from "./MoreFacts";
import { TagsFact } from "./TagsFact";
import { type EditClient, useEditClient } from "./useEditClient";

/** Why this person can't change this client now. */
export function whyNotEdit(client: Client, me: SignedIn): string | undefined {
  return client.status === "archived" ? "Restore the client to change anything." : whyNot(me, "edit_clients");
}

/** The client's basic information, each value edited where it stands (C09). */
export function Details({ client }: { client: Client }) {
  const me = useSession();
  const [notify, setNotify] = useState(false);
  const edit = useEditClient(client, notify);
  const reason = whyNotEdit(client, me);
  const text = (field: "position" | "phone", what: string) => (value: string) =>
    edit({ [field]: value || null }, { [field]: client[field] ?? null }, what);
  return (
    <>
      <Section title="Basic information">
        <dl className={styles.facts}>
          <EditableField
            label="First name"
            value={client.givenName}
            empty="Add a first name"
            reason={reason}
            onSave={(givenName) => edit({ givenName }, { givenName: client.givenName }, "First name")}
          />
          <EditableField
            label="Last name"
            value={client.familyName}
            empty="Add a last name"
            reason={reason}
            onSave={(familyName) => edit({ familyName }, { familyName: client.familyName }, "Last name")}
          />
          <EditableField
            label="Email"
            type="email"
            value={client.email}
            empty="Add an email"
            hint={client.status === "active" ? "They sign in with this address." : undefined}
            reason={reason}
            onSave={(email) => edit({ email }, { email: client.email }, "Email")}
          />
          {companyRule(me.workspace.clientMode) !== "hidden" && (
            <CompanyFact client={client} edit={edit} reason={reason} />
          )}
          <EditableField
            label="Position"
            value={client.position ?? ""}
            empty="Add a position"
            reason={reason}
            onSave={text("position", "Position")}
          />
          <EditableField
            label="Phone"
            type="tel"
            value={client.phone ?? ""}
            empty="Add a phone number"
            reason={reason}
            onSave={text("phone", "Phone")}
          />
          <TagsFact client={client} edit={edit} reason={reason} />
          <ProfileFact client={client} edit={edit} reason={reason} />
          <RateFact client={client} edit={edit} reason={reason} />
        </dl>
        {!reason && client.firstLoginDate && (
          <div className={styles.notify}>
            <Checkbox
              label={`Tell ${client.givenName || fullName(client)} by email what I change`}
              checked={notify}
              onChange={setNotify}
            />
          </div>
        )}
      </Section>
      <CustomFacts client={client} edit={edit} reason={reason} />
    </>
  );
}

function CompanyFact({ client, edit, reason }: { client: Client; edit: EditClient; reason?: string }) {
  const me = useSession();
  const company = useCompany(client.companyId);
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const required = companyRule(me.workspace.clientMode) === "required";
  const { companyLabel } = me.workspace;
  const current: ComboValue | null = company ? { id: company.id, name: company.name } : null;

  async function choose(value: ComboValue | null) {
    if (!value && required)
      return setError(`Every client of this workspace belongs to a ${companyLabel.toLowerCase()}.`);
    setOpen(false);
    setError(undefined);
    if (value?.id === client.companyId && !value?.create) return;
    try {
      const change = value?.create ? { companyName: value.name } : { companyId: value?.id ?? null };
      await edit(change, { companyId: client.companyId ?? null }, companyLabel);
    } catch (failure) {
      setOpen(true);
      setError(
        failure instanceof ApiError
          ? (failure.problem.fields?.[0]?.message ?? failure.message)
          : "This could not be saved.",
      );
    }
  }

  if (open) {
    return (
      <div className={styles.fact}>
        <dt aria-hidden="true">{companyLabel}</dt>
        <dd className={styles.companyEdit}>
          <CompanyField
            value={current}
            onChange={(value) => void choose(value)}
            error={error}
            required={required}
            noCreate={whyNot(me, "manage_client_organizations")}
            label={<span className="vh">{companyLabel}</span>}
          />
          <Button size="s" onClick={() => setOpen(false)}>
            Cancel
          </Button>
        </dd>
      </div>
    );
  }
  const name = client.companyId ? (company?.name ?? "…") : undefined;
  return (
    <div className={styles.fact}>
      <dt>{companyLabel}</dt>
      <dd className={styles.companyShown}>
        {reason ? (
          <span className={styles.fixed} data-tip={reason}>
            {name ?? <span className={styles.none}>—</span>}
          </span>
        ) : (
          <button type="button" className={styles.value} onClick={() => setOpen(true)}>
            <span className="vh">Edit {companyLabel.toLowerCase()}: </span>
            {name ?? <span className={styles.none}>Choose or create one</span>}
            <PencilIcon size={13} />
          </button>
        )}
        {client.companyId && (
          <Link to="/app/clients" search={{ company: client.companyId } as never} className={styles.all}>
            All its clients
          </Link>
        )}
      </dd>
    </div>
  );
}
