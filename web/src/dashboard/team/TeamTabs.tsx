import { Link, useRouterState } from "@tanstack/react-router";
import { TabLinks } from "../../ui/TabLinks";

export function TeamTabs() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const tabs = [
    { to: "/app/team", label: "Members" },
    { to: "/app/team/roles", label: "Roles" },
  ] as const;
  return (
    <TabLinks label="Team">
      {tabs.map(({ to, label }) => (
        <Link key={to} to={to} activeOptions={{ exact: true }} aria-current={path === to ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </TabLinks>
  );
}
