import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { call } from "../../api/client";
import { useSession, useSignOut } from "../../session";
import { setTheme } from "../../theme";
import { Avatar, fullName } from "../../ui/Avatar";
import {
  AlertIcon,
  BookIcon,
  BuildingIcon,
  type Icon,
  KeyboardIcon,
  MonitorIcon,
  MoonIcon,
  PlusIcon,
  SignOutIcon,
  SunIcon,
  UserIcon,
  UserPlusIcon,
} from "../../ui/icons";
import { useCoarse } from "../../ui/media";
import { toastError } from "../../ui/toast";
import { useRested } from "../clients/CompanyPicker";
import { listed } from "../clients/filter";
import { can } from "../data/access";
import { placesOf } from "../shell/nav";
import { openHelp } from "../shell/overlays";
import { themeChanged } from "../shell/theme";

export type Command = {
  id: string;
  label: string;
  detail?: string;
  lead: ReactNode;
  shortcut?: string;
  keywords?: string;
  /** The palette stays open for what comes of it. */
  stays?: boolean;
  run: () => void;
};
export type CommandGroup = { title: string; commands: Command[] };

/** Every typed word begins a word of the command. */
export function matches(command: Pick<Command, "label" | "keywords">, text: string): boolean {
  const words = `${command.label} ${command.keywords ?? ""}`.toLowerCase().split(/\s+/);
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}

function useActions(): Command[] {
  const me = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const coarse = useCoarse();
  const action = (id: string, label: string, Glyph: Icon, run: () => void, more: Partial<Command> = {}): Command => ({
    id,
    label,
    lead: <Glyph />,
    run,
    ...more,
  });
  const go = (to: string, search?: Record<string, string>) => () =>
    void navigate({ to: to as "/app", search: (search ?? {}) as never });
  const theme = (choice: "light" | "dark" | "system") => () => {
    setTheme(choice);
    themeChanged();
  };
  const { companyLabel, clientMode } = me.workspace;
  return [
    ...(can(me, "create_clients")
      ? [
          action("new-client", "New client", PlusIcon, go("/app/clients", { new: "1" }), {
            shortcut: "C",
            keywords: "add create",
          }),
        ]
      : []),
    ...(can(me, "manage_client_organizations") && clientMode !== "individuals"
      ? [
          action("new-company", `New ${companyLabel.toLowerCase()}`, BuildingIcon, go("/app/companies", { new: "1" }), {
            keywords: "add create company",
          }),
        ]
      : []),
    ...(can(me, "manage_team")
      ? [
          action("invite-team", "Invite to the team", UserPlusIcon, go("/app/team", { invite: "1" }), {
            keywords: "add member colleague",
          }),
        ]
      : []),
    ...(can(me, "manage_knowledge_base")
      ? [action("new-article", "New article", BookIcon, go("/app/articles/new"), { keywords: "write add create" })]
      : []),
    action("account", "Your account", UserIcon, go("/app/account"), { keywords: "password email" }),
    ...(coarse
      ? []
      : [action("keys", "Keyboard shortcuts", KeyboardIcon, () => setTimeout(openHelp, 200), { shortcut: "?" })]),
    action("light", "Light appearance", SunIcon, theme("light"), { keywords: "theme" }),
    action("dark", "Dark appearance", MoonIcon, theme("dark"), { keywords: "theme" }),
    action("system", "Appearance as the system", MonitorIcon, theme("system"), { keywords: "theme" }),
    action("sign-out", "Sign out", SignOutIcon, () => void signOut().catch(toastError), { keywords: "log" }),
  ];
}

/** What the palette offers for a typed text. Clients and companies come from the server. */
export function useCommands(text: string): { groups: CommandGroup[]; searching: boolean } {
  const me = useSession();
  const navigate = useNavigate();
  const actions = useActions();
  const rested = useRested(text.trim(), 140);
  const wanted = rested.length >= 2 && can(me, "view_clients");
  const clients = useQuery({
    queryKey: ["palette", "clients", rested],
    queryFn: ({ signal }) =>
      call("clients-list", { params: { search: rested, status: [...listed, "archived"].join(","), limit: 6 }, signal }),
    enabled: wanted,
  });
  const companies = useQuery({
    queryKey: ["palette", "companies", rested],
    queryFn: ({ signal }) => call("companies-list", { params: { search: rested, limit: 4 }, signal }),
    enabled: wanted && me.workspace.clientMode !== "individuals",
  });
  const { main, firm } = placesOf(me);
  const places = [...main, ...firm].map(
    ({ to, label, icon: Glyph, keywords }): Command => ({
      id: to,
      label,
      lead: <Glyph />,
      keywords,
      run: () => void navigate({ to: to as "/app" }),
    }),
  );
  const filter = (commands: Command[]) =>
    text.trim() ? commands.filter((command) => matches(command, text)) : commands;
  const found = (clients.data?.data ?? []).map(
    (client): Command => ({
      id: client.id,
      label: fullName(client),
      detail: client.status === "archived" ? `${client.email} · archived` : client.email,
      lead: <Avatar id={client.id} name={fullName(client)} size={20} />,
      run: () => void navigate({ to: "/app/clients/$id", params: { id: client.id } }),
    }),
  );
  const firms = (companies.data?.data ?? []).map(
    (company): Command => ({
      id: company.id,
      label: company.name,
      detail: company.clientCount === 1 ? "1 client" : `${company.clientCount} clients`,
      lead: <Avatar id={company.id} name={company.name} size={20} square />,
      run: () => void navigate({ to: "/app/clients", search: { company: company.id } as never }),
    }),
  );
  const failed = [clients, companies].filter(({ isLoadingError }) => isLoadingError);
  const again: Command = {
    id: "again",
    label: "The search failed",
    detail: "Try again",
    lead: <AlertIcon />,
    stays: true,
    run: () => {
      for (const query of failed) void query.refetch();
    },
  };
  const groups = [
    { title: "Clients", commands: wanted && text.trim() ? found : [] },
    { title: me.workspace.companyLabelPlural, commands: wanted && text.trim() ? firms : [] },
    { title: "Actions", commands: text.trim() ? filter(actions) : filter(actions).slice(0, 4) },
    { title: "Go to", commands: filter(places) },
    { title: "Search", commands: wanted && failed.length > 0 ? [again] : [] },
  ].filter((group) => group.commands.length > 0);
  return { groups, searching: wanted && (clients.isFetching || rested !== text.trim()) };
}
