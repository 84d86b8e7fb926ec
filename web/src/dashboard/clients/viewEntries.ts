import type { QueryClient } from "@tanstack/react-query";
import type { SavedView } from "../../api/schema";
import { PencilIcon, PlusIcon, TrashIcon, UsersIcon } from "../../ui/icons";
import type { MenuEntry, MenuItem } from "../../ui/Menu";
import { askToDelete, changeAndTell } from "../data/views";

type Facts = {
  views?: SavedView[];
  failed: boolean;
  me: string;
  current?: SavedView;
  /** The address lists something else than the current view does, or than every client. */
  differs: boolean;
  mayNot: (view: SavedView) => string | undefined;
  onOpen: (view?: SavedView) => void;
  onUpdate: (view: SavedView) => void;
  onDialog: (view?: SavedView) => void;
  queries: QueryClient;
};

/** The menu of views: every client, one's own, the team's, and what can be done with the current one. */
export function viewEntries(facts: Facts): MenuEntry[] {
  const { views = [], failed, me, current, differs, onOpen, onDialog } = facts;
  const item = (view: SavedView): MenuItem => ({
    id: view.id,
    label: view.name,
    checked: view.id === current?.id,
    run: () => onOpen(view),
  });
  const group = (heading: string, items: SavedView[]) =>
    items.length > 0 ? [{ heading, items: items.map(item) }] : [];
  const reason = failed ? "The views could not be loaded." : undefined;
  return [
    { id: "all", label: "All clients", checked: !current && !differs, run: () => onOpen() },
    ...group(
      "My views",
      views.filter((view) => view.ownerInternalUserId === me),
    ),
    ...group(
      "Shared by others",
      views.filter((view) => view.ownerInternalUserId !== me),
    ),
    "separator",
    { id: "save", label: "Save as a new view…", icon: PlusIcon, reason, run: () => onDialog() },
    ...(current ? ofCurrent(facts, current) : []),
  ];
}

function ofCurrent({ differs, me, mayNot, onOpen, onUpdate, onDialog, queries }: Facts, view: SavedView): MenuEntry[] {
  const reason = mayNot(view);
  const share = view.shared
    ? {
        label: view.ownerInternalUserId === me ? "Keep it to myself" : "Take it from the team",
        told: "no longer shared",
      }
    : { label: "Share with the team", told: "shared with the team" };
  return [
    {
      heading: `“${view.name}”`,
      items: [
        ...(differs
          ? [
              { id: "update", label: "Update to what is shown", reason, run: () => onUpdate(view) },
              { id: "reset", label: "Back to the view as saved", run: () => onOpen(view) },
            ]
          : []),
        { id: "rename", label: "Rename…", icon: PencilIcon, reason, run: () => onDialog(view) },
        {
          id: "share",
          label: share.label,
          icon: UsersIcon,
          reason,
          run: () => void changeAndTell(queries, view, { shared: !view.shared }, `“${view.name}” is ${share.told}`),
        },
        {
          id: "delete",
          label: "Delete…",
          icon: TrashIcon,
          danger: true,
          reason,
          run: () => askToDelete(queries, view, () => onOpen()),
        },
      ],
    },
  ];
}
