import { expect, test } from "vitest";
import type { ClientMode, Permission, SignedIn } from "../../api/schema";
import { bodyOf, companyRule, type NewClientValues } from "./newClient";

const values: NewClientValues = {
  name: " Ada Berg ",
  email: " ada@berg.example ",
  companyId: { id: "co_1", name: "Berg" },
  position: "",
  tags: [],
  clientProfileId: "",
  portalRate: "",
  customFields: {},
  phone: "",
  leadInternalUserId: "iu_1",
  visibilityInternalUserIds: ["iu_2"],
  sendInvite: false,
};

function me(
  clientMode: ClientMode,
  permissions: Permission[] = [],
): Pick<SignedIn, "role" | "permissions" | "workspace"> {
  const workspace = {
    id: "w",
    slug: "w",
    brandName: "W",
    clientMode,
    companyLabel: "Company",
    companyLabelPlural: "Companies",
  };
  return { role: "custom", permissions, workspace };
}

test("W04 W05 W06 the mode decides about the company field", () => {
  expect(companyRule("individualsAndBusinesses")).toBe("optional");
  expect(companyRule("individuals")).toBe("hidden");
  expect(companyRule("businesses")).toBe("required");
});

test("W04 a company that is left empty is not sent, so none is created", () => {
  expect(bodyOf({ ...values, companyId: null }, me("individualsAndBusinesses"))).toEqual({
    name: "Ada Berg",
    email: "ada@berg.example",
  });
});

test("W05 no company is sent in a workspace of individuals", () => {
  expect(bodyOf(values, me("individuals"))).not.toHaveProperty("companyId");
});

test("C04 a new name travels as a name, a known company as its id", () => {
  const mode = me("businesses");
  expect(bodyOf(values, mode)).toMatchObject({ companyId: "co_1" });
  const made = bodyOf({ ...values, companyId: { id: "", name: "New & Co", create: true } }, mode);
  expect(made).toMatchObject({ companyName: "New & Co" });
  expect(made).not.toHaveProperty("companyId");
});

test("C02 given and family name are sent apart where they were typed apart", () => {
  const body = bodyOf({ ...values, givenName: "Ada", familyName: "van Berg" }, me("businesses"));
  expect(body).toMatchObject({ givenName: "Ada", familyName: "van Berg" });
  expect(body).not.toHaveProperty("name");
});

test("A04 lead and visibility are sent only by those who may choose them", () => {
  expect(bodyOf(values, me("businesses"))).not.toHaveProperty("leadInternalUserId");
  expect(bodyOf(values, me("businesses", ["manage_client_access"]))).toMatchObject({
    leadInternalUserId: "iu_1",
    visibilityInternalUserIds: ["iu_2"],
  });
});

test("C02 tags are sent where there are some", () => {
  expect(bodyOf({ ...values, tags: ["VIP"] }, me("individuals")).tags).toEqual(["VIP"]);
  expect(bodyOf(values, me("individuals")).tags).toBeUndefined();
});
