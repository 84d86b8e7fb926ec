import { Button } from "./Button";
import { useCoarse } from "./media";

type Props = {
  changed: boolean;
  /** What is said in place of how to close. */
  says?: string;
  onDone: () => void;
};

/** Stands under a choice of several, which holds once its popover is closed. */
export function ApplyFooter({ changed, says, onDone }: Props) {
  const coarse = useCoarse();
  const how = coarse ? "Applied when you close this." : "Closing applies this, Esc takes it back.";
  return (
    <>
      <span>{says ?? (changed ? how : "")}</span>
      <Button size="s" variant={changed ? "primary" : "secondary"} onClick={onDone}>
        Done
      </Button>
    </>
  );
}
