import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/client";
import type { Workspace } from "../../api/schema";
import { Button } from "../../ui/Button";
import { Switch } from "../../ui/Field";
import { CopyIcon } from "../../ui/icons";
import { toast, toastError } from "../../ui/toast";
import { insist } from "../data/useVersionedForm";
import styles from "./settings.module.css";
import { rereadWorkspace } from "./useWorkspaceForm";

type Props = { workspace: Workspace; version: number; onSaved: (workspace: Workspace) => void };

/** S03: on or off at once; on, it shows the address to share. */
export function DirectSignUp({ workspace, version, onSaved }: Props) {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<boolean>();
  const on = wanted ?? workspace.directSignUp;
  const address = `${workspace.portalUrl.replace(/\/$/, "")}/sign-up`;

  async function send(next: boolean, known: number): Promise<Workspace> {
    const update = (ifMatch?: number) => call("workspaces-update", { body: { directSignUp: next }, ifMatch });
    const answer = await insist(known, update, () => rereadWorkspace(queries));
    onSaved(answer.workspace);
    return answer.workspace;
  }

  async function change(next: boolean) {
    setWanted(next);
    try {
      const saved = await send(next, version);
      toast(next ? "Anyone can sign up now" : "Sign-up is closed", {
        label: "Undo",
        run: () => send(!next, saved.version),
      });
    } catch (error) {
      toastError(error);
    } finally {
      setWanted(undefined);
    }
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      toast("Address copied");
    } catch (error) {
      toastError(error, "The address could not be copied");
    }
  }

  return (
    <div className={styles.signUp}>
      <Switch
        label="Direct sign-up"
        hint="People create their own client account in your portal and confirm their email. Takes effect at once."
        checked={on}
        onChange={(next) => void change(next)}
      />
      {on && (
        <div className={styles.share}>
          <code>{address}</code>
          <Button size="s" icon={CopyIcon} onClick={() => void copy()}>
            Copy
          </Button>
        </div>
      )}
    </div>
  );
}
