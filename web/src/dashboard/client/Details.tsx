import { useState } from "react";
import type { Client, SignedIn } from "../../api/schema";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { Checkbox } from "../../ui/Field";
import { companyRule } from "../clients/newClient";
import { whyNot } from "../data/access";
import { Section } from "../shell/Page";
import { CompanyFact } from "./CompanyFact";
import { EditableField } from "./EditableField";
import styles from "./facts.module.css";
import { CustomFacts, ProfileFact, RateFact } from "./MoreFacts";
import { TagsFact } from "./TagsFact";
import { useEditClient } from "./useEditClient";

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
      <Section title="Basic information" intro={reason}>
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
