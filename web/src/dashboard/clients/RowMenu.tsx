import type { Client } from "../../api/schema";
import { fullName } from "../../ui/Avatar";
import MenuPopup from "../../ui/MenuPopup";
import { type From, useActionMenu } from "./useClientActions";

export default function RowMenu({ client, from, onClose }: { client: Client; from: From; onClose: () => void }) {
  const entriesOf = useActionMenu();
  return (
    <MenuPopup
      label={`Actions for ${fullName(client)}`}
      entries={entriesOf(client, from)}
      anchor={from.anchor}
      returnTo={from.returnTo}
      opening={from}
      onClose={onClose}
    />
  );
}
