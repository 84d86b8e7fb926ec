import type { QueryClient } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import ArticleEditorPage from "./articles/ArticleEditorPage";
import ClientPage from "./client/ClientPage";
import ClientsPage from "./clients/ClientsPage";
import CompaniesPage from "./companies/CompaniesPage";
import GeneralPage from "./settings/GeneralPage";
import {
  type Answer,
  aClient,
  aCompany,
  anArticle,
  answerApi,
  aWorkspace,
  refusal,
  renderAt,
  someone,
} from "./testing/render";

const down = refusal(503, "unavailable", "Try again in a moment.");

/** Answers as usual until it is broken. */
function breakable(usual: () => Answer) {
  let broken: Answer | undefined;
  return {
    answer: () => broken ?? usual(),
    break: (answer: Answer = down) => (broken = answer),
    mend: () => (broken = undefined),
  };
}

/** Reads again, and lets the page draw what came of it. */
const readAgain = (queries: QueryClient, queryKey: string[]) =>
  act(async () => {
    await queries.refetchQueries({ queryKey });
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

test("a failed reading again leaves an article and what was typed", async () => {
  const api = breakable(() => ({ body: anArticle() }));
  answerApi({ "GET /v1/articles/ar_1": api.answer });
  const { queries } = renderAt(<ArticleEditorPage />, someone(), "/app/articles/ar_1", "/app/articles/$id");
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Title"), " of work");
  api.break();
  await readAgain(queries, ["article"]);
  expect(queries.getQueryState(["article", "ar_1"])?.status).toBe("error");
  expect((screen.getByLabelText("Title") as HTMLInputElement).value).toBe("Hours of work");
});

test("a failed reading again leaves the settings and what was typed", async () => {
  const api = breakable(() => ({ body: aWorkspace() }));
  answerApi({ "GET /v1/workspaces": api.answer });
  const { queries } = renderAt(<GeneralPage />, someone(), "/app/settings");
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Brand name"), " & Sons");
  api.break();
  await readAgain(queries, ["workspace"]);
  expect(queries.getQueryState(["workspace"])?.status).toBe("error");
  expect((screen.getByLabelText("Brand name") as HTMLInputElement).value).toBe("Berg & Sons");
});

test("A10 a client stays when reading again fails, and goes when they may no longer be seen", async () => {
  const api = breakable(() => ({ body: aClient() }));
  answerApi({ "GET /v1/clients/cl_1": api.answer });
  const { queries } = renderAt(<ClientPage />, someone(), "/app/clients/cl_1", "/app/clients/$id");
  await screen.findByRole("heading", { name: /Ada Berg/ });
  api.break();
  await readAgain(queries, ["client"]);
  expect(screen.getByRole("heading", { name: /Ada Berg/ })).toBeTruthy();
  api.break(refusal(404, "not_found", "Not found."));
  await readAgain(queries, ["client"]);
  expect(await screen.findByText("This page does not exist")).toBeTruthy();
});

test("a further page of companies that fails is told at the end of the list, and asked for again there", async () => {
  const next = breakable(() => ({ body: { data: [aCompany({ id: "co_2", name: "Orchard" })] } }));
  answerApi({
    "GET /v1/companies": ({ query }) =>
      query.get("nextToken") ? next.answer() : { body: { data: [aCompany()], nextToken: "two" } },
  });
  renderAt(<CompaniesPage />, someone(), "/app/companies");
  const user = userEvent.setup();
  next.break();
  await user.click(await screen.findByRole("button", { name: "Show more" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Try again in a moment.");
  expect(screen.getByRole("button", { name: "Quill & Co" })).toBeTruthy();
  next.mend();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: "Orchard" })).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a further page of clients that fails is not asked for without end, but on a click", async () => {
  const counts = { notInvited: 0, invited: 0, active: 2, deactivated: 0, archived: 0 };
  const page = (id: string, familyName: string, nextToken?: string): Answer => ({
    body: { data: [aClient({ id, familyName })], companies: [], total: 2, counts, nextToken },
  });
  const next = breakable(() => page("cl_2", "Quill"));
  next.break();
  const sent = answerApi({
    "GET /v1/clients": ({ query }) => (query.get("nextToken") ? next.answer() : page("cl_1", "Berg", "two")),
  });
  renderAt(<ClientsPage />, someone(), "/app/clients");
  const user = userEvent.setup();
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(screen.getByRole("row", { name: /Ada Berg/ })).toBeTruthy();
  expect(sent.filter(({ query }) => query.get("nextToken"))).toHaveLength(1);
  next.mend();
  await user.click(again);
  expect(await screen.findByRole("row", { name: /Ada Quill/ })).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("button", { name: "Try again" })).toBeNull());
});
