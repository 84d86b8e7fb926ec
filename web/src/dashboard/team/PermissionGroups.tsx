import { Checkbox } from "../../ui/Field";
import styles from "./team.module.css";

type Props<P extends string> = {
  groups: { title: string; permissions: { id: P; label: string; explain?: string }[] }[];
  chosen: P[];
  disabled?: boolean;
  onChange: (chosen: P[]) => void;
};

/** What a role or a client profile grants, by area. */
export function PermissionGroups<P extends string>({ groups, chosen, disabled, onChange }: Props<P>) {
  return groups.map((group) => (
    <fieldset key={group.title} className={styles.group}>
      <legend>{group.title}</legend>
      {group.permissions.map(({ id, label, explain }) => (
        <Checkbox
          key={id}
          label={label}
          hint={explain}
          checked={chosen.includes(id)}
          disabled={disabled}
          onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ))}
    </fieldset>
  ));
}
