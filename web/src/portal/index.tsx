import type { ReactNode } from "react";

export function PortalLayout({ children }: { children: ReactNode }) {
  return <main>{children}</main>;
}

export function PortalHome() {
  return <h1>Home</h1>;
}

export function PortalArticle({ id }: { id: string }) {
  return <h1>{id}</h1>;
}

export function PortalAccount() {
  return <h1>Account</h1>;
}
