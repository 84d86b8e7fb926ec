import { ApiError } from "../../api/client";
import { toastError } from "../../ui/toast";
import { ago, fullTime } from "./time";

/** Why an invitation was not sent again, with the time in the reader's own zone (I04). */
export function tellNotSent(error: unknown): void {
  const at = error instanceof ApiError ? error.problem.resendAvailableAt : undefined;
  const when = at && {
    message: `The last one went out less than a day ago. It can be sent again ${ago(at)} (${fullTime(at)}).`,
  };
  toastError(when ?? error, "The invitation was not sent again");
}
