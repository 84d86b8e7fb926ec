import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ActivityEvent } from "../../api/schema";
import { aClient, aCompany, answerApi, refusal, renderAt } from "../testing/render";
import { Activity } from "./Activity";

const event: ActivityEvent = {
  id: "ev_1",
  action: "client.updated",
  actor: { kind: "internalUser", id: "iu_1", name: "Dana Field" },
  at: "2026-01-02T03:04:05Z",
  summary: "changed the client",
  changes: [{ field: "companyIds", before: ["co_1", "co_far"], after: ["co_gone"] }],
};

test("U01 companies stand by their names, also those that no list has; an id is nobody's name", async () => {
  answerApi({
    "GET /v1/clients/cl_1/activity": () => ({ body: { data: [event] } }),
    "GET /v1/companies": () => ({ body: { data: [aCompany()] } }),
    "GET /v1/companies/co_far": () => ({ body: aCompany({ id: "co_far", name: "Far & Away" }) }),
    "GET /v1/companies/co_gone": () => refusal(404, "company_not_found", "Not found."),
  });
  const { container } = renderAt(<Activity client={aClient()} />);
  await waitFor(() => expect(container.textContent).toContain("Quill & Co, Far & Away"));
  expect(await screen.findByText("unknown company")).toBeTruthy();
  expect(container.textContent).not.toContain("co_");
});
