import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { Client, CompanySuggestion } from "../../api/schema";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { BuildingIcon } from "../../ui/icons";
import { Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { whyNot } from "../data/access";
import { refreshClients, storeClient, tellFailure } from "../data/clients";
import styles from "./client.module.css";

const why: Record<CompanySuggestion["reason"], string> = {
  typedName: "They typed this name when they signed up.",
  emailDomain: "Their email address is on this company’s domain.",
};

/** C05: what the product believes but does not decide; a person accepts or dismisses it. */
export function Suggestions({ client }: { client: Client }) {
  const me = useSession();
  const queries = useQueryClient();
  const reason = whyNot(me, "edit_clients");
  const { companyLabel } = me.workspace;
  const decide = useMutation({
    mutationFn: (choice: { companyId: string; companyName: string; accept: boolean }) =>
      call("clients-suggestion", {
        params: { id: client.id },
        body: { companyId: choice.companyId, accept: choice.accept },
      }),
    onSuccess: (answer, choice) => {
      storeClient(queries, answer);
      refreshClients(queries);
      toast(choice.accept ? `${companyLabel} set to ${choice.companyName}` : "Suggestion dismissed");
    },
    onError: (error) => tellFailure(queries, client.id, error),
  });
  if (client.companySuggestions.length === 0 || me.workspace.clientMode === "individuals") return null;
  return (
    <div className={styles.suggestions}>
      {client.companySuggestions.map((suggestion) => (
        <Notice key={suggestion.companyId} icon={BuildingIcon}>
          <p>
            <strong>Does this client belong to {suggestion.companyName}?</strong> {why[suggestion.reason]}
          </p>
          <div className={styles.suggestionActions}>
            <Button
              size="s"
              reason={reason}
              busy={decide.isPending && decide.variables.accept && decide.variables.companyId === suggestion.companyId}
              onClick={() => decide.mutate({ ...suggestion, accept: true })}
            >
              Yes, assign
            </Button>
            <Button
              size="s"
              variant="quiet"
              reason={reason}
              onClick={() => decide.mutate({ ...suggestion, accept: false })}
            >
              No, dismiss
            </Button>
          </div>
        </Notice>
      ))}
    </div>
  );
}
