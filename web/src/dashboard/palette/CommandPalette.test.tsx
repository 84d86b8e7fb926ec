import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { aClient, answerApi, held, refusal, renderAt } from "../testing/render";
import CommandPalette from "./CommandPalette";

const newman = { body: { data: [aClient({ id: "cl_9", givenName: "Nora", familyName: "Newman" })] } };

async function open(answers: Parameters<typeof answerApi>[0]) {
  answerApi(answers);
  const { router } = renderAt(<CommandPalette onClose={() => undefined} />);
  await screen.findByRole("combobox");
  const highlighted = () => screen.getByRole("option", { selected: true }).textContent;
  return { router, highlighted, user: userEvent.setup() };
}

test("what is highlighted stays so when results arrive above it, and Enter runs it", async () => {
  const gate = held();
  const { router, highlighted, user } = await open({ "GET /v1/clients": () => gate.wait().then(() => newman) });
  await user.type(screen.getByRole("combobox"), "new");
  expect(highlighted()).toContain("New client");
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await screen.findByRole("option", { name: /Nora Newman/ });
  expect(highlighted()).toContain("New client");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.href).toBe("/app/clients?new=1"));
});

test("a client that alone matches is highlighted", async () => {
  const { router, highlighted, user } = await open({ "GET /v1/clients": () => newman });
  await user.type(screen.getByRole("combobox"), "newman");
  await screen.findByRole("option", { name: /Nora Newman/ });
  expect(highlighted()).toContain("Nora Newman");
  await user.keyboard("{ArrowDown}{ArrowUp}{Enter}");
  await waitFor(() => expect(router.state.location.href).toBe("/app/clients/cl_9"));
});

test("E a search that failed says so, and Enter makes it again", async () => {
  let broken = true;
  const { highlighted, user } = await open({
    "GET /v1/clients": () => (broken ? refusal(503, "unavailable", "Try again in a moment.") : newman),
  });
  await user.type(screen.getByRole("combobox"), "newman");
  await screen.findByRole("option", { name: /The search failed/ });
  expect(screen.queryByText("Nothing found")).toBeNull();
  expect(highlighted()).toContain("Try again");
  broken = false;
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("option", { name: /Nora Newman/ })).toBeTruthy();
});
