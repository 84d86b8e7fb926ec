import styles from "./Avatar.module.css";
import { cx } from "./cx";

export type Named = { id: string; givenName: string; familyName: string };

/** Eight hues that keep the initials readable in light and dark; the id chooses one, so that a person keeps theirs. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return (hash ^ (hash >>> 15)) & 7;
}

export function initials(name: string): string {
  const words = name.split(/[\s.&-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return ([...first][0] + ([...last][0] ?? "")).toUpperCase();
}

export function fullName(person: { givenName: string; familyName: string }): string {
  return `${person.givenName} ${person.familyName}`.trim();
}

type AvatarProps = {
  id: string;
  name: string;
  size?: 20 | 24 | 28 | 32 | 48;
  square?: boolean;
  image?: string;
  className?: string;
};

/** Always beside the person's name, so it is hidden from screen readers. */
export function Avatar({ id, name, size = 24, square, image, className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={cx(styles.avatar, styles[`s${size}`], square && styles.square, className)}
      data-hue={hueOf(id)}
    >
      {image ? <img src={image} alt="" /> : initials(name)}
    </span>
  );
}

/** Several people, with all their names for screen readers and in the tooltip. */
export function AvatarStack({ people, max = 3, size = 24 }: { people: Named[]; max?: number; size?: 20 | 24 }) {
  const names = people.map(fullName).join(", ");
  const shown = people.length > max ? people.slice(0, max - 1) : people;
  return (
    <span className={styles.stack} data-tip={names}>
      {shown.map((person) => (
        <Avatar key={person.id} id={person.id} name={fullName(person)} size={size} />
      ))}
      {people.length > shown.length && (
        <span aria-hidden="true" className={cx(styles.avatar, styles.more, styles[`s${size}`])}>
          +{people.length - shown.length}
        </span>
      )}
      <span className="vh">{names || "Nobody"}</span>
    </span>
  );
}
