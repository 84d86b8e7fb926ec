import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSession, useSignOut } from "../../session";
import { currentTheme, setTheme, type Theme } from "../../theme";
import { fullName } from "../../ui/Avatar";
import { ask } from "../../ui/ask";
import {
  ExternalIcon,
  type Icon,
  KeyboardIcon,
  MailIcon,
  MonitorIcon,
  MoonIcon,
  SignOutIcon,
  SunIcon,
  UserIcon,
} from "../../ui/icons";
import type { MenuEntry, MenuItem } from "../../ui/Menu";
import { isCoarse } from "../../ui/media";
import { toast, toastError } from "../../ui/toast";
import { setSingleKeys, singleKeys } from "../data/prefs";
import { teamQuery } from "../data/queries";
import { openHelp } from "./overlays";
import { themeChanged } from "./theme";

const themes: { theme: Theme; label: string; icon: Icon }[] = [
  { theme: "light", label: "Light", icon: SunIcon },
  { theme: "dark", label: "Dark", icon: MoonIcon },
  { theme: "system", label: "As the system", icon: MonitorIcon },
];

export function useUserMenu(): () => MenuEntry[] {
  const me = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return () => [
    {
      heading: me.email,
      items: [
        { id: "account", label: "Your account", icon: UserIcon, run: () => void navigate({ to: "/app/account" }) },
      ],
    },
    "separator",
    {
      heading: "Appearance",
      items: themes.map(({ theme, label, icon }) => ({
        id: theme,
        label,
        icon,
        checked: currentTheme() === theme,
        run: () => {
          setTheme(theme);
          themeChanged();
        },
      })),
    },
    ...keyEntries(),
    "separator",
    { id: "out", label: "Sign out", icon: SignOutIcon, run: () => void signOut().catch(toastError) },
    {
      id: "out-all",
      label: "Sign out everywhere…",
      icon: SignOutIcon,
      run: () => askSignOutEverywhere(() => signOut(true)),
    },
  ];
}

/** Where a finger points there are mostly no keys to speak of. */
function keyEntries(): MenuEntry[] {
  if (isCoarse()) return [];
  return [
    "separator",
    {
      id: "keys",
      label: "Single-key shortcuts",
      icon: KeyboardIcon,
      checked: singleKeys.get(),
      run: () => {
        const on = !singleKeys.get();
        setSingleKeys(on);
        toast(on ? "Single-key shortcuts are on" : "Single-key shortcuts are off");
      },
    },
  ];
}

export function askSignOutEverywhere(run: () => Promise<void>) {
  ask({
    title: "Sign out everywhere?",
    body: "Every session of your account ends, on all devices, this one included.",
    confirm: "Sign out everywhere",
    run,
  });
}

/** W11: keys, whom to ask, and the API, from every page. */
export function useHelpMenu(): () => MenuEntry[] {
  const me = useSession();
  const team = useQuery(teamQuery).data ?? [];
  return () => {
    const admins: MenuItem[] = team
      .filter((person) => person.role === "admin" && person.status === "active" && person.id !== me.id)
      .slice(0, 5)
      .map((person) => ({
        id: person.id,
        label: fullName(person),
        hint: person.email,
        icon: MailIcon,
        href: `mailto:${person.email}`,
      }));
    const keys: MenuItem = {
      id: "keyboard",
      label: "Keyboard shortcuts",
      icon: KeyboardIcon,
      shortcut: "?",
      run: openHelp,
    };
    const whom: MenuEntry[] =
      admins.length > 0 ? [{ heading: "Ask an administrator", items: admins }, "separator"] : [];
    return [
      ...(isCoarse() ? [] : [keys, "separator" as const]),
      ...whom,
      { id: "api", label: "API description (OpenAPI)", icon: ExternalIcon, href: "/v1/openapi.json", newTab: true },
    ];
  };
}
