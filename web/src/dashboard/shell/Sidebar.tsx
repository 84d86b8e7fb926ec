import { Link, useRouterState } from "@tanstack/react-router";
import { useSession } from "../../session";
import { Avatar, fullName } from "../../ui/Avatar";
import { ChevronDownIcon, HelpIcon, SearchIcon } from "../../ui/icons";
import { Kbd, modKey } from "../../ui/Kbd";
import { MenuTrigger } from "../../ui/Menu";
import { BrandMark } from "./BrandMark";
import styles from "./layout.module.css";
import { useHelpMenu, useUserMenu } from "./menus";
import { type Place, placesOf } from "./nav";
import { openPalette } from "./overlays";
import { useOwnSidebar } from "./theme";

function Places({ places, label }: { places: Place[]; label: string }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <ul aria-label={label}>
      {places.map(({ to, label: text, icon: Glyph }) => {
        const here = to === "/app" ? path === "/app" || path === "/app/" : path === to || path.startsWith(`${to}/`);
        return (
          <li key={to}>
            <Link
              to={to as "/app"}
              className={styles.place}
              activeOptions={{ exact: to === "/app" }}
              aria-current={here ? "page" : undefined}
            >
              <Glyph />
              {text}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

export function Sidebar() {
  const me = useSession();
  const places = placesOf(me);
  const own = useOwnSidebar();
  const userMenu = useUserMenu();
  const helpMenu = useHelpMenu();
  return (
    <div className={styles.sideInner} data-own={own || undefined}>
      <div className={styles.sideHead}>
        <BrandMark />
      </div>
      <nav aria-label="Dashboard" className={styles.nav}>
        <button type="button" className={styles.place} onClick={openPalette}>
          <SearchIcon />
          Search
          <span className={styles.placeKey}>
            <Kbd>{modKey}K</Kbd>
          </span>
        </button>
        <Places places={places.main} label="Clients" />
        <p className={styles.groupLabel} aria-hidden="true">
          Workspace
        </p>
        <Places places={places.firm} label="Workspace" />
      </nav>
      <div className={styles.sideFoot}>
        <MenuTrigger className={styles.place} entries={helpMenu} menuLabel="Help" side="top">
          <HelpIcon />
          Help
        </MenuTrigger>
        <MenuTrigger className={styles.user} entries={userMenu} menuLabel="Your account" side="top">
          <Avatar id={me.id} name={fullName(me)} size={28} />
          <span className={styles.userText}>
            <span>{fullName(me)}</span>
            <small>{me.roleName}</small>
          </span>
          <ChevronDownIcon size={14} />
        </MenuTrigger>
      </div>
    </div>
  );
}
