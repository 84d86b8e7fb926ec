import { type CompanyWords, usualWords } from "../data/access";
import { fullTime } from "../data/time";

/** Whether a recorded value is none at all. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

export type Names = {
  person: (id: string) => string | undefined;
  company?: (id: string) => string | undefined;
  profile?: (id: string) => string | undefined;
};

const labels: Record<string, string> = {
  givenName: "First name",
  familyName: "Last name",
  leadInternalUserId: "Lead",
  clientProfileId: "Client profile",
  portalRate: "Rate per hour",
  visibilityInternalUserIds: "Visibility",
};

/** `leadInternalUserId` → “Lead”, `fooBar` → “Foo bar”. */
export function fieldLabel(field: string, words: CompanyWords = usualWords): string {
  if (field === "companyId") return words.companyLabel;
  if (field === "companyIds") return words.companyLabelPlural;
  const spelled = field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return labels[field] ?? spelled.charAt(0).toUpperCase() + spelled.slice(1);
}

const statuses: Record<string, string> = {
  notInvited: "Not invited",
  invited: "Invited",
  active: "Active",
  deactivated: "Deactivated",
  archived: "Archived",
  pending: "Pending",
  accepted: "Accepted",
  cancelled: "Cancelled",
  expired: "Expired",
  internalUser: "The team",
  directSignUp: "Direct sign-up",
};

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A recorded value for people: ids become names, nothing becomes “nothing”. */
export function valueText(value: unknown, names: Names): string {
  if (isNothing(value)) return "nothing";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.map((one) => valueText(one, names)).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  if (moment.test(text)) return fullTime(text);
  return names.person(text) ?? names.company?.(text) ?? names.profile?.(text) ?? statuses[text] ?? text;
}
