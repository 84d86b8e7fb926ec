import { expect, test } from "vitest";
import { filledValues } from "../fields/filled";
import { aField } from "../testing/render";
import { shownValue, typedValue } from "./fields";
import { minorUnits, moneyText, typedMoney } from "./money";

const options = [
  { id: "op_1", label: "Gold" },
  { id: "op_2", label: "Silver" },
];

test("C02 values are shown as people read them", () => {
  expect(shownValue(aField({ type: "date" }), "2026-02-28")).toBe("28 Feb 2026");
  expect(shownValue(aField({ type: "multiSelect", options }), ["op_2", "op_1", "gone"])).toBe("Gold, Silver");
  expect(shownValue(aField({ type: "checkbox" }), false)).toBe("No");
  expect(shownValue(aField({ type: "number" }), 12000.5)).toBe("12000.5");
});

test("C02 what is typed is sent as its type takes it", () => {
  const number = aField({ type: "number" });
  expect([typedValue(number, " 12,5 "), typedValue(number, "a lot"), typedValue(number, " ")]).toEqual([
    12.5,
    "a lot",
    null,
  ]);
  const fields = [number, aField({ key: "plan", type: "singleSelect", options }), aField({ key: "note" })];
  expect(filledValues(fields, { taxId: "3", plan: "op_1", note: " ", gone: "x" })).toEqual({ taxId: 3, plan: "op_1" });
  expect(filledValues(fields, {})).toBeUndefined();
});

test("C15 a rate is typed in the currency's usual units and kept in whole minor ones", () => {
  expect([minorUnits("120,50", "EUR"), minorUnits("19.99", "USD"), minorUnits("7", "JPY")]).toEqual([12050, 1999, 7]);
  for (const wrong of ["", "-1", "1.234", "ten"]) expect(minorUnits(wrong, "EUR")).toBeUndefined();
  expect(minorUnits("1.5", "JPY")).toBeUndefined();
  expect([typedMoney(12050, "EUR"), moneyText(12050, "EUR"), moneyText(7, "JPY")]).toEqual(["120.50", "€120.50", "¥7"]);
});
