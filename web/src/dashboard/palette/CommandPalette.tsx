import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useId, useState } from "react";
import { cx } from "../../ui/cx";
import { SearchIcon } from "../../ui/icons";
import { Kbd } from "../../ui/Kbd";
import popup from "../../ui/popup.module.css";
import { type Command, useCommands } from "./commands";
import styles from "./palette.module.css";

/** Everything by name: places, actions, clients, companies. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [open, setOpen] = useState(true);
  const [text, setText] = useState("");
  const [active, setActive] = useState<string>();
  const { groups, searching } = useCommands(text);
  const flat = groups.flatMap((group) => group.commands);
  const at = Math.max(
    0,
    flat.findIndex((command) => command.id === active),
  );
  // What is highlighted stays so when results arrive above it: Enter runs what one has seen.
  const first = flat[0]?.id;
  if (first && flat[at]?.id !== active) setActive(first);

  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);

  function run(command: Command | undefined) {
    if (!command) return;
    if (!command.stays) setOpen(false);
    command.run();
  }
  function onKeyDown(event: React.KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && flat.length > 0) {
      event.preventDefault();
      setActive(flat[(at + step + flat.length) % flat.length]?.id);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(flat[at]);
    }
  }

  let index = -1;
  return (
    <Dialog.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={popup.backdrop} />
        <Dialog.Popup className={styles.palette} aria-label="Search and commands">
          <div className={styles.search}>
            <SearchIcon />
            <input
              role="combobox"
              aria-label="Search and commands"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={flat.length > 0 ? `${id}-${at}` : undefined}
              aria-autocomplete="list"
              placeholder="Find a client, a page, an action…"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onKeyDown}
            />
          </div>
          <div id={`${id}-list`} role="listbox" aria-label="Results" className={styles.list} tabIndex={-1}>
            {groups.map((group) => (
              <div key={group.title} role="group" aria-label={group.title}>
                <p className={popup.groupLabel} aria-hidden="true">
                  {group.title}
                </p>
                {group.commands.map((command) => {
                  index++;
                  const own = index;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the input that keeps the focus
                    <div
                      key={command.id}
                      id={`${id}-${own}`}
                      role="option"
                      tabIndex={-1}
                      aria-selected={own === at}
                      data-highlighted={own === at ? "" : undefined}
                      className={cx(popup.item, styles.item)}
                      onPointerMove={() => setActive(command.id)}
                      onPointerDown={(event) => event.preventDefault()}
                      onClick={() => run(command)}
                    >
                      {command.lead}
                      <span className={popup.itemText}>
                        <span>
                          {command.label}
                          {command.detail && <span className={styles.detail}>{command.detail}</span>}
                        </span>
                      </span>
                      {command.shortcut && <Kbd>{command.shortcut}</Kbd>}
                    </div>
                  );
                })}
              </div>
            ))}
            {flat.length === 0 && <p className={styles.none}>{searching ? "Searching…" : "Nothing found"}</p>}
          </div>
          <p className={styles.foot}>
            <span>
              <Kbd>↑</Kbd>
              <Kbd>↓</Kbd> to move
            </span>
            <span>
              <Kbd>↵</Kbd> to run
            </span>
            <span>
              <Kbd>Esc</Kbd> to close
            </span>
          </p>
          <span className="vh" role="status">
            {text && !searching ? `${flat.length} results` : ""}
          </span>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
