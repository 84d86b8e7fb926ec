import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { anArticle, answerApi, held, renderAt, type Sent, someone } from "../testing/render";
import ArticleEditorPage from "./ArticleEditorPage";

function open(address: string, answers: Parameters<typeof answerApi>[0]) {
  const sent = answerApi(answers);
  const page = renderAt(<ArticleEditorPage />, someone(), address, "/app/articles/$id");
  const patches = (): Sent[] => sent.filter(({ method }) => method === "PATCH");
  return { ...page, sent, patches, user: userEvent.setup() };
}
const text = () => screen.getByLabelText("Text") as HTMLTextAreaElement;

test("K01 what is typed while an article is saved stays, and is still to be saved", async () => {
  const answer = held();
  const { patches, user } = open("/app/articles/ar_1", {
    "GET /v1/articles/ar_1": () => ({ body: anArticle() }),
    "PATCH /v1/articles/ar_1": async ({ body }) => {
      await answer.wait();
      return { body: anArticle({ ...(body as object), version: 2 }) };
    },
  });
  await user.type(await screen.findByLabelText("Text"), " Always.");
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  await user.type(text(), " Really.");
  answer.next();
  await screen.findByText("Saved");
  expect(text().value).toBe("Nine to five. Always. Really.");
  expect(screen.getByText("Not saved yet")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  await waitFor(() =>
    expect(patches()[1]).toMatchObject({ body: { body: "Nine to five. Always. Really." }, ifMatch: '"2"' }),
  );
});

test("K01 a new article goes on under its own address, with what was typed while it was made", async () => {
  const answer = held();
  const { router, patches, user } = open("/app/articles/new", {
    "POST /v1/articles": async ({ body }) => {
      await answer.wait();
      return { body: anArticle(body as object) };
    },
    "GET /v1/articles/ar_1": () => ({ body: anArticle({ title: "Fees", body: "None" }) }),
    "PATCH /v1/articles/ar_1": ({ body }) => ({ body: anArticle({ ...(body as object), version: 2 }) }),
  });
  await user.type(await screen.findByLabelText("Title"), "Fees");
  await user.type(text(), "None");
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  await user.type(text(), " yet");
  const editor = text();
  answer.next();
  await waitFor(() => expect(router.state.location.pathname).toBe("/app/articles/ar_1"));
  expect(text()).toBe(editor);
  expect(text().value).toBe("None yet");
  expect(document.activeElement).toBe(editor);
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  await waitFor(() => expect(patches()[0]).toMatchObject({ body: { body: "None yet" }, ifMatch: '"1"' }));

  // The next new one begins empty.
  await screen.findByRole("button", { name: "Publish" });
  await router.navigate({ to: "/app/articles/new" as never });
  await waitFor(() => expect(text().value).toBe(""));
});
