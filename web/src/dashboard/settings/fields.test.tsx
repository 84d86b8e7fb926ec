import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { aField, answerApi, aProfile, aWorkspace, renderAt, someone } from "../testing/render";
import CustomFieldsPage from "./CustomFieldsPage";
import ProfilesPage from "./ProfilesPage";

const workspace = { "GET /v1/workspaces": () => ({ body: aWorkspace() }) };

test("C02 a select is defined with its options", async () => {
  const sent = answerApi({
    ...workspace,
    "GET /v1/custom-fields": () => ({ body: { data: [], version: 0 } }),
    "POST /v1/custom-fields": () => ({ status: 201, body: aField() }),
  });
  renderAt(<CustomFieldsPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "New field" }));
  await user.type(await screen.findByLabelText("Name"), "Plan");
  await user.click(screen.getByRole("combobox", { name: "Type" }));
  await user.click(await screen.findByRole("option", { name: /Single select/ }));
  await user.type(screen.getByLabelText("Option 1"), "Gold");
  await user.type(screen.getByLabelText("Option 2"), "Silver");
  await user.click(screen.getByRole("button", { name: "Create field" }));
  await waitFor(() => expect(sent.some(({ method }) => method === "POST")).toBe(true));
  expect(sent.find(({ method }) => method === "POST")?.body).toEqual({
    name: "Plan",
    type: "singleSelect",
    options: [{ label: "Gold" }, { label: "Silver" }],
  });
});

test("C02 a field is moved, with the version that was read", async () => {
  const fields = [aField(), aField({ id: "fd_2", key: "floor", name: "Floor", order: 1 })];
  const sent = answerApi({
    ...workspace,
    "GET /v1/custom-fields": () => ({ body: { data: fields, version: 7 } }),
    "PATCH /v1/custom-fields/fd_2": () => ({ body: fields[1] }),
  });
  renderAt(<CustomFieldsPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Move Floor up" }));
  await waitFor(() => expect(sent.find(({ method }) => method === "PATCH")).toBeTruthy());
  expect(sent.find(({ method }) => method === "PATCH")).toMatchObject({ body: { order: 0 }, ifMatch: '"7"' });
});

test("A07 a profile's permissions change, and the default is marked", async () => {
  const profiles = [aProfile(), aProfile({ id: "pf_2", name: "Guests", isDefault: false })];
  const sent = answerApi({
    ...workspace,
    "GET /v1/client-profiles": () => ({ body: { data: profiles, version: 3 } }),
    "PATCH /v1/client-profiles/pf_2": () => ({ body: profiles[1] }),
  });
  renderAt(<ProfilesPage />);
  const user = userEvent.setup();
  const row = (await screen.findByRole("button", { name: "Standard" })).closest("tr");
  expect(row?.textContent).toContain("Default");
  await user.click(screen.getByRole("button", { name: "Edit Guests" }));
  await user.click(await screen.findByRole("checkbox", { name: "Read the knowledge base" }));
  await user.click(screen.getByRole("switch", { name: "Default profile" }));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(sent.find(({ method }) => method === "PATCH")).toBeTruthy());
  expect(sent.find(({ method }) => method === "PATCH")).toMatchObject({
    body: { permissions: ["read_knowledge_base"], isDefault: true },
    ifMatch: '"3"',
  });
});

test("A11 without the permission the pages say what is missing", async () => {
  answerApi({});
  renderAt(<CustomFieldsPage />, someone({ role: "member" }));
  expect(await screen.findByText(/Manage settings/)).toBeTruthy();
});
