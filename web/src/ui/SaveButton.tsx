import { Button } from "./Button";

type Props = {
  form: { busy: boolean; dirty: boolean };
  /** The form changes something that exists: nothing to save until something differs. */
  edits: boolean;
  /** What it says where something new is made. */
  create: string;
};

/** Sends the form of a drawer. */
export function SaveButton({ form, edits, create }: Props) {
  return (
    <Button
      variant="primary"
      type="submit"
      busy={form.busy}
      reason={edits && !form.dirty ? "Nothing has changed" : undefined}
    >
      {edits ? "Save changes" : create}
    </Button>
  );
}
