import type { ClientPermission } from "../../api/schema";

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
