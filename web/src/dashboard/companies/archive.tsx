import type { QueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ApiError, call } from "../../api/client";
import type { Company } from "../../api/schema";
import { ask } from "../../ui/ask";
import { Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import styles from "./companies.module.css";

/** Archives a company after asking (O06). While clients belong to it the server refuses; the way to them stands there. */
export function archiveCompany(queries: QueryClient, company: Company): void {
  ask({
    title: `Archive ${company.name}?`,
    body: "It leaves the lists and can no longer be chosen. Its name and its domains are free again.",
    confirm: "Archive",
    danger: true,
    run: async () => {
      try {
        await call("companies-archive", { params: { id: company.id }, ifMatch: company.version });
        toast(`${company.name} is archived`);
      } finally {
        // After a refusal too: what is shown may be older than what the server knows.
        void queries.invalidateQueries({ queryKey: ["companies"] });
        void queries.invalidateQueries({ queryKey: ["company", company.id] });
      }
    },
    explain: (error, close) =>
      error instanceof ApiError &&
      error.code === "company_has_clients" && (
        <Notice tone="warn" alert>
          <p>{error.message}</p>
          <Link to="/app/clients" search={{ company: company.id } as never} className={styles.link} onClick={close}>
            Show its clients
          </Link>
        </Notice>
      ),
  });
}
