import { useState } from "react";
import { useSession } from "../../session";
import { ApplyFooter } from "../../ui/ApplyFooter";
import { Avatar, fullName } from "../../ui/Avatar";
import { Picker } from "../../ui/Picker";
import Popover from "../../ui/PopoverPopup";
import { useTeam } from "../data/queries";
import { type AccessEditor, useSetAccess } from "./access";

/** Chooses a client's lead, or who may see the client, in place (A04). */
export default function AccessPopover({ editor, onClose }: { editor: AccessEditor; onClose: () => void }) {
  const { client, kind, anchor, returnTo } = editor;
  const me = useSession();
  const team = useTeam();
  const setAccess = useSetAccess();
  const start = client.visibilityInternalUserIds;
  const [seen, setSeen] = useState(start);
  const changed = seen.length !== start.length || seen.some((id) => !start.includes(id));
  const people = team.all.filter(
    (person) => person.status === "active" || person.id === client.leadInternalUserId || start.includes(person.id),
  );
  const options = people.map((person) => ({
    id: person.id,
    label: fullName(person) + (person.id === me.id ? " (you)" : ""),
    hint: person.role === "admin" ? "Admin, sees every client" : undefined,
    locked:
      kind === "visibility" && person.id === client.leadInternalUserId
        ? "The lead always sees their client"
        : undefined,
    lead: <Avatar id={person.id} name={fullName(person)} size={24} />,
  }));

  function apply() {
    if (!changed) return;
    setAccess(
      client,
      { visibilityInternalUserIds: seen },
      `${seen.length} ${seen.length === 1 ? "person sees" : "people see"} ${fullName(client)}`,
    );
  }

  const losesOwn = me.role !== "admin" && start.includes(me.id) && !seen.includes(me.id);
  const note = losesOwn ? "You will no longer see this client." : changed ? undefined : "Admins see every client.";
  return (
    <Popover
      label={kind === "lead" ? "Lead" : "Visibility"}
      anchor={anchor}
      returnTo={returnTo}
      onApply={apply}
      onClose={onClose}
    >
      {(close) =>
        kind === "lead" ? (
          <Picker
            label="Choose a lead"
            options={options}
            chosen={[client.leadInternalUserId]}
            onToggle={(id) => {
              const person = team.byId.get(id);
              if (id !== client.leadInternalUserId)
                setAccess(
                  client,
                  { leadInternalUserId: id },
                  `${person ? fullName(person) : "The lead"} now leads ${fullName(client)}`,
                );
              close();
            }}
          />
        ) : (
          <Picker
            label="Who sees this client"
            multiple
            options={options}
            chosen={seen}
            onToggle={(id) => setSeen((all) => (all.includes(id) ? all.filter((one) => one !== id) : [...all, id]))}
            footer={<ApplyFooter changed={changed} says={note} onDone={close} />}
          />
        )
      }
    </Popover>
  );
}
