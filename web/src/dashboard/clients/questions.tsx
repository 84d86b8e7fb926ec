import type { QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/client";
import type { Client } from "../../api/schema";
import { fullName } from "../../ui/Avatar";
import { ask } from "../../ui/ask";
import { Checkbox } from "../../ui/Field";
import { toast } from "../../ui/toast";
import { clientQuery, templatesQuery } from "../data/queries";
import { changeClient } from "../data/turns";
import styles from "./newClient.module.css";
import { TemplateField } from "./templateLater";

async function send(queries: QueryClient, client: Client, templateId?: string) {
  await changeClient(queries, client, ({ id }) => call("clients-invite", { params: { id, templateId } }));
  void queries.invalidateQueries({ queryKey: clientQuery(client.id).queryKey });
  toast(`Invitation sent to ${client.email}`);
}

/** Sends the invitation; where the workspace has templates, after asking which words it shall have (I01). */
export async function invite(queries: QueryClient, client: Client): Promise<void> {
  const templates = await queries.ensureQueryData(templatesQuery);
  if (templates.data.length === 0) return send(queries, client);
  let templateId: string | undefined;
  ask({
    title: `Invite ${fullName(client)}`,
    body: (
      <InviteBody
        client={client}
        onChange={(id) => {
          templateId = id;
        }}
      />
    ),
    confirm: "Send invitation",
    run: () => send(queries, client, templateId),
  });
}

function InviteBody({ client, onChange }: { client: Client; onChange: (templateId: string | undefined) => void }) {
  const [chosen, setChosen] = useState<string>();
  return (
    <div className={styles.question}>
      <p>The mail goes to {client.email}. It always has the portal’s link, a code, and how to set a password.</p>
      <TemplateField
        value={chosen}
        givenName={client.givenName}
        onChange={(id) => {
          setChosen(id);
          onChange(id);
        }}
      />
    </div>
  );
}

/** Asks whether to tell clients who have been in the portal; others are archived at once (C11). */
export function askToArchive(client: Client, archive: (notify: boolean) => void): void {
  if (!client.firstLoginDate) {
    archive(false);
    return;
  }
  let notify = false;
  ask({
    title: `Archive ${fullName(client)}?`,
    body: (
      <ArchiveBody
        name={client.givenName || fullName(client)}
        onChange={(on) => {
          notify = on;
        }}
      />
    ),
    confirm: "Archive",
    danger: true,
    // Gone at once; what fails is told where the list is.
    run: () => archive(notify),
  });
}

function ArchiveBody({ name, onChange }: { name: string; onChange: (notify: boolean) => void }) {
  const [on, setOn] = useState(false);
  return (
    <div className={styles.question}>
      <p>They can no longer sign in and leave the lists. Their history is kept, and you can restore them.</p>
      <Checkbox
        label={`Let ${name} know by email`}
        checked={on}
        onChange={(next) => {
          setOn(next);
          onChange(next);
        }}
      />
    </div>
  );
}
