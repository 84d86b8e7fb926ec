import { useState } from "react";
import type { Permission, SignedIn } from "../../api/schema";
import { useSession } from "../../session";
import { anythingUnsaved } from "../../ui/unsaved";

/** What a workspace calls companies, as far as a sentence needs it. */
export type CompanyWords = Pick<SignedIn["workspace"], "companyLabel" | "companyLabelPlural">;

export const usualWords: CompanyWords = { companyLabel: "Company", companyLabelPlural: "Companies" };

type Group = { title: string; permissions: { id: Permission; label: string; explain: string }[] };

/** What each permission lets a person do, in groups as the role editor shows them. */
export function permissionGroups(words: CompanyWords = usualWords): Group[] {
  const [one, many] = [words.companyLabel.toLowerCase(), words.companyLabelPlural.toLowerCase()];
  return [
    {
      title: "Clients",
      permissions: [
        {
          id: "view_clients",
          label: "View clients",
          explain: "See the list and the pages of the clients in their visibility.",
        },
        { id: "create_clients", label: "Create clients", explain: "Add clients and send them invitations." },
        {
          id: "edit_clients",
          label: "Edit clients",
          explain: `Change a client's fields and ${one}; decide about suggested ${many}.`,
        },
        { id: "delete_clients", label: "Archive clients", explain: "Archive clients and restore them." },
        {
          id: "manage_client_access",
          label: "Manage client access",
          explain: "Choose a client's lead and who may see the client; deactivate and activate.",
        },
      ],
    },
    {
      title: words.companyLabelPlural,
      permissions: [
        {
          id: "manage_client_organizations",
          label: `Manage ${many}`,
          explain: `Create and edit ${many} and their settings.`,
        },
      ],
    },
    {
      title: "Requests and services",
      permissions: [
        {
          id: "view_requests",
          label: "View requests",
          explain: "See the requests of the clients in their visibility.",
        },
        { id: "create_requests", label: "Create requests", explain: "Open a request for a client." },
        { id: "edit_requests", label: "Edit requests", explain: "Change a request's title, description and state." },
        { id: "assign_requests", label: "Assign requests", explain: "Choose who works on a request." },
        { id: "delete_requests", label: "Delete requests", explain: "Remove requests." },
        { id: "manage_services", label: "Manage services", explain: "Set up the services that clients can ask for." },
      ],
    },
    {
      title: "Content and billing",
      permissions: [
        { id: "manage_knowledge_base", label: "Manage articles", explain: "Write, publish and withdraw articles." },
        { id: "manage_forms", label: "Manage forms", explain: "Build forms and read their responses." },
        { id: "manage_billing", label: "Manage billing", explain: "Create invoices and record payments." },
      ],
    },
    {
      title: "Workspace",
      permissions: [
        {
          id: "manage_settings",
          label: "Manage settings",
          explain: "Change the workspace's settings, branding and messages.",
        },
        { id: "manage_team", label: "Manage team", explain: "Invite team members, set their roles and edit roles." },
        { id: "view_audit", label: "View the audit trail", explain: "Read who changed what, and when." },
        { id: "export_data", label: "Export data", explain: "Download clients and other records." },
      ],
    },
  ];
}

export const allPermissions: Permission[] = permissionGroups().flatMap((group) =>
  group.permissions.map(({ id }) => id),
);

export function permissionLabel(permission: Permission, words?: CompanyWords): string {
  const all = permissionGroups(words).flatMap((group) => group.permissions);
  return all.find(({ id }) => id === permission)?.label ?? permission;
}

export function can(me: Pick<SignedIn, "role" | "permissions">, permission: Permission): boolean {
  return me.role === "admin" || me.permissions.includes(permission);
}

/** The sentence that stands where something is not allowed (A11). Undefined where it is. */
export function whyNot(
  me: Pick<SignedIn, "role" | "permissions"> & { workspace?: CompanyWords },
  permission: Permission,
): string | undefined {
  if (can(me, permission)) return undefined;
  return `You need the permission “${permissionLabel(permission, me.workspace)}”. Ask a workspace administrator.`;
}

/**
 * Whether a form is open that one needs a permission for. Once open it stays when the permission goes: what was typed,
 * and what the server says about it, must not vanish under one's hands.
 */
export function useHeldOpen(wanted: boolean, allowed: boolean): boolean {
  const [held, setHeld] = useState(false);
  const open = wanted && (allowed || held);
  if (open !== held) setHeld(open);
  return open;
}

/** Why a page is closed to somebody, whose permission may go while they are on it; not while something is typed there. */
export function useClosed(reason: string | undefined): string | undefined {
  const open = useHeldOpen(!reason || anythingUnsaved(), !reason);
  return open ? undefined : reason;
}

export function useCan(permission: Permission): boolean {
  return can(useSession(), permission);
}
