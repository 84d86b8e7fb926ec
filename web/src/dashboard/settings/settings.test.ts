import { expect, test } from "vitest";
import { pictureType, readPicture } from "../data/picture";
import { apart, contrast, isHex } from "../shell/contrast";
import { themeVariables } from "./color";
import { modesOf } from "./GeneralPage";

test("W03 text and edges keep their contrast on any brand and any side bar, light and dark", () => {
  const steps = ["00", "33", "77", "99", "cc", "ff"];
  for (const r of steps) {
    for (const g of steps) {
      for (const b of steps) {
        const color = `#${r}${g}${b}`;
        for (const dark of [false, true]) {
          const theme = themeVariables(color, color, color, dark);
          const ratio = (one: string, two: string) => contrast(theme[one] ?? "", theme[two] ?? "");
          expect(ratio("--on-brand", "--brand"), color).toBeGreaterThanOrEqual(4.5);
          expect(ratio("--brand-text", "--surface"), color).toBeGreaterThanOrEqual(4.5);
          expect(ratio("--brand-text", "--brand-soft"), color).toBeGreaterThanOrEqual(4.5);
          expect(ratio("--on-sidebar", "--sidebar"), color).toBeGreaterThanOrEqual(4.5);
          expect(ratio("--brand-edge", "--surface"), color).toBeGreaterThanOrEqual(3);
        }
      }
    }
  }
});

test("a colour is written as # and six digits", () => {
  expect(isHex("#0F766e")).toBe(true);
  expect(["", "0f766e", "#fff", "#0f766g"].some(isHex)).toBe(false);
});

test("W03 a picture is known by its bytes, not by its name, and may have 1 MiB", async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]);
  expect(pictureType(png)).toBe("image/png");
  expect(pictureType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe("image/jpeg");
  expect(pictureType(new TextEncoder().encode("<svg onload='x'>"))).toBeUndefined();
  expect(await readPicture(new Blob([png]))).toMatchObject({ base64: "iVBORwEC" });
  expect(await readPicture(new Blob(["GIF89a"], { type: "image/png" }))).toMatchObject({
    refused: expect.stringMatching(/not a PNG or JPEG/),
  });
  expect(await readPicture(new Blob([new Uint8Array(1024 * 1024 + 1)]))).toMatchObject({
    refused: expect.stringMatching(/at most 1 MiB/),
  });
});

test("W04 W05 W06 W07 every mode says what it means and what changing to it does", () => {
  const modes = modesOf({ companyLabel: "Customer", companyLabelPlural: "Customers" });
  expect(modes.map((mode) => mode.value)).toEqual(["individualsAndBusinesses", "individuals", "businesses"]);
  expect(modes.every((mode) => mode.hint && mode.change)).toBe(true);
  expect(modes[1]?.change).toMatch(/refused/);
  expect(modes[2]?.change).toMatch(/listed/);
  // In the workspace's own word.
  expect(JSON.stringify(modes)).not.toMatch(/compan/i);
});

test("W03 a side bar of a colour of its own is known as such, also one that is as bright as the page", () => {
  expect(apart("#d4ff3a", "#fafafa")).toBe(true);
  expect(apart("#0b1f3a", "#f9fafc")).toBe(true);
  expect(apart("#0b0d11", "#111317")).toBe(false);
});
