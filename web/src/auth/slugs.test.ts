import { expect, test } from "vitest";
import { isReserved, slugIn, slugOf, tidySlug } from "./slugs";

test.each([
  ["Harbor & Finch LLP", "harbor-and-finch-llp"],
  ["  Müller & Söhne  ", "muller-and-sohne"],
  ["Straße 7", "strasse-7"],
  ["Łódź", "lodz"],
  ["!!!", ""],
  ["a".repeat(60), "a".repeat(40)],
])("W01 the name '%s' suggests the address '%s'", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("W01 a hyphen can be typed, though none ends a suggestion", () => {
  expect(tidySlug("Harbor ")).toBe("harbor-");
  expect(slugOf("Harbor ")).toBe("harbor");
});

test("W01 the product's own addresses are kept", () => {
  expect(isReserved("new")).toBe(true);
  expect(isReserved("www")).toBe(true);
  expect(isReserved("harbor")).toBe(false);
});

test.each([
  ["harbor-finch", "harbor-finch"],
  ["Harbor Finch", "harbor-finch"],
  ["/harbor-finch", "harbor-finch"],
  ["portico.example/harbor-finch", "harbor-finch"],
  ["https://portico.example/harbor-finch/sign-in", "harbor-finch"],
  ["harbor-finch.portico.example", "harbor-finch"],
  ["http://harbor-finch.localhost:4190/", "harbor-finch"],
])("W01 a portal is found by what people paste: %s", (text, slug) => {
  expect(slugIn(text, "portico.example")).toBe(slug);
});
