import type { SignedIn } from "../../api/schema";
import {
  BookIcon,
  BuildingIcon,
  HomeIcon,
  type Icon,
  MailIcon,
  SettingsIcon,
  ShieldIcon,
  UsersIcon,
} from "../../ui/icons";
import { can } from "../data/access";

export type Place = { to: string; label: string; icon: Icon; keywords?: string };

/** The places that this person may go to, in the order of the side bar. */
export function placesOf(me: SignedIn): { main: Place[]; firm: Place[] } {
  const { clientMode, companyLabelPlural } = me.workspace;
  const seesClients = can(me, "view_clients");
  return {
    main: [
      { to: "/app", label: "Home", icon: HomeIcon, keywords: "start checklist" },
      ...(seesClients ? [{ to: "/app/clients", label: "Clients", icon: UsersIcon, keywords: "people crm" }] : []),
      // W05: no company anywhere when the firm serves individuals only.
      ...(seesClients && clientMode !== "individuals"
        ? [{ to: "/app/companies", label: companyLabelPlural, icon: BuildingIcon, keywords: "companies businesses" }]
        : []),
    ],
    firm: [
      { to: "/app/team", label: "Team", icon: ShieldIcon, keywords: "internal users roles members" },
      ...(can(me, "create_clients") || can(me, "manage_team")
        ? [{ to: "/app/invitations", label: "Invitations", icon: MailIcon, keywords: "pending resend" }]
        : []),
      ...(can(me, "manage_knowledge_base")
        ? [{ to: "/app/articles", label: "Articles", icon: BookIcon, keywords: "knowledge base" }]
        : []),
      ...(can(me, "manage_settings")
        ? [{ to: "/app/settings", label: "Settings", icon: SettingsIcon, keywords: "branding messages help general" }]
        : []),
    ],
  };
}
