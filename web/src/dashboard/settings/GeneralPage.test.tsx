import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Workspace, WorkspaceChanges } from "../../api/schema";
import { answerApi, aWorkspace, held, renderAt, someone } from "../testing/render";
import GeneralPage from "./GeneralPage";

function open(answers: Parameters<typeof answerApi>[0] = {}) {
  let workspace = aWorkspace();
  const sent = answerApi({
    "GET /v1/workspaces": () => ({ body: workspace }),
    "PATCH /v1/workspaces": ({ body }) => {
      workspace = { ...workspace, ...(body as WorkspaceChanges), version: workspace.version + 1 } as typeof workspace;
      const clientsWithoutCompany =
        workspace.clientMode === "businesses" ? [{ id: "cl_1", givenName: "Ada", familyName: "Berg" }] : [];
      return { body: { workspace, clientsWithoutCompany, version: workspace.version } };
    },
    ...answers,
  });
  renderAt(<GeneralPage />, someone(), "/app/settings");
  const patches = () => sent.filter(({ method }) => method === "PATCH");
  return { patches, user: userEvent.setup() };
}

test("W02 only what was changed is saved, with the version that was read", async () => {
  const { patches, user } = open();
  const name = await screen.findByLabelText("Brand name");
  expect(screen.queryByText("Not saved yet")).toBeNull();
  await user.type(name, " & Sons");
  expect(screen.getByText("Not saved yet")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(screen.queryByText("Not saved yet")).toBeNull());
  expect(patches()).toMatchObject([{ body: { brandName: "Berg & Sons" }, ifMatch: '"4"' }]);
});

test("what is typed while a save is under way stays, and is still to be saved", async () => {
  const answer = held();
  const { patches, user } = open({
    "PATCH /v1/workspaces": async ({ body }) => {
      await answer.wait();
      const workspace = { ...aWorkspace(), ...(body as object), version: 5 } as Workspace;
      return { body: { workspace, clientsWithoutCompany: [], version: 5 } };
    },
  });
  const name = (await screen.findByLabelText("Brand name")) as HTMLInputElement;
  await user.type(name, " & Sons");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await user.type(name, " Ltd");
  answer.next();
  await screen.findByText("Settings saved");
  expect(name.value).toBe("Berg & Sons Ltd");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(patches()[1]).toMatchObject({ body: { brandName: "Berg & Sons Ltd" }, ifMatch: '"5"' }));
});

test("W07 changing to businesses says what it does, and lists the clients that need a company", async () => {
  const { user } = open();
  await user.click(await screen.findByRole("radio", { name: /Businesses only/ }));
  expect(screen.getByText(/All clients stay/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("One client needs a company.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Ada Berg" }).getAttribute("href")).toBe("/app/clients/cl_1");
});

test("W07 changing to individuals while companies exist is refused at the mode", async () => {
  const problem = { code: "companies_exist", message: "There are 12 active companies.", requestId: "r" };
  const { user } = open({ "PATCH /v1/workspaces": () => ({ status: 409, body: problem }) });
  await user.click(await screen.findByRole("radio", { name: /Individuals only/ }));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findByRole("alert")).textContent).toBe("There are 12 active companies.");
});

test("S03 W02 direct sign-up takes effect at once and shows the address to share", async () => {
  const { patches, user } = open();
  await user.click(await screen.findByRole("switch", { name: "Direct sign-up" }));
  expect(await screen.findByText("https://berg.example/sign-up")).toBeTruthy();
  expect(patches()).toMatchObject([{ body: { directSignUp: true } }]);
});
