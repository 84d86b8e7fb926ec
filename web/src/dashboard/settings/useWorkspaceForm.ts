import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, call } from "../../api/client";
import type { Workspace, WorkspaceChanges, WorkspaceUpdated } from "../../api/schema";
import { sessionQuery } from "../../session";
import { toast } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { workspaceQuery } from "../data/queries";

/** Puts a changed workspace everywhere it shows: the settings, and the session's names and mode. */
export function storeWorkspace(queries: QueryClient, workspace: Workspace): void {
  queries.setQueryData(workspaceQuery.queryKey, workspace);
  const { slug, brandName, clientMode, companyLabel, companyLabelPlural, squareIconUrl } = workspace;
  queries.setQueryData(
    sessionQuery.queryKey,
    (me) =>
      me && {
        ...me,
        workspace: { ...me.workspace, slug, brandName, clientMode, companyLabel, companyLabelPlural, squareIconUrl },
      },
  );
  void queries.invalidateQueries({ queryKey: ["onboarding"] });
}

/**
 * A form over some of the workspace's settings. Saving sends only what was changed, with the version that was read; a
 * conflict keeps what was typed and reads the new version, so that saving again puts it on top, knowingly.
 */
export function useWorkspaceForm<V extends object>(
  workspace: Workspace,
  pick: (workspace: Workspace) => V,
  toChanges: (changes: Partial<V>, values: V) => WorkspaceChanges,
) {
  const queries = useQueryClient();
  const [version, setVersion] = useState(workspace.version);
  const form = useForm<V>(pick(workspace));

  async function save(afterwards?: (answer: WorkspaceUpdated) => void): Promise<boolean> {
    return form.submit(async () => {
      try {
        const answer = await call("workspaces-update", {
          body: toChanges(form.changes(), form.values),
          ifMatch: version,
        });
        storeWorkspace(queries, answer.workspace);
        setVersion(answer.workspace.version);
        form.saved(form.values, pick(answer.workspace));
        toast("Settings saved");
        afterwards?.(answer);
      } catch (error) {
        if (error instanceof ApiError && error.code === "version_conflict") {
          const fresh = await queries.fetchQuery({ ...workspaceQuery, staleTime: 0 });
          setVersion(fresh.version);
        }
        throw error;
      }
    });
  }

  /** A change outside the form (a switch, a picture) that takes effect at once. */
  function adopt(next: Workspace) {
    storeWorkspace(queries, next);
    setVersion(next.version);
  }
  return { ...form, version, save, adopt };
}

export type WorkspaceForm<V extends object> = ReturnType<typeof useWorkspaceForm<V>>;
