import type { InternalUser } from "../../api/schema";
import { Avatar, AvatarStack, fullName } from "../../ui/Avatar";
import { Field } from "../../ui/Field";
import { Picker } from "../../ui/Picker";
import styles from "./newClient.module.css";
import { PopoverField } from "./PopoverField";

type Props = {
  team: InternalUser[];
  lead: string;
  visibility: string[];
  errors: { leadInternalUserId?: string; visibilityInternalUserIds?: string };
  /** Why this person may not choose. */
  reason?: string;
  labels?: { lead: string; visibility: string };
  onLead: (id: string) => void;
  onVisibility: (ids: string[]) => void;
};

/** Lead and visibility in a form: the lead is always among those who see the client (A03). */
export function PeopleField({ team, lead, visibility, errors, reason, labels, onLead, onVisibility }: Props) {
  const people = team.filter((person) => person.status === "active" || person.id === lead);
  const leader = team.find((person) => person.id === lead);
  const seen = [...new Set([lead, ...visibility])].filter(Boolean);
  const viewers = seen.flatMap((id) => team.find((person) => person.id === id) ?? []);
  const options = people.map((person) => ({
    id: person.id,
    label: fullName(person),
    hint: person.role === "admin" ? "Admin, sees every client" : undefined,
    lead: <Avatar id={person.id} name={fullName(person)} />,
  }));
  return (
    <div className={styles.two}>
      <Field label={labels?.lead ?? "Lead"} error={errors.leadInternalUserId} hint={reason}>
        <PopoverField label="Lead" disabled={Boolean(reason)} shown={leader ? <Person person={leader} /> : "Choose"}>
          {(close) => (
            <Picker
              label="Lead"
              options={options}
              chosen={[lead]}
              onToggle={(id) => {
                onLead(id);
                close();
              }}
            />
          )}
        </PopoverField>
      </Field>
      <Field label={labels?.visibility ?? "Visibility"} error={errors.visibilityInternalUserIds}>
        <PopoverField label="Visibility" disabled={Boolean(reason)} shown={<People people={viewers} />}>
          {() => (
            <Picker
              label="Who sees this client"
              multiple
              options={options.map((option) =>
                option.id === lead ? { ...option, locked: "The lead always sees their client" } : option,
              )}
              chosen={seen}
              onToggle={(id) =>
                onVisibility(seen.includes(id) ? seen.filter((one) => one !== id && one !== lead) : [...visibility, id])
              }
            />
          )}
        </PopoverField>
      </Field>
    </div>
  );
}

function People({ people }: { people: InternalUser[] }) {
  const [first, ...more] = people;
  if (!first) return "Choose";
  if (more.length === 0) return <Person person={first} />;
  return (
    <>
      <AvatarStack people={people} />
      <span className={styles.cut}>{people.length} people</span>
    </>
  );
}

function Person({ person }: { person: InternalUser }) {
  return (
    <>
      <Avatar id={person.id} name={fullName(person)} />
      <span className={styles.cut}>{fullName(person)}</span>
    </>
  );
}
