import { expect, test } from "vitest";
import type { ClientMode, Permission, SignedIn } from "../api/schema";
import { fieldLabel, type Names, valueText } from "./client/activityText";
import { resendReason, whyLost } from "./client/InvitationCard";
import { domainsOf, siteName } from "./companies/site";
import { allPermissions, permissionGroups, whyNot } from "./data/access";
import { setSingleKeys } from "./data/prefs";
import { ago, agoShort } from "./data/time";
import { stepTexts } from "./home/Checklist";
import { matches } from "./palette/commands";
import { singleKey } from "./shell/keys";
import { placesOf } from "./shell/nav";

function person(permissions: Permission[], clientMode: ClientMode = "businesses", role = "custom"): SignedIn {
  const workspace = {
    id: "w",
    slug: "w",
    brandName: "W",
    clientMode,
    companyLabel: "Firm",
    companyLabelPlural: "Firms",
  };
  return {
    kind: "internalUser",
    id: "i",
    givenName: "A",
    familyName: "B",
    email: "a@b.example",
    role,
    permissions,
    workspace,
  };
}
const labels = (me: SignedIn) => {
  const { main, firm } = placesOf(me);
  return [...main, ...firm].map(({ label }) => label);
};

test("A02 the side bar shows only what one may open", () => {
  expect(labels(person([]))).toEqual(["Home", "Team"]);
  expect(labels(person(["view_clients", "create_clients"]))).toEqual([
    "Home",
    "Clients",
    "Firms",
    "Team",
    "Invitations",
  ]);
  expect(labels(person([], "businesses", "admin"))).toEqual([
    "Home",
    "Clients",
    "Firms",
    "Team",
    "Invitations",
    "Articles",
    "Settings",
  ]);
});

test("W05 a workspace of individuals has no place for companies", () => {
  expect(labels(person(allPermissions, "individuals"))).not.toContain("Firms");
});

test("A01 A11 there are nineteen permissions, and a missing one is named with whom to ask", () => {
  expect(new Set(allPermissions).size).toBe(19);
  expect(whyNot(person([]), "manage_team")).toBe(
    "You need the permission “Manage team”. Ask a workspace administrator.",
  );
});

test("W09 the checklist has its five steps, each with a reason and a place", () => {
  expect(Object.keys(stepTexts)).toEqual(["brand", "welcomeMessage", "article", "testClient", "firstClient"]);
  expect(Object.values(stepTexts).every((step) => step.why && step.to.startsWith("/app/"))).toBe(true);
});

test("I04 an invitation says from when it can be sent again, and a bounced one can at once", () => {
  const now = Date.parse("2026-03-02T10:00:00Z");
  const resendAvailableAt = "2026-03-02T18:00:00Z";
  expect(resendReason({ resendAvailableAt }, now)).toMatch(/in 8 hours/);
  expect(resendReason({ resendAvailableAt: "2026-03-02T09:00:00Z" }, now)).toBeUndefined();
});

test("I06 a mail that did not arrive says why, and no other says anything", () => {
  expect(whyLost({ delivery: "bounced", bounceReason: "mailboxFull" })).toBe(
    "The mail came back. The mailbox is full.",
  );
  expect(whyLost({ delivery: "bounced" })).toMatch(/did not say why/);
  expect(whyLost({ delivery: "failed" })).toBe("The mail could not be sent.");
  expect(whyLost({ delivery: "notSent" })).toMatch(/nothing has been sent to the new address/);
  for (const delivery of ["queued", "sent", "delivered", "opened"] as const)
    expect(whyLost({ delivery })).toBeUndefined();
});

test("U01 a change reads as words: names for ids, nothing for what was empty", () => {
  const names: Names = { person: (id) => (id === "iu_1" ? "Dana Field" : undefined), company: () => undefined };
  expect(fieldLabel("leadInternalUserId")).toBe("Lead");
  expect(fieldLabel("assignCompanyByDomain")).toBe("Assign company by domain");
  expect(valueText("iu_1", names)).toBe("Dana Field");
  expect(valueText(["iu_1", "iu_2"], names)).toBe("Dana Field, iu_2");
  expect(valueText(null, names)).toBe("nothing");
  expect(valueText("2026-10-22T16:18:26.094Z", names)).toMatch(/^22 Oct 2026/);
});

test("typed domains are taken as people write them", () => {
  expect(domainsOf("Berg.example, https://www.two.example/about\n@three.example berg.example")).toEqual([
    "berg.example",
    "two.example",
    "three.example",
  ]);
  expect(siteName("https://www.berg.example/")).toBe("berg.example");
});

test("times are short in columns and words in sentences", () => {
  const now = Date.parse("2026-03-02T10:00:00Z");
  expect(agoShort("2026-03-02T09:59:30Z", now)).toBe("Just now");
  expect(agoShort("2026-02-27T10:00:00Z", now)).toBe("3d ago");
  expect(ago("2026-03-01T10:00:00Z", now)).toBe("yesterday");
});

test("the palette finds commands by the beginnings of words, in any order", () => {
  const command = { label: "New client", keywords: "add create" };
  expect(matches(command, "cli ne")).toBe(true);
  expect(matches(command, "add")).toBe(true);
  expect(matches(command, "lient")).toBe(false);
});

test("single keys act outside inputs only, without modifiers, and can be switched off", () => {
  const press = (target: HTMLElement, init: KeyboardEventInit = {}) => {
    document.body.append(target);
    let seen: string | undefined;
    const listen = (event: KeyboardEvent) => {
      seen = singleKey(event);
    };
    document.addEventListener("keydown", listen, { once: true });
    target.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true, ...init }));
    target.remove();
    return seen;
  };
  expect(press(document.createElement("div"))).toBe("c");
  expect(press(document.createElement("input"))).toBeUndefined();
  expect(press(document.createElement("div"), { ctrlKey: true })).toBeUndefined();
  setSingleKeys(false);
  expect(press(document.createElement("div"))).toBeUndefined();
  setSingleKeys(true);
});

test("the workspace's own word for companies stands in permissions, reasons and the activity", () => {
  const words = { companyLabel: "Firm", companyLabelPlural: "Firms" };
  expect(JSON.stringify(permissionGroups(words))).not.toMatch(/compan/i);
  expect(whyNot(person([]), "manage_client_organizations")).toContain("“Manage firms”");
  expect([fieldLabel("companyId", words), fieldLabel("companyIds", words)]).toEqual(["Firm", "Firms"]);
});
