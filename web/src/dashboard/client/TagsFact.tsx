import { useRef, useState } from "react";
import type { Client } from "../../api/schema";
import { later } from "../../later";
import { PencilIcon } from "../../ui/icons";
import { Pill } from "../../ui/StatusPill";
import { toastError } from "../../ui/toast";
import styles from "./client.module.css";
import type { TagsPopoverProps } from "./TagsPopover";
import type { EditClient } from "./useEditClient";

const TagsPopover = later<TagsPopoverProps>(() => import("./TagsPopover"));

/** A client's tags; a click chooses among those that the firm has in use. */
export function TagsFact({ client, edit, reason }: { client: Client; edit: EditClient; reason?: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);

  function done(tags: string[]) {
    setOpen(false);
    if (tags.join("\n") === client.tags.join("\n")) return;
    edit({ tags }, { tags: client.tags }, "Tags").catch((error) => toastError(error, "The tags were not saved"));
  }

  const shown =
    client.tags.length > 0 ? (
      <span className={styles.tags}>
        {client.tags.map((tag) => (
          <Pill key={tag} tone="mute" plain>
            {tag}
          </Pill>
        ))}
      </span>
    ) : undefined;
  return (
    <div className={styles.fact}>
      <dt>Tags</dt>
      <dd>
        {reason ? (
          <span className={styles.fixed} data-tip={reason}>
            {shown ?? <span className={styles.none}>—</span>}
          </span>
        ) : (
          <button
            ref={button}
            type="button"
            className={styles.value}
            aria-haspopup="dialog"
            aria-expanded={open}
            onPointerEnter={() => void TagsPopover.preload()}
            onFocus={() => void TagsPopover.preload()}
            onClick={() => setOpen(true)}
          >
            <span className="vh">Edit tags: </span>
            {shown ?? <span className={styles.none}>Add tags</span>}
            <PencilIcon size={13} />
          </button>
        )}
        {open && button.current && (
          <TagsPopover tags={client.tags} anchor={button.current} returnTo={() => button.current} onDone={done} />
        )}
      </dd>
    </div>
  );
}
