import { later } from "../later";
import type { Question } from "./Dialog";
import { store } from "./store";

const ConfirmDialog = later<Question & { onClose: () => void }>(() => import("./Dialog"));
const question = store<Question | undefined>(undefined);

/** Opens a dialog that asks before something that cannot simply be undone. */
export function ask(next: Question): void {
  question.set(next);
}

/** Where the question stands; the layout has one. */
export function QuestionHost() {
  const open = question.use();
  return open ? <ConfirmDialog {...open} onClose={() => question.set(undefined)} /> : null;
}
