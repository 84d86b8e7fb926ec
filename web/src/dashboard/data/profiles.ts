import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { ClientPermission, ClientProfile } from "../../api/schema";
import { ask } from "../../ui/ask";
import { toast } from "../../ui/toast";
import { profilesQuery } from "./queries";

/** What each permission of a client profile opens in the portal (A07). */
export const clientPermissions: { title: string; permissions: { id: ClientPermission; label: string }[] }[] = [
  {
    title: "Messages and files",
    permissions: [
      { id: "see_messages", label: "See messages" },
      { id: "post_messages", label: "Post messages" },
      { id: "see_files", label: "See files" },
      { id: "upload_files", label: "Upload files" },
    ],
  },
  {
    title: "Work",
    permissions: [
      { id: "see_requests", label: "See requests" },
      { id: "create_requests", label: "Create requests" },
      { id: "fill_forms", label: "Fill in forms" },
      { id: "see_invoices", label: "See invoices" },
    ],
  },
  {
    title: "Portal",
    permissions: [
      { id: "read_knowledge_base", label: "Read the knowledge base" },
      { id: "invite_coworkers", label: "Invite coworkers" },
    ],
  },
];

export const allClientPermissions: ClientPermission[] = clientPermissions.flatMap(({ permissions }) =>
  permissions.map(({ id }) => id),
);

/** Removes a profile after asking (A07). The default stands in for it at once, so what is known of clients is read again. */
export function askToRemoveProfile(queries: QueryClient, profile: ClientProfile, onRemoved: () => void): void {
  const { queryKey } = profilesQuery;
  const usual = queries.getQueryData(queryKey)?.data.find(({ isDefault }) => isDefault)?.name;
  ask({
    title: `Remove ${profile.name}?`,
    body: `Clients who have it get the default profile${usual ? `, “${usual}”,` : ""} from their next click. This cannot be undone.`,
    confirm: "Remove profile",
    danger: true,
    run: async () => {
      try {
        // After a refusal the list is read again, so a second try is made on what is known by then.
        const ifMatch = queries.getQueryData(queryKey)?.version;
        await call("client-profiles-remove", { params: { id: profile.id }, ifMatch });
        queries.setQueryData(
          queryKey,
          (list) => list && { ...list, data: list.data.filter(({ id }) => id !== profile.id) },
        );
        toast(`${profile.name} is removed`);
        onRemoved();
      } finally {
        void queries.invalidateQueries({ queryKey });
        void queries.invalidateQueries({ queryKey: ["clients"] });
        void queries.invalidateQueries({ queryKey: ["client"] });
      }
    },
  });
}
