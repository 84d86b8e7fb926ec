import { useRef, useState } from "react";
import type { InternalUser } from "../../api/schema";
import { Avatar, AvatarStack, fullName } from "../../ui/Avatar";
import { Field, useFieldProps } from "../../ui/Field";
import fieldStyles from "../../ui/Field.module.css";
import { ChevronDownIcon } from "../../ui/icons";
import { Picker } from "../../ui/Picker";
import Popover from "../../ui/PopoverPopup";
import styles from "./newClient.module.css";

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
        <PopoverField
          label="Visibility"
          disabled={Boolean(reason)}
          shown={<AvatarStack people={seen.flatMap((id) => team.find((person) => person.id === id) ?? [])} max={5} />}
        >
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

function Person({ person }: { person: InternalUser }) {
  return (
    <>
      <Avatar id={person.id} name={fullName(person)} />
      <span className={styles.cut}>{fullName(person)}</span>
    </>
  );
}

function PopoverField({
  label,
  shown,
  disabled,
  children,
}: {
  label: string;
  shown: React.ReactNode;
  disabled: boolean;
  children: (close: () => void) => React.ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const field = useFieldProps();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        {...field}
        disabled={disabled}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={`${fieldStyles.input} ${styles.peopleButton}`}
        onClick={() => setOpen(true)}
      >
        {shown}
        <ChevronDownIcon size={14} />
      </button>
      {open && button.current && (
        <Popover label={label} anchor={button.current} returnTo={() => button.current} onClose={() => setOpen(false)}>
          {children}
        </Popover>
      )}
    </>
  );
}
