import { Dialog } from "../../ui/Dialog";
import { Switch } from "../../ui/Field";
import { Kbd, modKey } from "../../ui/Kbd";
import { setSingleKeys, singleKeys } from "../data/prefs";
import styles from "./help.module.css";

const groups: { title: string; keys: [string[], string][] }[] = [
  {
    title: "Everywhere",
    keys: [
      [[`${modKey}K`], "Search and run commands"],
      [["C"], "New client"],
      [["/"], "Search this page"],
      [["?"], "This help"],
      [["Esc"], "Close what is open"],
    ],
  },
  {
    title: "In a list",
    keys: [
      [["J", "K"], "Next and previous row"],
      [["↑", "↓"], "Next and previous row"],
      [["←", "→"], "Move inside the row"],
      [["Enter"], "Open"],
      [["."], "Actions of the row"],
      [["Home", "End"], "First and last row"],
    ],
  },
];

export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const on = singleKeys.use();
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} wide>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={what + keys[0]}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        label="Single-key shortcuts"
        hint="Switch them off if your assistive software types single keys. Arrows, Enter and Esc always work."
        checked={on}
        onChange={setSingleKeys}
      />
    </Dialog>
  );
}
