import { useRef, useState } from "react";
import type { Client } from "../../api/schema";
import { later } from "../../later";
import { Pill } from "../../ui/StatusPill";
import { toastError } from "../../ui/toast";
import { Fact } from "./Fact";
import styles from "./facts.module.css";
import type { TagsPopoverProps } from "./TagsPopover";
import type { EditClient } from "./useEditClient";

const TagsPopover = later<TagsPopoverProps>(() => import("./TagsPopover"));

/** A client's tags; a click chooses among those that the firm has in use. */
export function TagsFact({ client, edit, reason }: { client: Client; edit: EditClient; reason?: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const preload = () => void TagsPopover.preload();

  function choose(tags: string[]) {
    if (tags.join("\n") === client.tags.join("\n")) return;
    edit({ tags }, { tags: client.tags }, "Tags").catch((error) => toastError(error, "The tags were not saved"));
  }

  return (
    <Fact
      ref={button}
      label="Tags"
      value={client.tags.length > 0 && <Pills names={client.tags} />}
      empty="Add tags"
      fixed={Boolean(reason)}
      aria-haspopup="dialog"
      aria-expanded={open}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setOpen(true)}
    >
      {open && button.current && (
        <TagsPopover
          tags={client.tags}
          anchor={button.current}
          returnTo={() => button.current}
          onChoose={choose}
          onClose={() => setOpen(false)}
        />
      )}
    </Fact>
  );
}

export function Pills({ names }: { names: string[] }) {
  return (
    <span className={styles.tags}>
      {names.map((name) => (
        <Pill key={name} tone="mute" plain>
          {name}
        </Pill>
      ))}
    </span>
  );
}
