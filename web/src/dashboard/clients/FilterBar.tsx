import { useRef, useState } from "react";
import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { Avatar, fullName } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { CloseIcon, FilterIcon } from "../../ui/icons";
import { type Anchor, MenuButton, type MenuItem } from "../../ui/Menu";
import { Picker, type PickerOption } from "../../ui/Picker";
import { Popover } from "../../ui/Popover";
import { SearchInput } from "../../ui/SearchInput";
import { useCompany, useTeam } from "../data/queries";
import { CompanyPicker } from "./CompanyPicker";
import styles from "./clients.module.css";
import { isFiltered, type ListSearch } from "./filter";

type FilterKey = "company" | "lead" | "tag" | "inactive";
type Change = (change: Partial<ListSearch>, replace?: boolean) => void;

const inactiveChoices: PickerOption[] = [7, 14, 30, 60, 90, 180].map((days) => ({
  id: String(days),
  label: `${days} days`,
}));

/** Search and filters; what narrows the list stands as chips that can be changed and removed. */
export function FilterBar({ search, onChange, rows }: { search: ListSearch; onChange: Change; rows: Client[] }) {
  const { clientMode, companyLabel } = useSession().workspace;
  const [open, setOpen] = useState<{ key: FilterKey; anchor: Anchor }>();
  const bar = useRef<HTMLDivElement>(null);
  const team = useTeam();
  const company = useCompany(search.company);
  const lead = search.lead ? team.byId.get(search.lead) : undefined;

  const names: Record<FilterKey, string> = {
    company: companyLabel,
    lead: "Lead",
    tag: "Tag",
    inactive: "Inactive for",
  };
  const shown: Record<FilterKey, string | undefined> = {
    company: search.company && (company?.name ?? "…"),
    lead: search.lead && (lead ? fullName(lead) : "…"),
    tag: search.tag,
    inactive: search.inactive && `${search.inactive} days`,
  };
  const keys: FilterKey[] =
    clientMode === "individuals" ? ["lead", "tag", "inactive"] : ["company", "lead", "tag", "inactive"];
  const filterButton = () => bar.current?.querySelector<HTMLButtonElement>("[data-filter]") ?? null;

  const entries = (): MenuItem[] =>
    keys.map((key) => ({
      id: key,
      label: `${names[key]}…`,
      run: () => {
        const anchor = filterButton();
        if (anchor) setOpen({ key, anchor });
      },
    }));

  return (
    <div className={styles.filters} ref={bar}>
      <SearchInput
        label="Search clients"
        placeholder="Search name, email, position"
        value={search.q ?? ""}
        shortcut="/"
        onChange={(q) => onChange({ q: q || undefined }, true)}
      />
      <MenuButton
        variant="quiet"
        icon={FilterIcon}
        entries={entries}
        menuLabel="Filter by"
        data-filter
        onPointerDown={() => void Popover.preload()}
      >
        Filter
      </MenuButton>
      {keys.map(
        (key) =>
          shown[key] && (
            <span key={key} className={styles.chip}>
              <button type="button" onClick={(event) => setOpen({ key, anchor: event.currentTarget })}>
                <small>{names[key]}</small> {shown[key]}
              </button>
              <button
                type="button"
                aria-label={`Remove the filter ${names[key]}`}
                onClick={() => onChange({ [key]: undefined })}
              >
                <CloseIcon size={13} />
              </button>
            </span>
          ),
      )}
      {isFiltered(search) && (
        <Button
          variant="quiet"
          size="s"
          onClick={() =>
            onChange({ q: undefined, company: undefined, lead: undefined, tag: undefined, inactive: undefined })
          }
        >
          Clear
        </Button>
      )}
      {open && (
        <Popover
          label={names[open.key]}
          anchor={open.anchor}
          returnTo={filterButton}
          onClose={() => setOpen(undefined)}
        >
          {(close) => {
            const choose = (id: string) => {
              onChange({ [open.key]: search[open.key] === id ? undefined : id });
              close();
            };
            if (open.key === "company") return <CompanyPicker chosen={search.company} onChoose={choose} />;
            if (open.key === "tag") return <TagPicker rows={rows} chosen={search.tag} onChoose={choose} />;
            const options =
              open.key === "inactive"
                ? inactiveChoices
                : team.all.map((person) => ({
                    id: person.id,
                    label: fullName(person),
                    lead: <Avatar id={person.id} name={fullName(person)} />,
                  }));
            return (
              <Picker
                label={`${names[open.key]}`}
                options={options}
                chosen={[search[open.key] ?? ""]}
                onToggle={choose}
              />
            );
          }}
        </Popover>
      )}
    </div>
  );
}

/** There is no list of all tags: offers those of the clients loaded so far, and whatever is typed. */
function TagPicker({ rows, chosen, onChoose }: { rows: Client[]; chosen?: string; onChoose: (tag: string) => void }) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const known = [...new Set(rows.flatMap((client) => client.tags))].sort();
  const matches = known.filter((tag) => tag.toLowerCase().includes(wanted.toLowerCase()));
  const tags = !wanted || known.includes(wanted) ? matches : [...matches, wanted];
  return (
    <Picker
      label="Tag"
      placeholder="Type a tag"
      options={tags.map((tag) => ({ id: tag, label: tag }))}
      chosen={chosen ? [chosen] : []}
      onSearch={setTyped}
      onToggle={onChoose}
      empty="Type a tag to filter by it"
    />
  );
}
