import type { ClientMode, NewClient, SignedIn, Workspace } from "../../api/schema";
import type { ComboValue } from "../../ui/Combobox";
import { can } from "../data/access";

export type NewClientValues = {
  name: string;
  givenName?: string;
  familyName?: string;
  email: string;
  companyId: ComboValue | null;
  companyName?: string;
  position: string;
  phone: string;
  tags: string[];
  /** Empty for the default. */
  clientProfileId: string;
  /** As typed, in the currency's usual units. */
  portalRate: string;
  customFields: Record<string, unknown>;
  leadInternalUserId: string;
  visibilityInternalUserIds: string[];
  sendInvite: boolean;
  templateId?: string;
};

/** Whether the form asks for a company: never for individuals (W05), always for businesses (W06), else as one likes (W04). */
export function companyRule(mode: ClientMode): "hidden" | "optional" | "required" {
  return mode === "individuals" ? "hidden" : mode === "businesses" ? "required" : "optional";
}

/** The person who adds a client leads them, unless the workspace has somebody for that. */
export function defaultLead(me: SignedIn, workspace: Workspace | undefined): string {
  return me.id || workspace?.defaultLeadInternalUserId || "";
}

/** What is sent: only what was filled in. Lead and visibility go along only for those who may choose them (A04). */
export function bodyOf(
  values: NewClientValues,
  me: Pick<SignedIn, "role" | "permissions" | "workspace">,
  more: Pick<NewClient, "customFields" | "portalRate"> = {},
): NewClient {
  const split = values.givenName !== undefined || values.familyName !== undefined;
  const name = split
    ? { givenName: values.givenName?.trim() ?? "", familyName: values.familyName?.trim() ?? "" }
    : { name: values.name.trim() };
  const company = companyRule(me.workspace.clientMode) === "hidden" ? null : values.companyId;
  const access = can(me, "manage_client_access")
    ? {
        leadInternalUserId: values.leadInternalUserId || undefined,
        visibilityInternalUserIds:
          values.visibilityInternalUserIds.length > 0 ? values.visibilityInternalUserIds : undefined,
      }
    : {};
  return {
    ...name,
    email: values.email.trim(),
    position: values.position.trim() || undefined,
    phone: values.phone.trim() || undefined,
    tags: values.tags.length > 0 ? values.tags : undefined,
    clientProfileId: values.clientProfileId || undefined,
    ...more,
    ...(company?.create ? { companyName: company.name } : company ? { companyId: company.id } : {}),
    ...access,
  };
}
