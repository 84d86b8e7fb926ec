import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Client } from "../../api/schema";
import { Avatar, AvatarStack, fullName } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { MoreIcon } from "../../ui/icons";
import { StatusPill } from "../../ui/StatusPill";
import { useCompany, useTeam } from "../data/queries";
import { agoShort, fullTime, shortDate } from "../data/time";
import { AccessPopover } from "./AccessHost";
import { accessEditor } from "./access";
import styles from "./clients.module.css";

type Props = {
  client: Client;
  /** Known with the list; a company that the client has got since is looked up. */
  companyName?: string;
  index: number;
  top: number;
  active: boolean;
  canAccess: boolean;
  onFocus: (index: number) => void;
  onMenu: (index: number, anchor?: Element, returnTo?: HTMLElement) => void;
};

export const ClientRow = memo(function ClientRow({
  client,
  companyName,
  index,
  top,
  active,
  canAccess,
  onFocus,
  onMenu,
}: Props) {
  const name = fullName(client);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={active ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onFocus(index)}
    >
      <div role="gridcell" className={styles.person}>
        <Avatar id={client.id} name={name} image={client.avatarImageUrl} size={28} />
        <span className={styles.nameText}>
          <Link to="/app/clients/$id" params={{ id: client.id }} className={styles.name} tabIndex={-1}>
            {name}
          </Link>
          <span className={styles.email}>{client.email}</span>
        </span>
      </div>
      <div role="gridcell" className={styles.company}>
        {companyName ? <span className={styles.cut}>{companyName}</span> : <CompanyName id={client.companyId} />}
      </div>
      <div role="gridcell" className={styles.status}>
        <StatusPill status={client.status} />
      </div>
      <div role="gridcell" className={styles.lead}>
        <AccessCell client={client} kind="lead" editable={canAccess} />
      </div>
      <div role="gridcell" className={styles.visibility}>
        <AccessCell client={client} kind="visibility" editable={canAccess} />
      </div>
      <div role="gridcell" className={styles.when} data-tip={client.lastActivityAt && fullTime(client.lastActivityAt)}>
        {client.lastActivityAt ? agoShort(client.lastActivityAt) : <None label="No activity yet" />}
      </div>
      <div role="gridcell" className={styles.added}>
        {shortDate(client.createdAt)}
      </div>
      <div role="gridcell" className={styles.more}>
        <IconButton
          icon={MoreIcon}
          label={`Actions for ${name}`}
          aria-haspopup="menu"
          tabIndex={-1}
          data-control
          data-more
          onClick={(event) => onMenu(index, event.currentTarget, event.currentTarget)}
        />
      </div>
    </div>
  );
});

/** A dash for the eye, words for the ear. */
function None({ label }: { label: string }) {
  return (
    <>
      <span aria-hidden="true" className={styles.none}>
        —
      </span>
      <span className="vh">{label}</span>
    </>
  );
}

function CompanyName({ id }: { id?: string }) {
  const company = useCompany(id);
  if (!id) return <None label="None" />;
  return <span className={styles.cut}>{company?.name ?? "…"}</span>;
}

/** Lead or visibility; for those who may, a button that changes it in place (A04). */
function AccessCell({ client, kind, editable }: { client: Client; kind: "lead" | "visibility"; editable: boolean }) {
  const team = useTeam();
  const ids = kind === "lead" ? [client.leadInternalUserId] : client.visibilityInternalUserIds;
  const people = ids.flatMap((id) => team.byId.get(id) ?? []);
  const lead = people[0];
  const shown =
    kind === "visibility" ? (
      <AvatarStack people={people} />
    ) : lead ? (
      <>
        <Avatar id={lead.id} name={fullName(lead)} />
        <span className={styles.cut}>{fullName(lead)}</span>
      </>
    ) : (
      <span className={styles.none}>{team.loaded ? "—" : ""}</span>
    );
  if (!editable || client.status === "archived") return <span className={styles.cell}>{shown}</span>;
  return (
    <button
      type="button"
      data-control
      tabIndex={-1}
      className={styles.cellButton}
      onPointerEnter={() => void AccessPopover.preload()}
      onClick={({ currentTarget }) =>
        accessEditor.set({ client, kind, anchor: currentTarget, returnTo: () => currentTarget })
      }
    >
      <span className="vh">{kind === "lead" ? "Change lead: " : "Change visibility: "}</span>
      {shown}
    </button>
  );
}
