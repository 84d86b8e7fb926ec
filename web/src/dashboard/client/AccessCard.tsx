import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { Avatar, fullName } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { LockIcon } from "../../ui/icons";
import { AccessPopover } from "../clients/AccessHost";
import { accessEditor } from "../clients/access";
import { whyNot } from "../data/access";
import { useTeam } from "../data/queries";
import { Section } from "../shell/Page";
import styles from "./client.module.css";

/** Who looks after the client and who may see them; changed in place by those who may (A04). */
export function AccessCard({ client }: { client: Client }) {
  const me = useSession();
  const team = useTeam();
  const reason = client.status === "archived" ? "Restore the client first." : whyNot(me, "manage_client_access");
  const lead = team.byId.get(client.leadInternalUserId);
  const others = client.visibilityInternalUserIds
    .filter((id) => id !== client.leadInternalUserId)
    .flatMap((id) => team.byId.get(id) ?? []);
  const change = (kind: "lead" | "visibility", label: string) => (
    <Button
      size="s"
      variant="quiet"
      reason={reason}
      onPointerEnter={() => void AccessPopover.preload()}
      onClick={({ currentTarget }) =>
        accessEditor.set({ client, kind, anchor: currentTarget, returnTo: () => currentTarget })
      }
    >
      {reason ? <LockIcon size={14} /> : null}
      Change<span className="vh"> {label}</span>
    </Button>
  );
  return (
    <>
      <Section title="Lead" aside={change("lead", "lead")}>
        {lead ? (
          <p className={styles.who}>
            <Avatar id={lead.id} name={fullName(lead)} size={28} />
            <span>
              {fullName(lead)}
              <small>{lead.roleName}</small>
            </span>
          </p>
        ) : (
          <p className={styles.muted}>…</p>
        )}
      </Section>
      <Section title="Visibility" aside={change("visibility", "visibility")}>
        {others.length > 0 ? (
          <ul className={styles.people}>
            {others.map((person) => (
              <li key={person.id} className={styles.who}>
                <Avatar id={person.id} name={fullName(person)} size={28} />
                <span>
                  {fullName(person)}
                  <small>{person.roleName}</small>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles.muted}>Only the lead, besides the workspace’s admins, who see every client.</p>
        )}
      </Section>
    </>
  );
}
