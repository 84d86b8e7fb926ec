import { useBlocker } from "@tanstack/react-router";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { describeError } from "../../ui/states";
import { useUnsaved } from "../../ui/unsaved";
import styles from "./settings.module.css";

type Props = {
  form: { dirty: boolean; busy: boolean; problem?: unknown; reset: () => void };
  /** What is said elsewhere on the page is not said here. */
  quiet?: boolean;
};

/** Stands at the bottom while something is not saved, and asks before it would be lost. */
export function SaveBar({ form, quiet }: Props) {
  const { dirty, busy } = form;
  const problem = quiet ? undefined : form.problem;
  useUnsaved(dirty);
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: dirty, withResolver: true });
  return (
    <>
      {(dirty || problem !== undefined) && (
        <div className={styles.saveBar}>
          <p role="status" className={problem ? styles.saveProblem : undefined}>
            {problem ? problemText(problem) : "Not saved yet"}
          </p>
          <Button onClick={() => form.reset()}>Discard</Button>
          <Button variant="primary" type="submit" busy={busy}>
            Save changes
          </Button>
        </div>
      )}
      {blocker.status === "blocked" && (
        <ConfirmDialog
          title="Leave without saving?"
          body="What you changed on this page is not saved yet."
          confirm="Discard and leave"
          danger
          run={() => {
            form.reset();
            blocker.proceed();
          }}
          onClose={() => blocker.reset?.()}
        />
      )}
    </>
  );
}

function problemText(problem: unknown): string {
  const { message, requestId } = describeError(problem);
  return requestId ? `${message} (request ${requestId})` : message;
}
