import { type RefObject, useRef, useState } from "react";
import { IconButton } from "./Button";
import { ChevronDownIcon, ChevronUpIcon } from "./icons";

type Props = {
  /** The name of what is moved. */
  what: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
};

/** Moves one thing of a list up or down; the focus goes with it. */
export function Reorder({ what, index, count, onMove }: Props) {
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  function move(to: number, button: RefObject<HTMLButtonElement | null>) {
    onMove(to);
    // A row that changes its place in the page loses the focus.
    requestAnimationFrame(() => button.current?.focus());
  }
  return (
    <>
      <IconButton
        ref={up}
        icon={ChevronUpIcon}
        label={`Move ${what} up`}
        reason={index === 0 ? "It is the first already" : undefined}
        onClick={() => move(index - 1, up)}
      />
      <IconButton
        ref={down}
        icon={ChevronDownIcon}
        label={`Move ${what} down`}
        reason={index === count - 1 ? "It is the last already" : undefined}
        onClick={() => move(index + 1, down)}
      />
    </>
  );
}

/** Says to screen readers where something stands now; `moved` belongs beside the list. */
export function useMoved() {
  const [told, setTold] = useState("");
  const moved = (
    <span className="vh" role="status">
      {told}
    </span>
  );
  const sayMoved = (what: string, to: number, count: number) => setTold(`${what} is now ${to + 1} of ${count}`);
  return { moved, sayMoved };
}
