import { expect, test } from "vitest";
import { ApiError } from "../api/client";
import { hueOf, initials } from "./Avatar";
import { comboItems } from "./Combobox";
import { foldName } from "./foldName";
import { once } from "./once";
import { splitFailure } from "./useForm";

const refusal = (fields: { field: string; code: string; message: string }[]) =>
  new ApiError(422, { code: "invalid", message: "Check the marked fields.", requestId: "r", fields });

test("errors stand at their fields, and none is lost", () => {
  const email = { field: "email", code: "email_invalid", message: "Not an address." };
  const other = { field: "shoeSize", code: "x", message: "Too large." };
  expect(splitFailure(refusal([email]), ["email"])).toEqual({ fields: { email: "Not an address." } });
  expect(splitFailure(refusal([email, other]), ["email"])).toMatchObject({
    fields: { email: "Not an address." },
    other: expect.any(ApiError),
  });
  expect(splitFailure(refusal([{ ...email, field: "domains[1]" }]), ["domains"]).fields).toEqual({
    domains: "Not an address.",
  });
  expect(splitFailure(refusal([{ ...email, field: "help.email" }]), ["email"]).fields).toEqual({
    email: "Not an address.",
  });
  const lost = new Error("lost");
  expect(splitFailure(lost, ["email"])).toEqual({ fields: {}, other: lost });
});

const options = [
  { id: "1", name: "Quill & Co" },
  { id: "2", name: "Orchard Foods" },
];

test("C04 a typed name that exists after folding case and spaces is offered, not made again", () => {
  expect(foldName("  QUILL  &  co ")).toBe("quill & co");
  expect(comboItems(options, "quill  & CO", true)).toEqual([options[0]]);
});

test("C04 O01 O02 a new name of two letters or more can be made", () => {
  expect(comboItems(options, "Quill", true)).toEqual([options[0], { id: "", name: "Quill", create: true }]);
  expect(comboItems(options, "Q", true)).toEqual([options[0]]);
  expect(comboItems(options, "New", false)).toEqual([]);
  expect(comboItems(options, "", true)).toEqual(options);
});

test("a person keeps their initials and their colour", () => {
  expect(initials("Ada van Berg")).toBe("AB");
  expect(initials("Zoë")).toBe("Z");
  expect(initials("李 小龙")).toBe("李小");
  expect(hueOf("cl_1")).toBe(hueOf("cl_1"));
});

test("what is under way is not begun a second time, and can be begun again after it has failed", async () => {
  let begun = 0;
  let fail: (error: Error) => void = () => undefined;
  const work = () => {
    begun++;
    return new Promise<void>((_, reject) => {
      fail = reject;
    });
  };
  const first = once("archive:cl_1", work);
  await once("archive:cl_1", work);
  expect(begun).toBe(1);
  fail(new Error("no"));
  await expect(first).rejects.toThrow("no");
  void once("archive:cl_1", work);
  expect(begun).toBe(2);
});
