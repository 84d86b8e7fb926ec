import { Button } from "./Button";
import styles from "./popup.module.css";

/** Stands in a list whose options did not come, in place of "nothing found". */
export function SearchFailed({ onRetry }: { onRetry: () => void }) {
  return (
    // A press must not take the focus from the input, which would close the list.
    <div
      className={styles.empty}
      role="alert"
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      The search failed.{" "}
      <Button variant="link" size="s" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
