import { Button } from "../../ui/Button";
import { ArchiveIcon, PlusIcon, SearchIcon, UsersIcon } from "../../ui/icons";
import { EmptyState } from "../../ui/states";
import { isFiltered, type ListSearch } from "./filter";

export type NoClientsProps = { search: ListSearch; onClear: () => void; onNew?: () => void };

/** An empty list says why it is empty and what would fill it. */
export default function NoClients({ search, onClear, onNew }: NoClientsProps) {
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={SearchIcon}
        title="No client matches"
        actions={<Button onClick={onClear}>Clear search and filters</Button>}
      >
        Parts of a name, an email address or a position are enough. A client that you may not see does not show here.
      </EmptyState>
    );
  }
  if (search.status === "archived") {
    return (
      <EmptyState icon={ArchiveIcon} title="Nothing is archived">
        Archived clients keep their history, can’t sign in, and can be restored from here at any time.
      </EmptyState>
    );
  }
  const what: Record<string, string> = {
    active: "Clients are active once they have accepted their invitation and set a password.",
    invited: "Here stand clients whose invitation is on its way, until they accept it.",
    notInvited: "Clients whom you have added but not invited yet stand here. Adding never invites by itself.",
    deactivated: "Deactivated clients can’t sign in. They stay here until you activate or archive them.",
  };
  const hint = search.status && what[search.status];
  if (hint) {
    return (
      <EmptyState icon={UsersIcon} title="Nobody here now">
        {hint}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={UsersIcon}
      title="Add your first client"
      actions={
        onNew && (
          <Button variant="primary" icon={PlusIcon} shortcut="C" onClick={onNew}>
            New client
          </Button>
        )
      }
    >
      A client is a person you serve. Add one with a name and an email address, and invite them when you are ready: they
      set a password and land in your portal.
    </EmptyState>
  );
}
