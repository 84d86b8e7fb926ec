import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { fakeApi, harbor, ines, problem } from "../test/fakeApi";
import { waitText } from "./parts/Form";
import { Forgot } from "./Reset";
import { SignIn } from "./SignIn";

const create = "POST /v1/sessions";

let left: ReturnType<typeof vi.fn>;
beforeEach(() => {
  left = vi.fn();
  vi.spyOn(location, "replace").mockImplementation(left as (url: string | URL) => void);
  localStorage.clear();
});

async function fillIn() {
  await userEvent.type(screen.getByLabelText("Email"), "ines@mail.example");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

test("S01 a visitor signs in and comes to the portal", async () => {
  const sent = fakeApi({ [create]: ines });
  render(<SignIn portal={harbor} />);
  await fillIn();
  expect(sent[0]?.body).toEqual({ email: "ines@mail.example", password: "correct horse" });
  expect(left).toHaveBeenCalledWith("/");
});

test("S03 an account is offered only when direct sign-up is on", () => {
  const { rerender } = render(<SignIn portal={harbor} />);
  expect(screen.getByRole("link", { name: "Create an account" })).toBeTruthy();
  rerender(<SignIn portal={{ ...harbor, directSignUp: false }} />);
  expect(screen.queryByRole("link", { name: "Create an account" })).toBeNull();
});

test("W03 the page shows the firm's name, logo, picture and title", () => {
  const portal = { ...harbor, fullLogoUrl: "/logo.png", squareLoginImageUrl: "/picture.png" };
  const { container } = render(<SignIn portal={portal} />);
  expect(screen.getByRole("heading", { name: "Sign in to Harbor & Finch LLP" })).toBeTruthy();
  expect(screen.getByAltText("Harbor & Finch LLP")).toHaveProperty("src", expect.stringContaining("/logo.png"));
  expect(container.querySelector('img[src="/picture.png"]')).toBeTruthy();
  expect(document.title).toBe("Sign in · Harbor & Finch");
});

test("W10 signing in as someone else asks first", async () => {
  const other = problem("other_session_active", "Someone else is signed in.", { signedInAs: "Dana Whitfield" });
  const sent = fakeApi({ [create]: (body) => (body.switch ? ines : { refuse: 409, problem: other }) });
  render(<SignIn portal={harbor} />);
  await fillIn();
  await screen.findByText(/Continue as ines@mail.example\?/);
  expect(left).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Continue as ines@mail.example" }));
  expect(sent.at(-1)?.body.switch).toBe(true);
  expect(left).toHaveBeenCalledWith("/");
});

test("W11 the page says how to reach the firm", () => {
  const help = {
    email: "hello@harborfinch.example",
    phone: "+1 555 010 2030",
    bookingUrl: "https://harborfinch.example/call",
  };
  render(<SignIn portal={{ ...harbor, help }} />);
  expect(screen.getByRole("link", { name: help.email }).getAttribute("href")).toBe("mailto:hello@harborfinch.example");
  expect(screen.getByRole("link", { name: help.phone }).getAttribute("href")).toBe("tel:+15550102030");
  expect(screen.getByRole("link", { name: "Book a call" }).getAttribute("href")).toBe(help.bookingUrl);
});

test("a refusal shows the server's words and the id to ask about", async () => {
  const wrong = problem("invalid_credentials", "The email or the password is wrong.");
  fakeApi({ [create]: { refuse: 401, problem: wrong } });
  render(<SignIn portal={harbor} />);
  await fillIn();
  expect(await screen.findByText("The email or the password is wrong.")).toBeTruthy();
  expect(screen.getByText("Reference req_test")).toBeTruthy();
});

test("too many tries say when to try again", async () => {
  fakeApi({ [create]: { refuse: 429, problem: problem("too_many_requests", "Wait.", { retryAfter: 120 }) } });
  render(<SignIn portal={harbor} />);
  await fillIn();
  expect(await screen.findByText(/Try again in 2 minutes, at /)).toBeTruthy();
  expect(waitText(20)).toBe("Too many tries. Try again in 20 seconds.");
});

test("S05 forgot-password says the same for every address", async () => {
  fakeApi({ "POST /v1/password-resets": {} });
  render(<Forgot portal={harbor} />);
  await userEvent.type(screen.getByLabelText("Email"), "nobody@mail.example");
  await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
  expect(await screen.findByText(/^If nobody@mail.example has an account here/)).toBeTruthy();
});
