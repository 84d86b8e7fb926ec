import { api, expect, password, test } from "./support/firm";
import { codeIn, linkIn, mailAbout, mailsTo } from "./support/mail";
import { acceptInvitation, addClient, chooseAction, configure, rowOf, toasts } from "./support/steps";

const colour = "#7a1f5c";
const invitationText = "We moved our papers to a portal of our own. **Come in.**";
const welcomeMessage = "Good to have you here. Your first papers are on their way.";

test("I01 I02 I03 N02: a branded invitation opens the portal and greets the client", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm("Lindqvist Law");
  const { request } = admin.context;
  await configure(request, office, { colorAccent: colour, invitationText, welcomeMessage });
  const email = `mara@${office.slug}.example`;
  await addClient(request, office, { name: "Mara Berg", email }, true);
  const mail = await mailAbout(request, email, /accept#/);
  expect(mail.subject + mail.text).toContain("Lindqvist Law");
  expect(mail.text).toContain("We moved our papers to a portal of our own.");
  expect(mail.html.toLowerCase()).toContain(colour);

  const reader = await visitor();
  await reader.open("/_local/mailbox");
  await reader.page.getByRole("searchbox").fill(email);
  await expect(reader.page.getByText(mail.subject).first()).toBeVisible();
  await reader.look();

  const scanner = await visitor();
  await scanner.open(linkIn(mail, "accept"));
  await expect(scanner.page.getByRole("heading", { name: "Welcome, Mara" }), "opening uses nothing up").toBeVisible();

  const mara = await visitor();
  await mara.open(linkIn(mail, "accept"));
  await mara.page.getByLabel(/^Password for/).fill("short");
  await mara.page.getByRole("button", { name: "Open the portal" }).click();
  await expect(mara.page.getByText("Use at least 10 characters.")).toBeVisible();
  await mara.look();
  await mara.page.getByLabel(/^Password for/).fill(password);
  await mara.page.getByRole("button", { name: "Open the portal" }).click();
  await expect(mara.page.getByText(welcomeMessage)).toBeVisible();
  await mara.look();
  await mailAbout(request, office.admin.email, /Mara Berg/);

  await admin.open(`/${office.slug}/app/clients`);
  await expect(rowOf(admin.page, "Mara Berg")).toContainText("Active");
});

test("I02: the code of the mail works in place of its link", async ({ firm, visitor }) => {
  const { firm: office, admin } = await firm();
  const email = `mara@${office.slug}.example`;
  await addClient(admin.context.request, office, { name: "Mara Berg", email }, true);
  const mail = await mailAbout(admin.context.request, email, /accept#/);

  const mara = await visitor();
  await mara.open(`/${office.slug}/sign-in`);
  await mara.page.getByRole("link", { name: "Enter your invitation code" }).click();
  await expect(mara.page.getByRole("heading", { name: "Enter your invitation code" })).toBeVisible();
  await mara.look();
  await mara.page.getByLabel("Email").fill(email);
  await mara.page.getByLabel("Code").fill(codeIn(mail));
  await mara.page.getByRole("button", { name: "Continue" }).click();
  await mara.page.getByLabel(/^Password for/).fill(password);
  await mara.page.getByRole("button", { name: "Open the portal" }).click();
  await mara.page.waitForURL(`**/${office.slug}/`);
});

test("I04 I05 I07: resending too soon is refused, and a dead link says which way it is dead", async ({
  firm,
  visitor,
}) => {
  const { firm: office, admin } = await firm();
  const { page, context } = admin;
  const [mara, tomas] = ["mara", "tomas"].map((name) => `${name}@${office.slug}.example`) as [string, string];
  const client = await addClient(context.request, office, { name: "Mara Berg", email: mara }, true);
  await addClient(context.request, office, { name: "Tomas Okafor", email: tomas }, true);
  const link = linkIn(await mailAbout(context.request, mara, /accept#/), "accept");

  await admin.open(`/${office.slug}/app/clients`);
  await chooseAction(page, "Mara Berg", "Resend invitation");
  await expect(toasts(page)).toContainText(/\d/);
  const { body } = await api(context.request, office.slug, "clients-get", { params: { id: client.id } });
  const refusal = await api(context.request, office.slug, "invitations-resend", {
    params: { id: body.invitation?.id ?? "" },
  });
  expect(refusal).toMatchObject({ status: 409, body: { code: "invitation_resend_too_soon" } });
  const wait = Date.parse(body.invitation?.resendAvailableAt ?? "") - Date.parse(body.invitation?.sentAt ?? "");
  expect(wait).toBe(24 * 3600 * 1000);
  expect(await mailsTo(context.request, mara)).toHaveLength(1);

  await chooseAction(page, "Mara Berg", "Cancel invitation");
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel invitation" }).click();
  await expect(toasts(page)).toContainText("Invitation cancelled");
  await expect(rowOf(page, "Mara Berg")).toContainText("Not invited");

  const guest = await visitor();
  const says = async (title: string) => {
    await expect(guest.page.getByRole("heading", { name: title })).toBeVisible();
    await guest.look();
  };
  await guest.open(link);
  await says("This invitation was cancelled");
  await guest.page.getByRole("button", { name: "Ask for a new invitation" }).click();
  await says("Your request is on its way");

  await guest.open(`/${office.slug}/accept#nobody-knows-this`);
  await says("We don't recognise this invitation");

  await acceptInvitation(guest, tomas);
  const used = await visitor();
  await used.open(linkIn(await mailAbout(context.request, tomas, /accept#/), "accept"));
  await expect(used.page.getByRole("heading", { name: "This invitation was already used" })).toBeVisible();
  await used.page.getByRole("link", { name: "Sign in" }).click();
  await expect(used.page).toHaveURL(/\/sign-in$/);
});
