import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { newQueryClient, sessionQuery } from "../session";
import { fakeApi, ines, problem } from "../test/fakeApi";
import { AccountSections } from "./AccountSections";

function show(answers: Parameters<typeof fakeApi>[0]) {
  const sent = fakeApi(answers);
  const queries = newQueryClient();
  queries.setQueryData(sessionQuery.queryKey, ines);
  render(
    <QueryClientProvider client={queries}>
      <AccountSections />
    </QueryClientProvider>,
  );
  return sent;
}

test("S04 the password is changed with the current one", async () => {
  const sent = show({ "POST /v1/password": {} });
  await userEvent.type(screen.getByLabelText("Current password"), "correct horse");
  await userEvent.type(screen.getByLabelText("New password"), "battery staple");
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByText(/^Your password is changed/)).toBeTruthy();
  expect(sent[0]?.body).toEqual({ currentPassword: "correct horse", newPassword: "battery staple" });
});

test("S04 a short password is refused at its field, before it is sent", async () => {
  const sent = show({});
  await userEvent.type(screen.getByLabelText("Current password"), "correct horse");
  await userEvent.type(screen.getByLabelText("New password"), "short");
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  expect(screen.getByText("Use at least 10 characters.")).toBeTruthy();
  expect(sent).toHaveLength(0);
});

test("S04 a changed email is confirmed at the new address first", async () => {
  const sent = show({ "POST /v1/email-changes": {} });
  await userEvent.type(screen.getByLabelText("New email"), "new@mail.example");
  await userEvent.type(screen.getByLabelText("Your password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Change email" }));
  expect(await screen.findByText(/If new@mail.example can be used/)).toBeTruthy();
  expect(sent[0]?.body).toEqual({ email: "new@mail.example", password: "correct horse" });
  expect(screen.getByText("ines@mail.example")).toBeTruthy();
});

test("S04 a wrong password is said at its field", async () => {
  const fields = [{ field: "password", code: "invalid_credentials", message: "This is not your password." }];
  show({ "POST /v1/email-changes": { refuse: 422, problem: problem("invalid_credentials", "Check it.", { fields }) } });
  await userEvent.type(screen.getByLabelText("New email"), "new@mail.example");
  await userEvent.type(screen.getByLabelText("Your password"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "Change email" }));
  expect(await screen.findByText("This is not your password.")).toBeTruthy();
});

test.each([
  ["Sign out", "DELETE /v1/sessions/current"],
  ["Sign out everywhere", "DELETE /v1/sessions"],
])("S04 %s ends the sessions and leads to the sign-in page", async (name, call) => {
  const left = vi.spyOn(location, "assign").mockImplementation(() => {});
  const sent = show({ [call]: {} });
  await userEvent.click(screen.getByRole("button", { name }));
  expect(sent.map(({ what }) => what)).toEqual([call]);
  await vi.waitFor(() => expect(left).toHaveBeenCalledWith("/sign-in"));
});
