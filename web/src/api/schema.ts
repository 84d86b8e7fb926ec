// Provisional: will be replaced by a file of exactly this form, generated from the OpenAPI document. Do not edit by hand later.
/* eslint-disable */
export type Permission =
  | "view_clients" | "create_clients" | "edit_clients" | "delete_clients" | "manage_client_organizations" | "manage_client_access"
  | "view_requests" | "create_requests" | "edit_requests" | "assign_requests" | "delete_requests" | "manage_services" | "manage_billing"
  | "manage_knowledge_base" | "manage_forms" | "manage_settings" | "manage_team" | "view_audit" | "export_data";
export type ClientMode = "individualsAndBusinesses" | "individuals" | "businesses";
export type ClientStatus = "notInvited" | "invited" | "active" | "deactivated" | "archived";
export type Delivery = "queued" | "sent" | "failed" | "bounced" | "delivered" | "opened";
export type ImageKind = "squareIcon" | "fullLogo" | "signInPicture";

/** What the sign-in pages may know before anyone has signed in. */
export interface Portal {
  slug: string; brandName: string; pageTitle: string; clientMode: ClientMode; companyLabel: string; directSignUp: boolean;
  squareIconUrl?: string; fullLogoUrl?: string; signInPictureUrl?: string; help: Help;
}
export interface Help { email?: string; phone?: string; bookingUrl?: string }
/** Who is signed in. */
export interface SignedIn {
  kind: "internalUser" | "client"; id: string; givenName: string; familyName: string; email: string;
  /** "admin", "member" or a custom role's id; internal users only. */
  role?: string; roleName?: string; permissions: Permission[];
  workspace: { id: string; slug: string; brandName: string; clientMode: ClientMode; companyLabel: string; companyLabelPlural: string; squareIconUrl?: string };
}
export interface Workspace {
  id: string; version: number; slug: string; brandName: string; portalUrl: string; companyLabel: string; companyLabelPlural: string;
  clientMode: ClientMode; directSignUp: boolean; coworkerInvites: boolean;
  defaultLeadInternalUserId: string; defaultVisibilityInternalUserIds: string[]; assignCompanyByDomain: boolean;
  timeZone: string; currency: string;
  colorAccent: string; colorSidebarBackground?: string; colorSidebarText?: string; metaTitle?: string;
  squareIconUrl?: string; fullLogoUrl?: string; signInPictureUrl?: string;
  /** Markdown. */ welcomeMessage: string; /** Markdown. */ invitationText: string; help: Help;
  /** Assembly's names for the same. */ isCompaniesEnabled: boolean; isClientDirectSignUpEnabled: boolean;
}
export interface WorkspaceChanges {
  brandName?: string; companyLabel?: string; companyLabelPlural?: string; clientMode?: ClientMode; directSignUp?: boolean; coworkerInvites?: boolean;
  defaultLeadInternalUserId?: string; defaultVisibilityInternalUserIds?: string[]; assignCompanyByDomain?: boolean;
  timeZone?: string; currency?: string; colorAccent?: string; colorSidebarBackground?: string | null; colorSidebarText?: string | null; metaTitle?: string | null;
  welcomeMessage?: string; invitationText?: string; help?: Help;
}
/** The answer of an edit of the workspace: after a change of mode to `businesses`, the clients that need a company. */
export interface WorkspaceUpdated { workspace: Workspace; clientsWithoutCompany: { id: string; givenName: string; familyName: string }[]; version: number }
export interface OnboardingStep { key: "brand" | "welcomeMessage" | "article" | "testClient" | "firstClient"; done: boolean; skipped: boolean }
export interface Onboarding { steps: OnboardingStep[]; dismissed: boolean; version: number }

export interface InvitationBrief { id: string; status: "pending" | "accepted" | "cancelled" | "expired"; sentAt: string; expiresAt: string; resendAvailableAt: string; delivery: Delivery }
export interface CompanySuggestion { companyId: string; companyName: string; reason: "typedName" | "emailDomain" }
export interface Client {
  id: string; object: "client"; version: number; createdAt: string; updatedAt: string;
  givenName: string; familyName: string; email: string; position?: string; phone?: string; tags: string[];
  companyId?: string; companyIds: string[]; status: ClientStatus; creationMethod: "internalUser" | "client" | "directSignUp" | "import";
  leadInternalUserId: string; visibilityInternalUserIds: string[]; fallbackColor: string; avatarImageUrl?: string;
  firstLoginDate?: string; lastLoginDate?: string; lastActivityAt?: string;
  /** Only in the answer of clients-get. */ invitation?: InvitationBrief; companySuggestions: CompanySuggestion[];
}
export interface NewClient {
  givenName?: string; familyName?: string; /** Accepted instead of the two, and split. */ name?: string;
  email: string; position?: string; phone?: string; tags?: string[]; companyId?: string; companyIds?: string[];
  /** A typed company name: selects the company of that name (case and spaces folded) or creates it. */ companyName?: string;
  leadInternalUserId?: string; visibilityInternalUserIds?: string[];
}
export interface ClientChanges { givenName?: string; familyName?: string; name?: string; email?: string; position?: string | null; phone?: string | null; tags?: string[]; companyId?: string | null; companyIds?: string[]; companyName?: string; notify?: boolean }
export interface ClientPage { data: Client[]; nextToken?: string; /** Of the whole filter, not of the page. */ total: number; /** Per status, for the same search and filters without the status. */ counts: Record<ClientStatus, number> }
export interface Company { id: string; object: "company"; version: number; createdAt: string; updatedAt: string; name: string; domains: string[]; website?: string; description?: string; clientCount: number; fallbackColor: string; isPlaceholder: false; status: "active" | "archived" }
export interface CompanyPage { data: Company[]; nextToken?: string }
export interface InternalUser { id: string; object: "internalUser"; version: number; createdAt: string; updatedAt: string; givenName: string; familyName: string; email: string; role: string; roleName: string; status: "invited" | "active" | "deactivated"; fallbackColor: string; isClientAccessLimited: boolean; invitation?: InvitationBrief }
export interface InternalUserPage { data: InternalUser[]; nextToken?: string }
/** "admin" and "member" are built in; custom ones can be made and edited. */
export interface Role { id: string; name: string; permissions: Permission[]; builtIn: boolean }
export interface Roles { data: Role[]; version: number }
export interface Invitation extends InvitationBrief { kind: "client" | "internalUser"; personId: string; givenName: string; familyName: string; email: string; roleName?: string }
export interface InvitationPage { data: Invitation[]; nextToken?: string }
export interface InvitationPreview { kind: "client" | "internalUser"; givenName: string; familyName: string; email: string; brandName: string; /** Somebody else who is signed in here now. */ signedInAs?: string }
export interface ActivityEvent { id: string; at: string; actor: { kind: "internalUser" | "client" | "system" | "visitor"; id?: string; name: string }; action: string; summary: string; changes: { field: string; before?: unknown; after?: unknown }[] }
export interface ActivityPage { data: ActivityEvent[]; nextToken?: string }
/** A text for invitations that can be chosen instead of the workspace's own. An empty subject is the usual one. */
export interface InvitationTemplate { id: string; version: number; name: string; subject: string; /** Markdown. */ body: string; createdAt: string; updatedAt: string }
export interface Home { welcome: { /** Sanitized. */ html: string; from: { givenName: string; familyName: string; fallbackColor: string } }; help: Help; companies: { id: string; name: string }[]; articles: { id: string; title: string; excerpt: string }[] }
export interface Article { id: string; version: number; title: string; /** Markdown. */ body: string; /** Sanitized. */ html: string; state: "draft" | "published"; createdAt: string; updatedAt: string }
export interface Problem {
  code: string; /** What happened and what to do, ready to show. */ message: string; requestId: string; fields?: { field: string; code: string; message: string }[];
  requiredPermission?: Permission; resendAvailableAt?: string; /** email_in_use: the record, if the caller may see it. */ record?: { id: string; kind: "client" | "internalUser"; archived: boolean; name: string };
  signedInAs?: string; limit?: number; current?: number; retryAfter?: number;
}
/** The proof that a mail reached its reader: the token of its link, or its code together with the address. */
export type Proof = { token: string } | { email: string; code: string };
type Empty = Record<string, never>;
type Id = { id: string };

export interface Operations {
  // public; the workspace is named by the header `Portico-Workspace: <slug>`
  "workspaces-create": { params: Empty; body: { brandName: string; slug: string; name: string; email: string; password: string }; output: SignedIn };
  "portals-get": { params: { slug: string }; body: undefined; output: Portal };
  "sessions-create": { params: Empty; body: { email: string; password: string; switch?: boolean }; output: SignedIn };
  "password-resets-create": { params: Empty; body: { email: string }; output: Empty };
  "password-resets-confirm": { params: Empty; body: Proof & { password: string }; output: SignedIn };
  "sign-ups-create": { params: Empty; body: { givenName: string; familyName: string; email: string; companyName?: string }; output: Empty };
  "sign-ups-confirm": { params: Empty; body: Proof & { password: string; switch?: boolean }; output: SignedIn };
  "invitations-inspect": { params: Empty; body: Proof; output: InvitationPreview };
  "invitations-accept": { params: Empty; body: Proof & { password: string; switch?: boolean }; output: SignedIn };
  "invitations-request": { params: Empty; body: { token?: string; email?: string }; output: Empty };
  "email-changes-confirm": { params: Empty; body: Proof; output: Empty };
  // anyone signed in
  "sessions-current": { params: Empty; body: undefined; output: SignedIn };
  "sessions-end": { params: Empty; body: undefined; output: Empty };
  "sessions-end-all": { params: Empty; body: undefined; output: Empty };
  "passwords-change": { params: Empty; body: { currentPassword: string; newPassword: string }; output: Empty };
  "email-changes-create": { params: Empty; body: { email: string; password: string }; output: Empty };
  // clients
  "home-get": { params: Empty; body: undefined; output: Home };
  "home-article-get": { params: Id; body: undefined; output: Article };
  // internal users
  "workspaces-get": { params: Empty; body: undefined; output: Workspace };
  "workspaces-update": { params: Empty; body: WorkspaceChanges; output: WorkspaceUpdated };
  "workspaces-image-set": { params: { kind: ImageKind }; body: { /** PNG or JPEG, at most 1 MiB, base64. */ data: string }; output: Workspace };
  "workspaces-image-remove": { params: { kind: ImageKind }; body: undefined; output: Workspace };
  "onboarding-get": { params: Empty; body: undefined; output: Onboarding };
  "onboarding-update": { params: Empty; body: { skip?: OnboardingStep["key"]; unskip?: OnboardingStep["key"]; dismissed?: boolean }; output: Onboarding };
  "clients-list": { params: { search?: string; status?: string /* comma separated */; companyId?: string; leadInternalUserId?: string; tag?: string; email?: string; givenName?: string; familyName?: string; inactiveDays?: number; sort?: "createdAt" | "name" | "lastActivity"; order?: "asc" | "desc"; limit?: number; nextToken?: string }; body: undefined; output: ClientPage };
  "clients-create": { params: { sendInvite?: boolean; templateId?: string }; body: NewClient; output: Client };
  "clients-get": { params: Id; body: undefined; output: Client };
  "clients-update": { params: Id; body: ClientChanges; output: Client };
  "clients-set-access": { params: Id; body: { leadInternalUserId?: string; visibilityInternalUserIds?: string[] }; output: Client };
  "clients-archive": { params: Id & { notify?: boolean }; body: undefined; output: { id: string; object: "client"; deleted: true; version: number } };
  "clients-restore": { params: Id; body: undefined; output: Client };
  "clients-deactivate": { params: Id; body: undefined; output: Client };
  "clients-activate": { params: Id; body: undefined; output: Client };
  "clients-invite": { params: Id & { templateId?: string }; body: undefined; output: Client };
  "clients-avatar-set": { params: Id; body: { /** PNG or JPEG, at most 1 MiB, base64. */ data: string }; output: Client };
  "clients-avatar-remove": { params: Id; body: undefined; output: Client };
  "clients-suggestion": { params: Id; body: { companyId: string; accept: boolean }; output: Client };
  "clients-activity": { params: Id & { limit?: number; nextToken?: string }; body: undefined; output: ActivityPage };
  "companies-list": { params: { name?: string; search?: string; limit?: number; nextToken?: string }; body: undefined; output: CompanyPage };
  "companies-create": { params: Empty; body: { name: string; website?: string; description?: string; domains?: string[] }; output: Company };
  "companies-get": { params: Id; body: undefined; output: Company };
  "companies-update": { params: Id; body: { name?: string; website?: string | null; description?: string | null; domains?: string[] }; output: Company };
  "companies-archive": { params: Id; body: undefined; output: Company };
  "invitation-templates-list": { params: Empty; body: undefined; output: { data: InvitationTemplate[] } };
  "invitation-templates-create": { params: Empty; body: { name: string; subject?: string; body: string }; output: InvitationTemplate };
  "invitation-templates-update": { params: Id; body: { name?: string; subject?: string; body?: string }; output: InvitationTemplate };
  "invitations-list": { params: { limit?: number; nextToken?: string }; body: undefined; output: InvitationPage };
  "invitations-resend": { params: Id; body: undefined; output: Invitation };
  "invitations-cancel": { params: Id; body: undefined; output: Invitation };
  "internal-users-list": { params: { limit?: number; nextToken?: string }; body: undefined; output: InternalUserPage };
  "internal-users-create": { params: Empty; body: { givenName?: string; familyName?: string; name?: string; email: string; role: string }; output: InternalUser };
  "internal-users-update": { params: Id; body: { role: string }; output: InternalUser };
  "roles-list": { params: Empty; body: undefined; output: Roles };
  "roles-create": { params: Empty; body: { name: string; permissions: Permission[] }; output: Role };
  "roles-update": { params: Id; body: { name?: string; permissions?: Permission[] }; output: Role };
  "articles-list": { params: Empty; body: undefined; output: { data: Article[] } };
  "articles-create": { params: Empty; body: { title: string; body: string; state?: "draft" | "published" }; output: Article };
  "articles-get": { params: Id; body: undefined; output: Article };
  "articles-update": { params: Id; body: { title?: string; body?: string; state?: "draft" | "published" }; output: Article };
}

/** Method and path of every operation; parameters not in the path go to the query. */
export const operations: { [K in keyof Operations]: readonly [method: string, path: string] } = {
  "workspaces-create": ["POST", "/v1/workspaces"], "portals-get": ["GET", "/v1/portals/{slug}"], "sessions-create": ["POST", "/v1/sessions"],
  "password-resets-create": ["POST", "/v1/password-resets"], "password-resets-confirm": ["POST", "/v1/password-resets/confirm"],
  "sign-ups-create": ["POST", "/v1/sign-ups"], "sign-ups-confirm": ["POST", "/v1/sign-ups/confirm"],
  "invitations-inspect": ["POST", "/v1/invitations/inspect"], "invitations-accept": ["POST", "/v1/invitations/accept"], "invitations-request": ["POST", "/v1/invitations/request"],
  "email-changes-confirm": ["POST", "/v1/email-changes/confirm"], "sessions-current": ["GET", "/v1/sessions/current"], "sessions-end": ["DELETE", "/v1/sessions/current"],
  "sessions-end-all": ["DELETE", "/v1/sessions"], "passwords-change": ["POST", "/v1/password"], "email-changes-create": ["POST", "/v1/email-changes"],
  "home-get": ["GET", "/v1/home"], "home-article-get": ["GET", "/v1/home/articles/{id}"], "workspaces-get": ["GET", "/v1/workspaces"], "workspaces-update": ["PATCH", "/v1/workspaces"],
  "workspaces-image-set": ["PUT", "/v1/workspaces/images/{kind}"], "workspaces-image-remove": ["DELETE", "/v1/workspaces/images/{kind}"],
  "onboarding-get": ["GET", "/v1/onboarding"], "onboarding-update": ["PATCH", "/v1/onboarding"],
  "clients-list": ["GET", "/v1/clients"], "clients-create": ["POST", "/v1/clients"], "clients-get": ["GET", "/v1/clients/{id}"], "clients-update": ["PATCH", "/v1/clients/{id}"],
  "clients-set-access": ["PUT", "/v1/clients/{id}/access"], "clients-archive": ["DELETE", "/v1/clients/{id}"], "clients-restore": ["POST", "/v1/clients/{id}/restore"],
  "clients-deactivate": ["POST", "/v1/clients/{id}/deactivate"], "clients-activate": ["POST", "/v1/clients/{id}/activate"], "clients-invite": ["POST", "/v1/clients/{id}/invitations"],
  "clients-suggestion": ["POST", "/v1/clients/{id}/company-suggestions"], "clients-activity": ["GET", "/v1/clients/{id}/activity"],
  "companies-list": ["GET", "/v1/companies"], "companies-create": ["POST", "/v1/companies"], "companies-get": ["GET", "/v1/companies/{id}"], "companies-update": ["PATCH", "/v1/companies/{id}"],
  "clients-avatar-set": ["PUT", "/v1/clients/{id}/avatar"], "clients-avatar-remove": ["DELETE", "/v1/clients/{id}/avatar"], "companies-archive": ["DELETE", "/v1/companies/{id}"],
  "invitation-templates-list": ["GET", "/v1/invitation-templates"], "invitation-templates-create": ["POST", "/v1/invitation-templates"], "invitation-templates-update": ["PATCH", "/v1/invitation-templates/{id}"],
  "invitations-list": ["GET", "/v1/invitations"], "invitations-resend": ["POST", "/v1/invitations/{id}/resend"], "invitations-cancel": ["POST", "/v1/invitations/{id}/cancel"],
  "internal-users-list": ["GET", "/v1/internal-users"], "internal-users-create": ["POST", "/v1/internal-users"], "internal-users-update": ["PATCH", "/v1/internal-users/{id}"],
  "roles-list": ["GET", "/v1/roles"], "roles-create": ["POST", "/v1/roles"], "roles-update": ["PATCH", "/v1/roles/{id}"],
  "articles-list": ["GET", "/v1/articles"], "articles-create": ["POST", "/v1/articles"], "articles-get": ["GET", "/v1/articles/{id}"], "articles-update": ["PATCH", "/v1/articles/{id}"],
};
