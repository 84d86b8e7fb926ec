import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { Client, CompanySuggestion } from "../../api/schema";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { BuildingIcon } from "../../ui/icons";
import { Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { whyNot } from "../data/access";
import { tellFailure } from "../data/clients";
import { changeClient } from "../data/turns";
import styles from "./client.module.css";

const why = (reason: CompanySuggestion["reason"], companyLabel: string): string =>
  reason === "typedName"
    ? "They typed this name when they signed up."
    : `Their email address is on this ${companyLabel.toLowerCase()}’s domain.`;

/** C05: what the product believes but does not decide; a person accepts or dismisses it. */
export function Suggestions({ client }: { client: Client }) {
  const me = useSession();
  const queries = useQueryClient();
  const reason = whyNot(me, "edit_clients");
  const { companyLabel } = me.workspace;
  const decide = useMutation({
    mutationFn: (choice: { companyId: string; companyName: string; accept: boolean }) =>
      changeClient(queries, client, ({ id }) =>
        call("clients-suggestion", { params: { id }, body: { companyId: choice.companyId, accept: choice.accept } }),
      ),
    onSuccess: (_client, choice) =>
      toast(choice.accept ? `${companyLabel} set to ${choice.companyName}` : "Suggestion dismissed"),
    onError: (error) => tellFailure(queries, client.id, error),
  });
  // One answer is enough: a second click while the first is under way is none.
  const answer = (choice: CompanySuggestion, accept: boolean) =>
    !decide.isPending && decide.mutate({ ...choice, accept });
  const busy = (choice: CompanySuggestion, accept: boolean) =>
    decide.isPending && decide.variables.accept === accept && decide.variables.companyId === choice.companyId;
  if (client.companySuggestions.length === 0 || me.workspace.clientMode === "individuals") return null;
  return (
    <div className={styles.suggestions}>
      {client.companySuggestions.map((suggestion) => (
        <Notice key={suggestion.companyId} icon={BuildingIcon}>
          <p>
            <strong>Does this client belong to {suggestion.companyName}?</strong> {why(suggestion.reason, companyLabel)}
          </p>
          <div className={styles.suggestionActions}>
            <Button size="s" reason={reason} busy={busy(suggestion, true)} onClick={() => answer(suggestion, true)}>
              Yes, assign
            </Button>
            <Button
              size="s"
              variant="quiet"
              reason={reason}
              busy={busy(suggestion, false)}
              onClick={() => answer(suggestion, false)}
            >
              No, dismiss
            </Button>
          </div>
        </Notice>
      ))}
    </div>
  );
}
