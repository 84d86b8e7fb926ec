import { expect, test } from "vitest";
import type { ClientStatus, Permission } from "../../api/schema";
import { allPermissions } from "../data/access";
import { type ActionId, actionsFor } from "./actions";

const admin = { role: "admin", permissions: allPermissions };
const ids = (status: ClientStatus, me = admin) => actionsFor({ status }, me).map(({ id }) => id);

test("C17 the actions of a client follow its status", () => {
  const access: ActionId[] = ["lead", "visibility"];
  expect(ids("notInvited")).toEqual(["open", "invite", ...access, "deactivate", "archive"]);
  expect(ids("invited")).toEqual(["open", "resend", "cancelInvitation", ...access, "deactivate", "archive"]);
  expect(ids("active")).toEqual(["open", ...access, "deactivate", "archive"]);
  expect(ids("deactivated")).toEqual(["open", ...access, "activate", "archive"]);
  expect(ids("archived")).toEqual(["open", "restore"]);
});

const needs: [ClientStatus, ActionId, Permission][] = [
  ["notInvited", "invite", "create_clients"],
  ["invited", "resend", "create_clients"],
  ["invited", "cancelInvitation", "create_clients"],
  ["active", "lead", "manage_client_access"],
  ["active", "visibility", "manage_client_access"],
  ["active", "deactivate", "manage_client_access"],
  ["deactivated", "activate", "manage_client_access"],
  ["active", "archive", "delete_clients"],
  ["archived", "restore", "delete_clients"],
];

test.each(needs)("A02 A04 A11 for a client that is %s, %s needs %s, and says so", (status, id, permission) => {
  const reason = (permissions: Permission[]) =>
    actionsFor({ status }, { role: "custom", permissions }).find((action) => action.id === id)?.reason;
  expect(reason([permission])).toBeUndefined();
  expect(reason(allPermissions.filter((one) => one !== permission))).toMatch(/Ask a workspace administrator/);
});

test("A04 an admin needs no single permission", () => {
  const me = { role: "admin", permissions: [] };
  expect(actionsFor({ status: "active" }, me).every((action) => action.reason === undefined)).toBe(true);
});
