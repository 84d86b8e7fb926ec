import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Onboarding, OnboardingStep } from "../api/schema";
import ArticleEditorPage from "./articles/ArticleEditorPage";
import CompaniesPage from "./companies/CompaniesPage";
import { Checklist } from "./home/Checklist";
import BrandingPage from "./settings/BrandingPage";
import GeneralPage from "./settings/GeneralPage";
import MessagesPage from "./settings/MessagesPage";
import {
  aCompany,
  anArticle,
  answerApi,
  aTemplate,
  aWorkspace,
  held,
  kept,
  refusal,
  renderAt,
  type Sent,
  someone,
} from "./testing/render";

const versions = (sent: Sent[], method = "PATCH") =>
  sent.filter((one) => one.method === method).map((one) => one.ifMatch);
const value = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value;

test("T03 a company that somebody else changed says what, and the second save is on top of it", async () => {
  const company = kept(aCompany());
  const sent = answerApi({
    "GET /v1/companies": () => ({ body: { data: [company.now] } }),
    "GET /v1/companies/co_1": company.read,
    "PATCH /v1/companies/co_1": (one) => company.edit(one),
  });
  renderAt(<CompaniesPage />, someone(), "/app/companies");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Quill & Co" }));
  await user.type(await screen.findByLabelText(/Description/), "Printers");
  company.meanwhile({ name: "Quill & Sons" });
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Its name is now “Quill & Sons”.");
  expect(value("Name")).toBe("Quill & Sons");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("Quill & Sons saved");
  expect(versions(sent)).toEqual(['"1"', '"2"']);
  expect(company.now).toMatchObject({ name: "Quill & Sons", description: "Printers" });
});

test("T03 I01 a template that somebody else changed can be saved on top, and one that is gone says so", async () => {
  const template = kept(aTemplate());
  let gone = false;
  const sent = answerApi({
    "GET /v1/workspaces": () => ({ body: aWorkspace() }),
    "GET /v1/invitation-templates": () => ({ body: { data: gone ? [] : [template.now] } }),
    "PATCH /v1/invitation-templates/tp_1": (one) => template.edit(one),
  });
  renderAt(<MessagesPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: /Edit the template Year end/ }));
  await user.type(await screen.findByLabelText("Name"), " 2026");
  template.meanwhile({ subject: "All your books" });
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Its subject is now “All your books”.");
  gone = true;
  template.meanwhile({});
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText(/Somebody has removed this/)).toBeTruthy();
  gone = false;
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("Year end 2026 saved");
  expect(versions(sent)).toEqual(['"3"', '"4"', '"4"', '"5"']);
});

test("T03 an article that somebody else changed keeps what was typed, and is saved on top", async () => {
  const article = kept(anArticle());
  const sent = answerApi({
    "GET /v1/articles/ar_1": article.read,
    "PATCH /v1/articles/ar_1": (one) => article.edit(one),
  });
  renderAt(<ArticleEditorPage />, someone(), "/app/articles/ar_1", "/app/articles/$id");
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Text"), " Always.");
  article.meanwhile({ title: "Our hours" });
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Its title is now “Our hours”.");
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  await screen.findByText("Saved");
  expect(versions(sent)).toEqual(['"1"', '"2"']);
  expect(article.now).toMatchObject({ title: "Our hours", body: "Nine to five. Always." });
  // And on: each save is made on the version that the one before it gave.
  await user.type(screen.getByLabelText("Text"), "!");
  await user.click(screen.getByRole("button", { name: "Save draft" }));
  await waitFor(() => expect(article.now.body).toBe("Nine to five. Always.!"));
});

/** The settings, where sign-up and pictures are changed at once. */
function settings() {
  const workspace = kept(aWorkspace());
  const updated = (one: Sent) => {
    const answer = workspace.edit(one);
    return answer.status ? answer : { body: { workspace: workspace.now, clientsWithoutCompany: [] } };
  };
  const sent = answerApi({
    "GET /v1/workspaces": workspace.read,
    "PATCH /v1/workspaces": updated,
    "PUT /v1/workspaces/images/squareIcon": (one) => workspace.edit(one, () => ({ squareIconUrl: "/icon.png" })),
  });
  return { workspace, sent, user: userEvent.setup() };
}

test("S03 sign-up is switched although somebody else has changed the settings, and what they changed is shown", async () => {
  const { workspace, sent, user } = settings();
  renderAt(<GeneralPage />, someone(), "/app/settings");
  const sign = await screen.findByRole("switch", { name: "Direct sign-up" });
  workspace.meanwhile({ brandName: "Berg & Sons" });
  await user.click(sign);
  await screen.findByText("Anyone can sign up now");
  expect(versions(sent)).toEqual(['"4"', '"5"']);
  expect(value("Brand name")).toBe("Berg & Sons");
  workspace.meanwhile({});
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(workspace.now.directSignUp).toBe(false));
});

test("W03 a picture is saved although somebody else has changed the settings", async () => {
  const { workspace, sent, user } = settings();
  renderAt(<BrandingPage />, someone(), "/app/settings/branding");
  await screen.findByText("Square icon");
  workspace.meanwhile({ metaTitle: "Berg" });
  const png = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "icon.png", { type: "image/png" });
  await user.upload(document.querySelector('input[type="file"]') as HTMLInputElement, png);
  await screen.findByText("Square icon saved");
  expect(versions(sent, "PUT")).toEqual(['"4"', '"5"']);
});

test("W09 two quick skips are both made, one after the other; one that is refused takes back itself alone", async () => {
  const step = (key: OnboardingStep["key"]): OnboardingStep => ({ key, done: false, skipped: false });
  const begun: Onboarding = {
    steps: [step("brand"), step("article"), step("testClient")],
    dismissed: false,
    version: 1,
  };
  const onboarding = kept(begun);
  const gate = held();
  answerApi({
    "GET /v1/onboarding": onboarding.read,
    "PATCH /v1/onboarding": async (one) => {
      const { skip } = one.body as { skip: string };
      await gate.wait();
      if (skip === "testClient") return refusal(500, "internal", "Something broke.");
      return onboarding.edit(one, ({ steps }) => ({
        steps: steps.map((other) => (other.key === skip ? { ...other, skipped: true } : other)),
      }));
    },
  });
  renderAt(<Checklist />);
  const user = userEvent.setup();
  const skip = (title: string) => user.click(screen.getByRole("button", { name: `Skip: ${title}` }));
  await screen.findByText("Make it yours");
  await skip("Make it yours");
  await skip("Add yourself as a test client");
  await skip("Publish an article");
  expect(screen.getByRole("img", { name: "3 of 3 done" })).toBeTruthy();
  for (const count of [1, 2, 3]) {
    await waitFor(() => expect(gate.count(), String(count)).toBe(1));
    gate.next();
  }
  expect(await screen.findByRole("img", { name: "2 of 3 done" })).toBeTruthy();
  expect(screen.getByText("Something broke. (request r)")).toBeTruthy();
  expect(onboarding.now.steps.map(({ skipped }) => skipped)).toEqual([true, true, false]);
});
