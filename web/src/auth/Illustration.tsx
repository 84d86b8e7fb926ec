import styles from "./Illustration.module.css";

/** Three sign-in pages, each in another brand. A picture: nothing in it is read out or reached. */
export function Illustration() {
  return (
    <div className={styles.stage} aria-hidden="true">
      {["back", "middle", "front"].map((place) => (
        <div key={place} className={styles.card} data-place={place}>
          <i className={styles.icon} />
          <i className={styles.title} />
          <i className={styles.line} />
          <i className={styles.label} />
          <i className={styles.input} />
          <i className={styles.label} />
          <i className={styles.input} />
          <i className={styles.button} />
        </div>
      ))}
    </div>
  );
}
