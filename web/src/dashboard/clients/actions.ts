import type { Client, SignedIn } from "../../api/schema";
import {
  ArchiveIcon,
  EyeIcon,
  type Icon,
  MailIcon,
  MailOffIcon,
  RestoreIcon,
  SendIcon,
  UserCheckIcon,
  UserIcon,
  UserOffIcon,
} from "../../ui/icons";
import { whyNot } from "../data/access";

export type ActionId =
  | "open"
  | "invite"
  | "resend"
  | "cancelInvitation"
  | "lead"
  | "visibility"
  | "deactivate"
  | "activate"
  | "archive"
  | "restore";

export type ClientAction = {
  id: ActionId;
  label: string;
  icon: Icon;
  danger?: boolean;
  /** Why this person may not do it. */
  reason?: string;
  /** A line stands above it. */
  first?: boolean;
};

/**
 * What can be done with a client now, in order. The one list behind the row's button, the right-click, the keyboard and
 * the client's own page (C17).
 */
export function actionsFor(client: Pick<Client, "status">, me: Pick<SignedIn, "role" | "permissions">): ClientAction[] {
  const invite = whyNot(me, "create_clients");
  const access = whyNot(me, "manage_client_access");
  const remove = whyNot(me, "delete_clients");
  const open: ClientAction = { id: "open", label: "Open", icon: UserIcon };
  if (client.status === "archived") {
    return [open, { id: "restore", label: "Restore", icon: RestoreIcon, reason: remove, first: true }];
  }
  const actions: ClientAction[] = [open];
  if (client.status === "notInvited") {
    actions.push({ id: "invite", label: "Send invitation", icon: SendIcon, reason: invite, first: true });
  }
  if (client.status === "invited") {
    actions.push(
      { id: "resend", label: "Resend invitation", icon: MailIcon, reason: invite, first: true },
      { id: "cancelInvitation", label: "Cancel invitation", icon: MailOffIcon, reason: invite },
    );
  }
  actions.push(
    { id: "lead", label: "Change lead", icon: UserIcon, reason: access, first: true },
    { id: "visibility", label: "Change visibility", icon: EyeIcon, reason: access },
  );
  if (client.status === "deactivated") {
    actions.push({ id: "activate", label: "Activate", icon: UserCheckIcon, reason: access, first: true });
  } else {
    actions.push({ id: "deactivate", label: "Deactivate", icon: UserOffIcon, reason: access, first: true });
  }
  actions.push({ id: "archive", label: "Archive", icon: ArchiveIcon, danger: true, reason: remove });
  return actions;
}
