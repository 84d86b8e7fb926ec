import { useRef } from "react";
import type { Client } from "../../api/schema";
import { Avatar, fullName } from "../../ui/Avatar";
import { ImageIcon, TrashIcon, UploadIcon } from "../../ui/icons";
import { MenuTrigger } from "../../ui/Menu";
import styles from "./avatar.module.css";
import type { useAvatar } from "./useAvatar";

type Props = { client: Client; avatar: ReturnType<typeof useAvatar>; reason?: string };

/** The client's picture: a click chooses a file, or, where there is a picture, what to do with it. */
export function AvatarEditor({ client, avatar, reason }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { shown, busy, choose, remove } = avatar;
  const picture = <Avatar id={client.id} name={fullName(client)} image={shown} size={48} />;
  if (reason) return picture;
  const open = () => input.current?.click();
  const face = (
    <>
      {picture}
      <span className={styles.veil}>{busy ? <span className={styles.spinner} /> : <ImageIcon size={18} />}</span>
    </>
  );
  return (
    <span className={styles.editor} data-busy={busy || undefined}>
      {client.avatarImageUrl ? (
        <MenuTrigger
          className={styles.button}
          label="Change the picture"
          menuLabel="Picture"
          entries={() => [
            { id: "replace", label: "Replace the picture", icon: UploadIcon, run: open },
            { id: "remove", label: "Remove the picture", icon: TrashIcon, danger: true, run: () => void remove() },
          ]}
        >
          {face}
        </MenuTrigger>
      ) : (
        <button type="button" className={styles.button} data-tip="Add a picture (PNG or JPEG)" onClick={open}>
          {face}
          {/* Text, not a label: the initials in the picture are visible too, and a label would have to repeat them. */}
          <span className="vh">Add a picture</span>
        </button>
      )}
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        aria-label="Picture of the client"
        hidden
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          // The same file can be chosen again after a refusal.
          event.target.value = "";
        }}
      />
    </span>
  );
}
