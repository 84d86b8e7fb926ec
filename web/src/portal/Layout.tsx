import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { initials } from "../brand";
import { useSession, useSignOut } from "../session";
import { currentTheme, setTheme, type Theme } from "../theme";
import { Avatar, fullName } from "../ui/Avatar";
import { ChevronDownIcon, type Icon, MonitorIcon, MoonIcon, SignOutIcon, SunIcon, UserIcon } from "../ui/icons";
import { type MenuEntry, MenuTrigger } from "../ui/Menu";
import { ToastRegion, toastError } from "../ui/toast";
import { useHeadingFocus } from "../ui/useHeadingFocus";
import { portalQuery } from "./data";
import styles from "./layout.module.css";

const themes: { theme: Theme; label: string; icon: Icon }[] = [
  { theme: "light", label: "Light", icon: SunIcon },
  { theme: "dark", label: "Dark", icon: MoonIcon },
  { theme: "system", label: "As the system", icon: MonitorIcon },
];

/** The frame of the portal, in the firm's brand (W03). */
export function PortalLayout({ children }: { children: ReactNode }) {
  useHeadingFocus();
  return (
    <div className={styles.page}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Brand />
          <UserMenu />
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <ToastRegion />
    </div>
  );
}

function Brand() {
  const { workspace } = useSession();
  const portal = useQuery(portalQuery).data;
  const icon = portal?.squareIconUrl ?? workspace.squareIconUrl;
  return (
    <Link to="/" className={styles.brand}>
      {portal?.fullLogoUrl ? (
        <img className={styles.logo} src={portal.fullLogoUrl} alt={workspace.brandName} />
      ) : (
        <>
          {icon ? (
            <img className={styles.icon} src={icon} alt="" />
          ) : (
            <span className={styles.icon} aria-hidden="true">
              {initials(workspace.brandName)}
            </span>
          )}
          <span className={styles.brandName}>{workspace.brandName}</span>
        </>
      )}
      <span className="vh">, home</span>
    </Link>
  );
}

function UserMenu() {
  const me = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const entries = (): MenuEntry[] => [
    {
      heading: me.email,
      items: [{ id: "account", label: "Your account", icon: UserIcon, run: () => void navigate({ to: "/account" }) }],
    },
    "separator",
    {
      heading: "Appearance",
      items: themes.map(({ theme, label, icon }) => ({
        id: theme,
        label,
        icon,
        checked: currentTheme() === theme,
        run: () => setTheme(theme),
      })),
    },
    "separator",
    { id: "out", label: "Sign out", icon: SignOutIcon, run: () => void signOut().catch(toastError) },
  ];
  return (
    <MenuTrigger className={styles.user} menuLabel="Your account" entries={entries} align="end">
      <Avatar id={me.id} name={fullName(me)} size={28} />
      <span className={styles.userName}>{fullName(me)}</span>
      <span className="vh">, account menu</span>
      <ChevronDownIcon size={14} />
    </MenuTrigger>
  );
}
