import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import CompaniesPage from "./dashboard/companies/CompaniesPage";
import { tellSignedOut } from "./dashboard/shell/signedOut";
import { answerApi, refusal, renderAt, someone } from "./dashboard/testing/render";
import { onSignedOut } from "./session";

const replace = vi.fn();
onSignedOut(tellSignedOut);

beforeEach(() => {
  replace.mockClear();
  vi.spyOn(location, "replace").mockImplementation(replace);
});

function open(address: string) {
  let out = false;
  const unless = (body: object) => () => (out ? refusal(401, "not_signed_in", "Sign in to go on.") : { body });
  answerApi({
    "GET /v1/companies": unless({ data: [] }),
    "POST /v1/companies": unless({ id: "co_1" }),
    "GET /v1/sessions/current": unless(someone()),
  });
  const { queries } = renderAt(<CompaniesPage />, someone(), address);
  return {
    user: userEvent.setup(),
    end: () => (out = true),
    begin: () => (out = false),
    readAgain: () => act(() => queries.refetchQueries({ queryKey: ["companies"] })),
  };
}

test("a session that has ended leads to the sign-in page", async () => {
  const { end, readAgain } = open("/app/companies");
  await screen.findByText("Add your first company");
  end();
  await readAgain();
  expect(replace).toHaveBeenCalled();
});

test("a session that ends while something is typed says so, keeps it, and goes on after signing in again", async () => {
  const { end, begin, readAgain, user } = open("/app/companies?new=1");
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Orchard");
  end();
  await readAgain();
  const told = within(await screen.findByRole("alertdialog", { name: "You are signed out" }));
  expect(told.getByRole("link", { name: "Sign in in a new tab" }).getAttribute("target")).toBe("_blank");
  await user.click(told.getByRole("button", { name: "I am signed in again" }));
  expect(await told.findByText("Sign in to go on.")).toBeTruthy();
  begin();
  await user.click(told.getByRole("button", { name: "I am signed in again" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  await user.click(screen.getByRole("button", { name: "Create company" }));
  expect(await screen.findByText("Orchard added")).toBeTruthy();
  expect(replace).not.toHaveBeenCalled();
});
