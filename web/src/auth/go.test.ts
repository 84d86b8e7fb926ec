import { expect, test } from "vitest";
import { homeOf, linkToken, portalAddress, safeNext } from "./go";

const origin = "https://portico.example";

test.each([
  ["?next=/harbor-finch/app/clients%3Fstatus%3Dactive", "/harbor-finch/app/clients?status=active"],
  ["?next=%2Fharbor-finch%2Farticles%2Far_1", "/harbor-finch/articles/ar_1"],
])("the sign-in page goes on to %s", (search, path) => {
  expect(safeNext(search, origin)).toBe(path);
});

test.each([
  "",
  "?next=",
  "?next=https://elsewhere.example/",
  "?next=//elsewhere.example/",
  "?next=/%5Celsewhere.example/",
  "?next=/%09/elsewhere.example/",
  "?next=javascript:alert(1)",
  "?next=app",
])("the sign-in page never leads away from this origin: '%s'", (search) => {
  expect(safeNext(search, origin)).toBeUndefined();
});

test("clients land in the portal, and the team in the dashboard", () => {
  expect(homeOf({ kind: "client" }, "/harbor-finch")).toBe("/harbor-finch/");
  expect(homeOf({ kind: "internalUser" }, "/harbor-finch")).toBe("/harbor-finch/app");
  expect(homeOf({ kind: "client" }, "")).toBe("/");
});

test("the token is what stands after the #", () => {
  expect(linkToken("#abc-_123")).toBe("abc-_123");
  expect(linkToken("#")).toBeUndefined();
  expect(linkToken("")).toBeUndefined();
  expect(linkToken("#100%")).toBe("100%");
});

test("W01 a portal's page has the workspace's own host where there is a domain, and its path elsewhere", () => {
  expect(portalAddress("harbor", "sign-in", "portico.example")).toBe("https://harbor.portico.example/sign-in");
  expect(portalAddress("harbor", "sign-in", undefined)).toBe("/harbor/sign-in");
});
