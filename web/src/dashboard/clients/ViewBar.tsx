import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SavedView } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { BookmarkIcon, ChevronDownIcon } from "../../ui/icons";
import { MenuButton } from "../../ui/Menu";
import { useRunning } from "../../ui/once";
import { whyNot } from "../data/access";
import { changeAndTell, changeName, viewsQuery } from "../data/views";
import styles from "./clients.module.css";
import { isView, type ListSearch, queryOf, searchOf } from "./filter";
import type { ViewDialogProps } from "./ViewDialog";
import { viewEntries } from "./viewEntries";

const ViewDialog = later<ViewDialogProps>(() => import("./ViewDialog"));

type Props = {
  search: ListSearch;
  /** The first rows are there: only then is it time for the views. */
  ready: boolean;
  onChange: (change: Partial<ListSearch>) => void;
};

/** The saved views: choosing one sets the address; what the address changes about it can be saved. */
export function ViewBar({ search, ready, onChange }: Props) {
  const me = useSession();
  const queries = useQueryClient();
  const running = useRunning();
  const views = useQuery({ ...viewsQuery, enabled: ready });
  const [dialog, setDialog] = useState<{ view?: SavedView }>();
  const current = search.view ? views.data?.find(({ id }) => id === search.view) : undefined;
  const differs = current ? !isView(search, current.query) : !isView(search, {});
  const mayNot = (view: SavedView) => (view.ownerInternalUserId === me.id ? undefined : whyNot(me, "manage_settings"));
  const update = (view: SavedView) =>
    void changeAndTell(queries, view, { query: queryOf(search) }, `“${view.name}” is updated`);
  const open = (view?: SavedView) => onChange(searchOf(view?.query ?? {}, view?.id));

  const entries = () =>
    viewEntries({
      views: views.data,
      failed: views.isLoadingError,
      me: me.id,
      current,
      differs,
      mayNot,
      onOpen: open,
      onUpdate: update,
      onDialog: (view) => setDialog({ view }),
      queries,
    });

  return (
    <>
      <MenuButton
        className={styles.view}
        icon={BookmarkIcon}
        entries={entries}
        menuLabel="Views"
        data-views
        onPointerDown={() => void ViewDialog.preload()}
      >
        <span className={styles.cut}>{current?.name ?? "All clients"}</span>
        {current && differs && <small>changed</small>}
        <ChevronDownIcon size={13} />
      </MenuButton>
      {dialog && (
        <ViewDialog
          view={dialog.view}
          query={queryOf(search)}
          onSaved={(view) => !dialog.view && onChange({ view: view.id })}
          onClose={() => setDialog(undefined)}
        />
      )}
      {ready && differs && (
        <span className={styles.viewActions}>
          {current && !mayNot(current) && (
            <Button size="s" busy={running(changeName(current))} onClick={() => update(current)}>
              Update view
            </Button>
          )}
          <Button variant="quiet" size="s" onClick={() => setDialog({})}>
            Save view
          </Button>
        </span>
      )}
    </>
  );
}
