import { ApiError } from "../../api/client";

/** What is wrong with a typed value, where the page knows before the server. */
export class FieldProblem extends Error {}

/** What a refusal says at the field that was changed. */
export function saying(failure: unknown): string {
  if (failure instanceof ApiError) return failure.problem.fields?.[0]?.message ?? failure.message;
  return failure instanceof FieldProblem ? failure.message : "This could not be saved.";
}
