import { cx } from "../ui/cx";
import styles from "./prose.module.css";

/** Text that the firm wrote in Markdown. */
export function Prose({ html, long }: { html: string; long?: boolean }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server made and sanitized it, and the policy of the page runs no script in it.
  return <div className={cx(styles.prose, long && styles.long)} dangerouslySetInnerHTML={{ __html: html }} />;
}
