import { expect, test } from "vitest";
import type { Client } from "../../api/schema";
import { parseSearch, stringifySearch } from "../../search";
import { withAccess } from "./access";
import { filterOf, isView, nextSorting, queryOf, searchOf, sortingOf, tabCount } from "./filter";
import { rowsToDraw, scrollFor } from "./useRowWindow";

test("C07 an address is a filter: shared, it shows the same list", () => {
  const search = parseSearch("?q=ann&status=active&company=co_1&lead=iu_1&tag=VIP&profile=pf_1&inactive=30&sort=name");
  expect(filterOf(search)).toEqual({
    search: "ann",
    status: "active",
    companyId: "co_1",
    leadInternalUserId: "iu_1",
    tag: "VIP",
    clientProfileId: "pf_1",
    inactiveDays: 30,
    sort: "name",
    order: "asc",
  });
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

test("C07 what an address says wrongly is ignored", () => {
  expect(filterOf({ status: "nonsense", inactive: "-3", sort: "shoe", order: "up" })).toEqual(filterOf({}));
});

test("C07 a view keeps what the address says, and brings the same address back", () => {
  const search = parseSearch(
    "?q=ann&status=active,invited&company=co_1&lead=iu_1&tag=VIP&profile=pf_1&inactive=30&sort=name&order=desc",
  );
  const query = queryOf(search);
  expect(query).toEqual({
    search: "ann",
    status: "invited,active",
    companyId: "co_1",
    leadInternalUserId: "iu_1",
    tag: "VIP",
    clientProfileId: "pf_1",
    inactiveDays: 30,
    sort: "name",
    order: "desc",
  });
  expect(queryOf(searchOf(query))).toEqual(query);
  expect(searchOf(query, "view_1")).toMatchObject({ view: "view_1", inactive: "30" });
  expect(queryOf({ sort: "name", order: "asc", status: "nonsense", view: "view_1", new: "1" })).toEqual({
    sort: "name",
  });
});

test("C07 an address is a view's until it lists something else", () => {
  const query = { status: "invited,active", tag: "VIP" };
  expect(isView({ tag: "VIP", status: "active,invited", order: "desc", view: "view_1" }, query)).toBe(true);
  for (const other of [{ q: "a" }, { status: "active" }, { tag: undefined }, { sort: "name" }, { order: "asc" }]) {
    expect(isView({ ...searchOf(query), ...other }, query)).toBe(false);
  }
  expect(isView({}, {})).toBe(true);
  expect(isView({ status: "archived" }, {})).toBe(false);
});

test("C11 the archived are in no list but their own", () => {
  expect(filterOf({}).status).toBe("notInvited,invited,active,deactivated");
  expect(filterOf({ status: "archived" }).status).toBe("archived");
  expect(tabCount({ notInvited: 1, invited: 2, active: 3, deactivated: 4, archived: 5 }, undefined)).toBe(10);
});

test("C07 a click on a header sorts, a second one turns the order, and the usual order leaves the address clean", () => {
  expect(nextSorting(sortingOf({}), "createdAt")).toEqual({ sort: undefined, order: "asc" });
  expect(nextSorting(sortingOf({ order: "asc" }), "createdAt")).toEqual({ sort: undefined, order: undefined });
  expect(nextSorting(sortingOf({}), "name")).toEqual({ sort: "name", order: undefined });
  expect(nextSorting(sortingOf({ sort: "name" }), "name")).toEqual({ sort: "name", order: "desc" });
  expect(nextSorting(sortingOf({ sort: "name" }), "lastActivity")).toEqual({ sort: "lastActivity", order: undefined });
});

test("A03 whoever becomes lead is in visibility at once", () => {
  const client = { leadInternalUserId: "a", visibilityInternalUserIds: ["a", "b"] } as Client;
  expect(withAccess(client, { leadInternalUserId: "c" }).visibilityInternalUserIds).toEqual(["a", "b", "c"]);
  expect(withAccess(client, { visibilityInternalUserIds: ["b"] }).visibilityInternalUserIds).toEqual(["b", "a"]);
});

test("only the rows near the view are drawn, and the focused one always", () => {
  expect(rowsToDraw(5, 0, 900, 45, 0)).toEqual([0, 1, 2, 3, 4]);
  const far = rowsToDraw(10_000, 45_000, 900, 45, 3);
  expect(far[0]).toBe(3);
  expect(far[1]).toBe(990);
  expect(far.at(-1)).toBe(1029);
  expect(rowsToDraw(10_000, 0, 900, 45, 9999).at(-1)).toBe(9999);
  expect(rowsToDraw(0, 0, 900, 45, 0)).toEqual([]);
});

test("a row is scrolled to only as far as needed", () => {
  expect(scrollFor(3, 0, 900, 45)).toBe(0);
  expect(scrollFor(3, 900, 900, 45)).toBe(135);
  expect(scrollFor(30, 0, 900, 45)).toBe(495);
});
