import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { InvitationPreview } from "../api/schema";
import { fakeApi, harbor, ines, problem } from "../test/fakeApi";
import { Accept } from "./Accept";

const invited: InvitationPreview = {
  kind: "client",
  givenName: "Ines",
  familyName: "Jensen",
  email: "ines@mail.example",
  brandName: "Harbor & Finch LLP",
};
const inspect = "POST /v1/invitations/inspect";
const accept = "POST /v1/invitations/accept";

let left: ReturnType<typeof vi.fn>;
beforeEach(() => {
  left = vi.fn();
  vi.spyOn(location, "replace").mockImplementation(left as (url: string | URL) => void);
  location.hash = "#tok";
});

test("I02 opening the link only looks at the invitation", async () => {
  const sent = fakeApi({ [inspect]: invited });
  render(<Accept portal={harbor} />);
  await screen.findByRole("heading", { name: "Welcome, Ines" });
  expect(sent.map(({ what, body }) => [what, body])).toEqual([[inspect, { token: "tok" }]]);
});

test("I02 I03 the person's own submit uses it, and leads into the portal", async () => {
  const sent = fakeApi({ [inspect]: invited, [accept]: ines });
  render(<Accept portal={harbor} />);
  await userEvent.type(await screen.findByLabelText("Password for ines@mail.example"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Open the portal" }));
  expect(sent.at(-1)).toMatchObject({ what: accept, body: { token: "tok", password: "correct horse" } });
  expect(left).toHaveBeenCalledWith("/");
});

test("I02 a short code works in place of the link", async () => {
  location.hash = "";
  const sent = fakeApi({ [inspect]: invited, [accept]: ines });
  render(<Accept portal={harbor} />);
  await userEvent.type(screen.getByLabelText("Email"), "ines@mail.example");
  await userEvent.type(screen.getByLabelText("6-digit code"), "482 913");
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
  await userEvent.type(await screen.findByLabelText("Password for ines@mail.example"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Open the portal" }));
  expect(sent.at(-1)?.body).toEqual({ email: "ines@mail.example", code: "482913", password: "correct horse" });
});

test("password managers learn whose password it is", async () => {
  fakeApi({ [inspect]: invited });
  render(<Accept portal={harbor} />);
  const password = await screen.findByLabelText("Password for ines@mail.example");
  expect(password).toHaveProperty("autocomplete", "new-password");
  const username = document.querySelector<HTMLInputElement>('input[autocomplete="username"]');
  expect(username?.value).toBe("ines@mail.example");
});

test("W10 somebody else is signed in: the page asks before it lets the invited person in", async () => {
  const sent = fakeApi({ [inspect]: { ...invited, signedInAs: "Dana Whitfield" }, [accept]: ines });
  render(<Accept portal={harbor} />);
  await screen.findByRole("heading", { name: "You are signed in as Dana Whitfield" });
  expect(screen.getByText(/Continue as Ines Jensen\?/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Stay signed in as Dana Whitfield" })).toBeTruthy();

  await userEvent.click(screen.getByRole("button", { name: "Continue as Ines Jensen" }));
  expect(sent).toHaveLength(1);
  await userEvent.type(await screen.findByLabelText("Password for ines@mail.example"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Open the portal" }));
  expect(sent.at(-1)?.body).toMatchObject({ switch: true });
});

test("W10 somebody signed in meanwhile: the page asks, and repeats the call with a new key", async () => {
  const other = problem("other_session_active", "Someone else is signed in.", { signedInAs: "Dana Whitfield" });
  const sent = fakeApi({
    [inspect]: invited,
    [accept]: (body) => (body.switch ? ines : { refuse: 409, problem: other }),
  });
  render(<Accept portal={harbor} />);
  await userEvent.type(await screen.findByLabelText("Password for ines@mail.example"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Open the portal" }));
  await screen.findByRole("heading", { name: "You are signed in as Dana Whitfield" });
  expect(left).not.toHaveBeenCalled();

  await userEvent.click(screen.getByRole("button", { name: "Continue as Ines Jensen" }));
  const [first, second] = sent.filter(({ what }) => what === accept);
  expect(second?.body).toEqual({ ...first?.body, switch: true });
  expect(second?.headers["idempotency-key"]).not.toBe(first?.headers["idempotency-key"]);
  expect(left).toHaveBeenCalledWith("/");
});

test.each([
  ["invitation_cancelled", 410, "This invitation was cancelled", "Ask for a new invitation"],
  ["invitation_expired", 410, "This invitation has expired", "Ask for a new invitation"],
  ["invitation_used", 410, "This invitation was already used", "Sign in"],
  ["invitation_not_found", 404, "We don't recognise this invitation", "Enter the code"],
])("I07 a dead link says which it is and offers the next step: %s", async (code, status, title, offer) => {
  fakeApi({ [inspect]: { refuse: status, problem: problem(code, "It can't be used.") } });
  render(<Accept portal={harbor} />);
  await screen.findByRole("heading", { name: title });
  expect(screen.queryByRole("button", { name: offer }) ?? screen.queryByRole("link", { name: offer })).toBeTruthy();
});

test("I07 asking for a new one sends the dead link's token, and promises nothing (S05)", async () => {
  const request = "POST /v1/invitations/request";
  const expired = { refuse: 410, problem: problem("invitation_expired", "Expired.") };
  const sent = fakeApi({ [inspect]: expired, [request]: {} });
  render(<Accept portal={harbor} />);
  await userEvent.click(await screen.findByRole("button", { name: "Ask for a new invitation" }));
  await screen.findByText(/If Harbor & Finch LLP has an invitation for you/);
  expect(sent.at(-1)).toMatchObject({ what: request, body: { token: "tok" } });
});

test("I07 an invitation that is cancelled while the password is typed says so too", async () => {
  const cancelled = { refuse: 410, problem: problem("invitation_cancelled", "Cancelled.") };
  fakeApi({ [inspect]: invited, [accept]: cancelled });
  render(<Accept portal={harbor} />);
  await userEvent.type(await screen.findByLabelText("Password for ines@mail.example"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Open the portal" }));
  await screen.findByRole("heading", { name: "This invitation was cancelled" });
});
