import { useRef, useState } from "react";
import type { Client } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { CloseIcon, FilterIcon } from "../../ui/icons";
import { type Anchor, MenuButton, type MenuItem } from "../../ui/Menu";
import { SearchInput } from "../../ui/SearchInput";
import { useCompany, useTeam } from "../data/queries";
import styles from "./clients.module.css";
import type { FilterKey, FilterPopoverProps } from "./FilterPopover";
import { isFiltered, type ListSearch } from "./filter";

type Change = (change: Partial<ListSearch>, replace?: boolean) => void;

const FilterPopover = later<FilterPopoverProps>(() => import("./FilterPopover"));

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
    lead: search.lead && (lead ? fullName(lead) : team.loaded ? "somebody who left" : "…"),
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
        onPointerDown={() => void FilterPopover.preload()}
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
        <FilterPopover
          filter={open.key}
          label={names[open.key]}
          anchor={open.anchor}
          chosen={search[open.key]}
          rows={rows}
          onChoose={(id) => onChange({ [open.key]: search[open.key] === id ? undefined : id })}
          returnTo={filterButton}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
