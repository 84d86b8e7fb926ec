export type Names = { person: (id: string) => string | undefined; company: (id: string) => string | undefined };

const labels: Record<string, string> = {
  givenName: "First name",
  familyName: "Last name",
  companyId: "Company",
  companyIds: "Companies",
  leadInternalUserId: "Lead",
  visibilityInternalUserIds: "Visibility",
};

/** `leadInternalUserId` → “Lead”, `fooBar` → “Foo bar”. */
export function fieldLabel(field: string): string {
  const words = field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return labels[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** A recorded value for people: ids become names, nothing becomes “nothing”. */
export function valueText(value: unknown, names: Names): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length > 0 ? value.map((one) => valueText(one, names)).join(", ") : "nothing";
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return names.person(text) ?? names.company(text) ?? text;
}
