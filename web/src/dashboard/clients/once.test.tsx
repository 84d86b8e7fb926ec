import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import ClientPage from "../client/ClientPage";
import { type Answers, aClient, answerApi, aView, held, renderAt, someone } from "../testing/render";
import ClientsPage from "./ClientsPage";

const gated = (answer: object) => {
  const gate = held();
  return { gate, answers: () => gate.wait().then(() => ({ body: answer })) };
};

test.each([
  ["Send invitation", "notInvited", "POST /v1/clients/cl_1/invitations"],
  ["Activate", "deactivated", "POST /v1/clients/cl_1/activate"],
  ["Restore", "archived", "POST /v1/clients/cl_1/restore"],
] as const)("C09 T03 “%s” pressed twice is sent once, and says that it is under way", async (name, status, call) => {
  const client = aClient({ status });
  const { gate, answers } = gated(aClient({ version: 2 }));
  const sent = answerApi({ "GET /v1/clients/cl_1": () => ({ body: client }), [call]: answers });
  renderAt(<ClientPage />, someone(), "/app/clients/cl_1", "/app/clients/$id");
  const user = userEvent.setup();
  const button = await screen.findByRole("button", { name });
  await user.dblClick(button);
  await waitFor(() => expect(gate.count()).toBe(1));
  expect(button.getAttribute("aria-busy")).toBe("true");
  await user.click(button);
  gate.next();
  await waitFor(() => expect(screen.queryByRole("button", { name, busy: true })).toBeNull());
  expect(sent.filter(({ method, path }) => call === `${method} ${path}`)).toHaveLength(1);
});

test("C05 a suggestion dismissed twice is dismissed once", async () => {
  const client = aClient({
    companySuggestions: [{ companyId: "co_1", companyName: "Quill & Co", reason: "emailDomain" }],
  });
  const { gate, answers } = gated({ ...client, companySuggestions: [], version: 2 });
  const sent = answerApi({
    "GET /v1/clients/cl_1": () => ({ body: client }),
    "POST /v1/clients/cl_1/company-suggestions": answers,
  });
  renderAt(<ClientPage />, someone(), "/app/clients/cl_1", "/app/clients/$id");
  const user = userEvent.setup();
  const dismiss = await screen.findByRole("button", { name: "No, dismiss" });
  await user.dblClick(dismiss);
  await user.click(screen.getByRole("button", { name: "Yes, assign" }));
  await waitFor(() => expect(gate.count()).toBe(1));
  expect(dismiss.getAttribute("aria-busy")).toBe("true");
  gate.next();
  await waitFor(() => expect(screen.queryByText(/Does this client belong/)).toBeNull());
  expect(sent.filter(({ method }) => method === "POST")).toHaveLength(1);
});

const list = (more: Answers): Answers => ({
  "GET /v1/clients": () => ({
    body: {
      data: [aClient()],
      total: 1,
      counts: { notInvited: 0, invited: 0, active: 1, deactivated: 0, archived: 0 },
    },
  }),
  ...more,
});

test("C07 a view updated twice is updated once", async () => {
  const { gate, answers } = gated(aView({ version: 2, query: { inactiveDays: 60 } }));
  const sent = answerApi(
    list({ "GET /v1/views": () => ({ body: { data: [aView()] } }), "PATCH /v1/views/view_1": answers }),
  );
  renderAt(<ClientsPage />, someone(), "/app/clients?view=view_1&inactive=60");
  const user = userEvent.setup();
  await user.dblClick(await screen.findByRole("button", { name: "Update view" }));
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await screen.findByText("“Quiet ones” is updated");
  expect(sent.filter(({ method }) => method === "PATCH")).toHaveLength(1);
});

test("C07 somebody else's view that is taken from the team is no longer among one's own", async () => {
  const theirs = aView({ shared: true, ownerInternalUserId: "iu_2" });
  answerApi(
    list({
      "GET /v1/views": () => ({ body: { data: [theirs] } }),
      "PATCH /v1/views/view_1": () => ({ body: { ...theirs, shared: false, version: 2 } }),
    }),
  );
  renderAt(<ClientsPage />, someone(), "/app/clients?view=view_1&inactive=30");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: /Quiet ones/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Take it from the team" }));
  await screen.findByText("“Quiet ones” is no longer shared");
  await waitFor(() => expect(screen.queryByRole("button", { name: /^Quiet ones/ })).toBeNull());
});

test("C07 after a filter is removed the focus is at the filters", async () => {
  answerApi(list({}));
  renderAt(<ClientsPage />, someone(), "/app/clients?tag=VIP&profile=pf_1");
  const user = userEvent.setup();
  expect(await screen.findByRole("button", { name: "Remove the filter Client profile" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Remove the filter Tag" }));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Filter" }));
});

test("W05 a workspace of individuals does not filter by a company that an address still names", async () => {
  const sent = answerApi(list({}));
  renderAt(<ClientsPage />, someone({ clientMode: "individuals" }), "/app/clients?company=co_1");
  await screen.findByRole("row", { name: /Ada Berg/ });
  expect(sent.filter(({ path }) => path === "/v1/clients").map(({ query }) => query.get("companyId"))).toEqual([null]);
});
