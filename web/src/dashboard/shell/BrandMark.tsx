import { useQuery } from "@tanstack/react-query";
import { initials } from "../../brand";
import { useSession } from "../../session";
import { workspaceQuery } from "../data/queries";
import styles from "./layout.module.css";

/** The firm's icon, or its initials on its own colour, and its name. */
export function BrandMark() {
  const me = useSession();
  const workspace = useQuery(workspaceQuery).data;
  const icon = workspace ? workspace.squareIconUrl : me.workspace.squareIconUrl;
  const name = workspace?.brandName ?? me.workspace.brandName;
  return (
    <span className={styles.brand}>
      <span aria-hidden="true" className={styles.brandIcon} data-picture={icon ? "" : undefined}>
        {icon ? <img src={icon} alt="" /> : initials(name)}
      </span>
      <span className={styles.brandName}>{name}</span>
    </span>
  );
}
