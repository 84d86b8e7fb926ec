import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client";
import type { Workspace, WorkspaceChanges, WorkspaceUpdated } from "../../api/schema";
import { sessionQuery } from "../../session";
import { toast } from "../../ui/toast";
import { workspaceQuery } from "../data/queries";
import { useVersionedForm } from "../data/useVersionedForm";

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

/** The workspace as it is now, for a change that an older version was refused for. */
export const rereadWorkspace = (queries: QueryClient): Promise<Workspace> =>
  queries.fetchQuery({ ...workspaceQuery, staleTime: 0 });

/**
 * A form over some of the workspace's settings. Saving sends only what was changed; what somebody else has changed in the
 * meantime is shown where nobody has typed, and saving again puts the rest on top, knowingly.
 */
export function useWorkspaceForm<V extends object>(
  workspace: Workspace,
  pick: (workspace: Workspace) => V,
  toChanges: (changes: Partial<V>, values: V) => WorkspaceChanges,
) {
  const queries = useQueryClient();
  const form = useVersionedForm<Workspace, V>({
    record: workspace,
    version: workspace.version,
    pick: (record = workspace) => pick(record),
    reread: async () => {
      const record = await rereadWorkspace(queries);
      return { record, version: record.version };
    },
    differences: (before, after) =>
      JSON.stringify(before) === JSON.stringify(after) ? [] : ["Settings of this page are others now."],
  });

  async function save(afterwards?: (answer: WorkspaceUpdated) => void): Promise<boolean> {
    return form.save(async (opened) => {
      const answer = await call("workspaces-update", {
        body: toChanges(form.changes(), form.values),
        ifMatch: opened,
      });
      storeWorkspace(queries, answer.workspace);
      form.saved(form.values, answer.workspace, answer.workspace.version);
      toast("Settings saved");
      afterwards?.(answer);
    });
  }

  /** A change outside the form (a switch, a picture) that takes effect at once. */
  function adopt(next: Workspace) {
    storeWorkspace(queries, next);
    form.follow(next, next.version);
  }
  return { ...form, version: form.opened ?? workspace.version, save, adopt };
}

export type WorkspaceForm<V extends object> = ReturnType<typeof useWorkspaceForm<V>>;
