import { type Ref, useEffect, useRef, useState } from "react";
import { CloseIcon, SearchIcon } from "./icons";
import { Kbd } from "./Kbd";
import styles from "./search.module.css";

type Props = {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  shortcut?: string;
  inputRef?: Ref<HTMLInputElement>;
  delay?: number;
};

/** A search that tells what was typed after a short rest, and at once on Enter or when cleared. */
export function SearchInput({ label, placeholder = label, value, onChange, shortcut, inputRef, delay = 220 }: Props) {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  const told = useRef(value);
  // The address changed by other means (back, a link): show what it says, and forget what was about to be told.
  useEffect(() => {
    if (value !== told.current) {
      clearTimeout(timer.current);
      told.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function tell(next: string, wait: number) {
    setText(next);
    clearTimeout(timer.current);
    const send = () => {
      told.current = next.trim();
      onChange(next.trim());
    };
    if (wait) timer.current = window.setTimeout(send, wait);
    else send();
  }
  return (
    <div className={styles.search}>
      <SearchIcon />
      <input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => tell(event.target.value, delay)}
        onKeyDown={(event) => {
          if (event.key === "Enter") tell(text, 0);
          if (event.key === "Escape") {
            if (text) tell("", 0);
            else event.currentTarget.blur();
          }
        }}
      />
      {text ? (
        <button type="button" aria-label="Clear search" onClick={() => tell("", 0)}>
          <CloseIcon size={14} />
        </button>
      ) : (
        shortcut && <Kbd>{shortcut}</Kbd>
      )}
    </div>
  );
}
