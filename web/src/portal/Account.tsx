import { AccountSections } from "../account/AccountSections";
import styles from "./article.module.css";
import { usePageTitle } from "./data";

export function PortalAccount() {
  usePageTitle("Your account");
  return (
    <div className={styles.account}>
      <h1 className={styles.accountTitle}>Your account</h1>
      <AccountSections />
    </div>
  );
}
