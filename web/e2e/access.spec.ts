import { api, expect, type Firm, test, type Visitor } from "./support/firm";
import { acceptInvitation, addClient, rowOf } from "./support/steps";

/** Invites a colleague through the team's page, as whoever is signed in. */
async function inviteColleague(office: Firm, admin: Visitor, role: string): Promise<string> {
  const { page } = admin;
  const email = `theo@${office.slug}.example`;
  await admin.open(`/${office.slug}/app/team`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Invite to the team" });
  await form.getByLabel("Full name").fill("Theo Marsh");
  await form.getByLabel("Email").fill(email);
  await form.getByRole("radio", { name: role }).check();
  await admin.look();
  await form.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`Invitation sent to ${email}`)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Theo Marsh" })).toContainText("Invited");
  return email;
}

test("I09 A01 A03 A04 A05 A09: a member sees the clients in their visibility, from the next request on", async ({
  firm,
  visitor,
}) => {
  const { firm: office, admin } = await firm();
  const { page, context } = admin;
  const people = ["Mara Berg", "Tomas Okafor", "Noor Haddad"];
  for (const name of people) {
    await addClient(context.request, office, {
      name,
      email: `${name.split(" ")[0]?.toLowerCase()}@${office.slug}.example`,
    });
  }
  const email = await inviteColleague(office, admin, "Member");
  const theo = await visitor();
  await acceptInvitation(theo, email);
  await theo.page.waitForURL(`**/${office.slug}/app`);
  await theo.open(`/${office.slug}/app/clients`);
  await expect(theo.page.getByRole("main")).toContainText(/Add your first client|No client|Nobody/);
  await theo.look();

  await admin.open(`/${office.slug}/app/clients`);
  await rowOf(page, "Mara Berg")
    .getByRole("button", { name: /^Change visibility/ })
    .click();
  await page.getByRole("option", { name: /^Theo Marsh/ }).click();
  await admin.look();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("2 people see Mara Berg")).toBeVisible();
  await theo.page.reload();
  await expect(rowOf(theo.page, "Mara Berg")).toBeVisible();
  await expect(theo.page.getByText("Tomas Okafor")).toHaveCount(0);

  await rowOf(page, "Tomas Okafor")
    .getByRole("button", { name: /^Change lead/ })
    .click();
  await page.getByRole("option", { name: /^Theo Marsh/ }).click();
  await expect(rowOf(page, "Tomas Okafor")).toContainText("Theo Marsh");
  await theo.page.reload();
  await expect(rowOf(theo.page, "Tomas Okafor"), "a lead sees their client").toBeVisible();

  const all = await api(context.request, office.slug, "clients-list");
  const mara = all.body.data.find((it) => it.givenName === "Mara");
  const noor = all.body.data.find((it) => it.givenName === "Noor");
  const [hidden, unknown] = await Promise.all(
    [noor?.id ?? "", "cli_01arz3ndektsv4rrffq69g5fav"].map((id) =>
      api(theo.context.request, office.slug, "clients-get", { params: { id } }),
    ),
  );
  expect([hidden?.status, unknown?.status], "A10").toEqual([404, 404]);
  const seen = await api(theo.context.request, office.slug, "clients-list");
  expect(seen.body.data.map((it) => it.givenName).sort()).toEqual(["Mara", "Tomas"]);
  expect(seen.body.total).toBe(2);

  const access = { visibilityInternalUserIds: [mara?.leadInternalUserId ?? ""] };
  const taken = await api(context.request, office.slug, "clients-set-access", {
    params: { id: mara?.id ?? "" },
    body: access,
    ifMatch: mara?.version,
  });
  expect(taken.status).toBe(200);
  await theo.open(`/${office.slug}/app/clients/${mara?.id}`);
  await expect(theo.page.getByRole("heading", { name: "Mara Berg" }), "gone with the next request").toHaveCount(0);
});

test("A01 A02 A11: a role of one's own opens what it grants, and a refusal says whom to ask", async ({
  firm,
  visitor,
}) => {
  const { firm: office, admin } = await firm();
  const { page, context } = admin;
  await admin.open(`/${office.slug}/app/team/roles`);
  await page.getByRole("button", { name: "New role" }).click();
  const form = page.getByRole("dialog", { name: "New role" });
  await form.getByLabel("Name").fill("Reader");
  await form.getByRole("checkbox", { name: "View clients" }).check();
  await admin.look();
  await form.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByText("Reader added")).toBeVisible();

  const client = await addClient(context.request, office, { name: "Mara Berg", email: `mara@${office.slug}.example` });
  const theo = await visitor();
  await acceptInvitation(theo, await inviteColleague(office, admin, "Reader"));
  const refusal = await api(theo.context.request, office.slug, "clients-create", {
    body: { name: "Not Allowed", email: `no@${office.slug}.example` },
  });
  expect(refusal).toMatchObject({
    status: 403,
    body: { code: "permission_denied", requiredPermission: "create_clients" },
  });
  expect((refusal.body as unknown as { message: string }).message).toMatch(/workspace administrator/);
  const update = await api(theo.context.request, office.slug, "workspaces-update", {
    body: { brandName: "Mine" },
    ifMatch: 1,
  });
  expect(update).toMatchObject({ status: 403, body: { requiredPermission: "manage_settings" } });

  await theo.open(`/${office.slug}/app/settings`);
  await expect(theo.page.getByText("Ask a workspace administrator", { exact: false })).toBeVisible();
  await theo.look();
  await theo.open(`/${office.slug}/app/clients/${client.id}`);
  await expect(theo.page.getByRole("heading", { level: 1 })).not.toContainText("Mara Berg");
});
