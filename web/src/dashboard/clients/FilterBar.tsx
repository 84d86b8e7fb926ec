import { useRef, useState } from "react";
import { later } from "../../later";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { CloseIcon, FilterIcon } from "../../ui/icons";
import { type Anchor, MenuButton, type MenuItem } from "../../ui/Menu";
import { SearchInput } from "../../ui/SearchInput";
import styles from "./clients.module.css";
import type { FilterKey, FilterPopoverProps } from "./FilterPopover";
import { cleared, isFiltered, type ListSearch } from "./filter";
import { useFilterNames } from "./useFilterNames";
import { ViewBar } from "./ViewBar";

type Change = (change: Partial<ListSearch>, replace?: boolean) => void;

const FilterPopover = later<FilterPopoverProps>(() => import("./FilterPopover"));

/** Search and filters; what narrows the list stands as chips that can be changed and removed. */
export function FilterBar({ search, onChange, ready }: { search: ListSearch; onChange: Change; ready: boolean }) {
  const { clientMode, companyLabel } = useSession().workspace;
  const [open, setOpen] = useState<{ key: FilterKey; anchor: Anchor }>();
  const bar = useRef<HTMLDivElement>(null);
  const shown = useFilterNames(search);

  const names: Record<FilterKey, string> = {
    company: companyLabel,
    lead: "Lead",
    tag: "Tag",
    profile: "Client profile",
    inactive: "Inactive for",
  };
  const all: FilterKey[] = ["company", "lead", "tag", "profile", "inactive"];
  const keys = clientMode === "individuals" ? all.slice(1) : all;
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

  const dead = keys.flatMap((key) => shown[key]?.dead ?? []);

  return (
    <div className={styles.filters} ref={bar}>
      <ViewBar search={search} ready={ready} onChange={onChange} />
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
            <span key={key} className={styles.chip} data-dead={shown[key].dead ? "" : undefined}>
              <button type="button" onClick={(event) => setOpen({ key, anchor: event.currentTarget })}>
                <small>{names[key]}</small> {shown[key].text}
              </button>
              <button
                type="button"
                aria-label={`Remove the filter ${names[key]}`}
                onClick={() => {
                  onChange({ [key]: undefined });
                  // The chip goes, and with it what had the focus.
                  filterButton()?.focus();
                }}
              >
                <CloseIcon size={13} />
              </button>
            </span>
          ),
      )}
      {isFiltered(search) && (
        <Button variant="quiet" size="s" onClick={() => onChange(cleared)}>
          Clear
        </Button>
      )}
      {dead.length > 0 && (
        <p className={styles.dead} role="note">
          {dead.join(" ")} Choose another, or remove the filter.
        </p>
      )}
      {open && (
        <FilterPopover
          filter={open.key}
          label={names[open.key]}
          anchor={open.anchor}
          chosen={search[open.key]}
          onChoose={(id) => onChange({ [open.key]: search[open.key] === id ? undefined : id })}
          returnTo={filterButton}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
