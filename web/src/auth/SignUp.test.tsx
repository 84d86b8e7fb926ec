import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { fakeApi, harbor, ines, problem } from "../test/fakeApi";
import { SignUp } from "./SignUp";

const create = "POST /v1/sign-ups";
const confirm = "POST /v1/sign-ups/confirm";

let left: ReturnType<typeof vi.fn>;
beforeEach(() => {
  left = vi.fn();
  vi.spyOn(location, "replace").mockImplementation(left as (url: string | URL) => void);
  localStorage.clear();
  location.hash = "";
});

async function fillIn(company?: string) {
  await userEvent.type(screen.getByLabelText("First name"), "Ines");
  await userEvent.type(screen.getByLabelText("Last name"), "Jensen");
  await userEvent.type(screen.getByLabelText("Email"), "ines@mail.example");
  if (company) await userEvent.type(screen.getByLabelText(/^Company/), company);
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
}

test("W04 with individuals and businesses the company shows, and may stay empty", async () => {
  const sent = fakeApi({ [create]: {} });
  render(<SignUp portal={harbor} />);
  expect(screen.getByLabelText(/^Company/)).toHaveProperty("required", false);
  await fillIn();
  await screen.findByRole("heading", { name: "Check your email" });
  expect(sent[0]?.body).toEqual({ givenName: "Ines", familyName: "Jensen", email: "ines@mail.example" });
});

test("W05 with individuals only there is no company field", () => {
  render(<SignUp portal={{ ...harbor, clientMode: "individuals" }} />);
  expect(screen.getByLabelText("Email")).toBeTruthy();
  expect(screen.queryByLabelText(/^Company/)).toBeNull();
});

test("W06 with businesses only the company is required, under the workspace's own label", async () => {
  const sent = fakeApi({ [create]: {} });
  render(<SignUp portal={{ ...harbor, clientMode: "businesses", companyLabel: "Organization" }} />);
  expect(screen.getByLabelText("Organization")).toHaveProperty("required", true);
  await fillIn();
  expect(screen.getByText("Enter your organization.")).toBeTruthy();
  expect(sent).toHaveLength(0);
});

test("W06 the server's word on the company stands at the field", async () => {
  const fields = [{ field: "companyId", code: "company_required", message: "Name your company." }];
  fakeApi({ [create]: { refuse: 422, problem: problem("company_required", "Check the form.", { fields }) } });
  render(<SignUp portal={harbor} />);
  await fillIn();
  const error = await screen.findByText("Name your company.");
  expect(screen.getByLabelText(/^Company/).getAttribute("aria-describedby")).toBe(error.id);
});

test("S01 S02 name and email, then the code of the mail with a password", async () => {
  const sent = fakeApi({ [create]: {}, [confirm]: ines });
  render(<SignUp portal={harbor} />);
  await fillIn("Granite Architects");
  await userEvent.type(await screen.findByLabelText("6-digit code"), "482913");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  expect(sent[0]?.body.companyName).toBe("Granite Architects");
  expect(sent[1]?.body).toEqual({ email: "ines@mail.example", code: "482913", password: "correct horse" });
  expect(left).toHaveBeenCalledWith("/");
});

test("S02 the link of the mail goes straight to the password, and opening it uses nothing up", async () => {
  location.hash = "#tok";
  const sent = fakeApi({ [confirm]: ines });
  render(<SignUp portal={harbor} />);
  await screen.findByRole("heading", { name: "Choose a password" });
  expect(sent).toHaveLength(0);
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  expect(sent[0]?.body).toEqual({ token: "tok", password: "correct horse" });
});

test("S02 a wrong code is said at the code", async () => {
  const fields = [{ field: "code", code: "code_wrong", message: "This code is not right." }];
  fakeApi({ [create]: {}, [confirm]: { refuse: 422, problem: problem("code_wrong", "Check the code.", { fields }) } });
  render(<SignUp portal={harbor} />);
  await fillIn();
  await userEvent.type(await screen.findByLabelText("6-digit code"), "000000");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  await screen.findByText("This code is not right.");
  expect(screen.getByLabelText("6-digit code").getAttribute("aria-invalid")).toBe("true");
});

test("S03 with direct sign-up off the page offers no account", () => {
  render(<SignUp portal={{ ...harbor, directSignUp: false }} />);
  expect(screen.getByRole("heading", { name: "Accounts are by invitation" })).toBeTruthy();
  expect(screen.queryByLabelText("Email")).toBeNull();
});

test("S05 the answer does not tell whether the address has an account", async () => {
  fakeApi({ [create]: {} });
  render(<SignUp portal={harbor} />);
  await fillIn();
  expect(await screen.findByText(/^If ines@mail.example can be used here/)).toBeTruthy();
});
