import type { CustomField } from "../../api/schema";
import { typedValue } from "../data/fields";

/** What a form holds, as the API takes it: only what was filled in. */
export function filledValues(
  fields: CustomField[],
  values: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const filled = fields.flatMap((field) => {
    const value = values[field.key];
    const sent = typeof value === "string" && field.type !== "singleSelect" ? typedValue(field, value) : value;
    const empty = sent === null || sent === undefined || (Array.isArray(sent) && sent.length === 0);
    return empty ? [] : [[field.key, sent] as const];
  });
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}
