import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Client } from "../../api/schema";
import {
  type Answers,
  aClient,
  aCompany,
  aField,
  answerApi,
  aWorkspace,
  held,
  kept,
  onTouch,
  refusal,
  renderAt,
  type Sent,
  someone,
  stale,
} from "../testing/render";
import ClientPage from "./ClientPage";

function open(client: Client, answers: Answers = {}, me = someone()) {
  const record = kept(client);
  const sent = answerApi({
    "GET /v1/clients/cl_1": () => record.read(),
    "PATCH /v1/clients/cl_1": (sent) => record.edit(sent),
    "PUT /v1/clients/cl_1/access": (sent) => record.edit(sent),
    "GET /v1/workspaces": () => ({ body: aWorkspace() }),
    "GET /v1/companies": () => ({ body: { data: [aCompany(), aCompany({ id: "co_2", name: "Orchard" })] } }),
    ...answers,
  });
  const page = renderAt(<ClientPage />, me, "/app/clients/cl_1", "/app/clients/$id");
  const patches = (): Sent[] => sent.filter(({ method }) => method === "PATCH");
  const user = userEvent.setup();
  /** Types a new value into a fact; Enter leaves it. */
  const type = async (label: RegExp, box: string, text: string) => {
    await user.click(await screen.findByRole("button", { name: label }));
    const input = screen.getByRole("textbox", { name: box });
    await user.clear(input);
    await user.type(input, `${text}{Enter}`);
  };
  return { ...page, record, sent, patches, user, type };
}

const box = (name: string) => screen.getByRole("textbox", { name }) as HTMLInputElement;

test("C09 T03 two fields saved quickly wait for each other, and both are kept", async () => {
  const gate = held();
  const record = kept(aClient({ position: "Owner", phone: "1", version: 7 }));
  const { patches, type } = open(record.now, {
    "GET /v1/clients/cl_1": () => record.read(),
    "PATCH /v1/clients/cl_1": async (sent) => {
      await gate.wait();
      return record.edit(sent);
    },
  });
  await type(/Edit position/, "Position", "Chair");
  await type(/Edit phone/, "Phone", "234");
  await waitFor(() => expect(gate.count()).toBe(1));
  expect(patches()).toHaveLength(1);
  // Both stand there already, before either is answered.
  expect(screen.getByRole("button", { name: /Edit position: Chair/ })).toBeTruthy();
  expect(screen.getByRole("button", { name: /Edit phone: 234/ })).toBeTruthy();
  gate.next();
  await waitFor(() => expect(patches()).toHaveLength(2));
  expect(screen.getByRole("button", { name: /Edit phone: 234/ })).toBeTruthy();
  gate.next();
  await screen.findByText("Phone saved");
  expect(patches().map(({ ifMatch }) => ifMatch)).toEqual(['"7"', '"8"']);
  expect(record.now).toMatchObject({ position: "Chair", phone: "234", version: 9 });
});

test("C09 a picture and a field wait for each other too", async () => {
  const gate = held();
  const record = kept(aClient({ phone: "1" }));
  const { sent, type, user } = open(record.now, {
    "GET /v1/clients/cl_1": () => record.read(),
    "PATCH /v1/clients/cl_1": async (request) => {
      await gate.wait();
      return record.edit(request);
    },
    "PUT /v1/clients/cl_1/avatar": (request) => record.edit(request, () => ({ avatarImageUrl: "/x.png" })),
  });
  await type(/Edit phone/, "Phone", "234");
  const png = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "ada.png", { type: "image/png" });
  await user.upload(screen.getByLabelText("Picture of the client"), png);
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await screen.findByText("Picture saved");
  expect(sent.find(({ method }) => method === "PUT")?.ifMatch).toBe('"2"');
});

test("E a conflict keeps what was typed, reads the client again, and saving again puts it on top", async () => {
  const { record, patches, type, user } = open(aClient({ position: "Owner", version: 3 }));
  await screen.findByRole("button", { name: /Edit position/ });
  record.meanwhile({ phone: "99" });
  await type(/Edit position/, "Position", "Chair");
  expect((await screen.findByRole("alert")).textContent).toBe(stale);
  expect(box("Position").value).toBe("Chair");
  expect(await screen.findByRole("button", { name: /Edit phone: 99/ })).toBeTruthy();
  await user.type(box("Position"), "{Enter}");
  await screen.findByText("Position saved");
  expect(patches().map(({ ifMatch }) => ifMatch)).toEqual(['"3"', '"4"']);
  expect(record.now).toMatchObject({ position: "Chair", phone: "99" });
});

test.each([
  ["no permission", () => refusal(403, "permission_denied", "You need “Edit clients”."), "You need “Edit clients”."],
  ["a broken server", () => refusal(500, "internal", "Something broke."), "Something broke."],
  ["no answer at all", () => Promise.reject(new TypeError("fetch")), "The server can't be reached."],
])("E %s keeps what was typed in its field, with the reason", async (_what, answer, message) => {
  const { type } = open(aClient({ position: "Owner" }), { "PATCH /v1/clients/cl_1": answer });
  await type(/Edit position/, "Position", "Chair");
  expect((await screen.findByRole("alert")).textContent).toContain(message);
  expect(box("Position").value).toBe("Chair");
});

test("E a save that fails after the page was left is told in passing", async () => {
  const gate = held();
  const { router, type } = open(aClient({ position: "Owner" }), {
    "PATCH /v1/clients/cl_1": async () => {
      await gate.wait();
      return refusal(500, "internal", "Something broke.");
    },
    "GET /v1/clients/cl_2": () => ({ body: aClient({ id: "cl_2", givenName: "Bo" }) }),
  });
  await type(/Edit position/, "Position", "Chair");
  await waitFor(() => expect(gate.count()).toBe(1));
  await router.navigate({ to: "/app/clients/$id", params: { id: "cl_2" } } as never);
  await screen.findByRole("heading", { name: /Bo Berg/ });
  gate.next();
  expect(await screen.findByText("Position was not saved")).toBeTruthy();
});

test("C09 a refused field does not take the focus from where the person has gone on", async () => {
  const gate = held();
  const { user } = open(aClient({ position: "Owner", phone: "1" }), {
    "PATCH /v1/clients/cl_1": async () => {
      await gate.wait();
      return refusal(500, "internal", "Something broke.");
    },
  });
  await user.click(await screen.findByRole("button", { name: /Edit position/ }));
  await user.type(box("Position"), "!");
  await user.click(screen.getByRole("button", { name: /Edit phone/ }));
  await user.type(box("Phone"), "2");
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await screen.findByText("Something broke.");
  expect(box("Position").value).toBe("Owner!");
  expect(document.activeElement).toBe(box("Phone"));
  await user.keyboard("3");
  expect(box("Phone").value).toMatch(/3$/);
});

test("C09 Enter that ends the input of an ideograph does not save", async () => {
  const { patches, user } = open(aClient({ position: "Owner" }));
  await user.click(await screen.findByRole("button", { name: /Edit position/ }));
  await user.type(box("Position"), "!");
  fireEvent.keyDown(box("Position"), { key: "Enter", isComposing: true });
  expect(box("Position").value).toBe("Owner!");
  expect(patches()).toEqual([]);
});

test("C09 on a touch screen a field has buttons to save and to cancel, and cancelling saves nothing", async () => {
  onTouch();
  const { patches, user } = open(aClient({ position: "Owner" }));
  await user.click(await screen.findByRole("button", { name: /Edit position/ }));
  expect(screen.queryByText(/Esc/)).toBeNull();
  await user.type(box("Position"), "!");
  // A press does not leave the input: on some devices buttons take no focus, and leaving would save.
  expect(fireEvent.mouseDown(screen.getByRole("button", { name: "Cancel" }))).toBe(false);
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("button", { name: /Edit position: Owner$/ })).toBeTruthy();
  expect(patches()).toEqual([]);
  await user.click(screen.getByRole("button", { name: /Edit position/ }));
  await user.type(box("Position"), "?");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("button", { name: /Edit position: Owner\?$/ })).toBeTruthy();
  expect(patches()[0]?.body).toEqual({ position: "Owner?" });
});

test("O01 C09 emptying the company's text takes nobody's company away; the button in it does", async () => {
  const { patches, user } = open(aClient({ companyId: "co_1", companyIds: ["co_1"] }));
  await user.click(await screen.findByRole("button", { name: /Edit company: Quill/ }));
  const input = await screen.findByRole("combobox", { name: "Company" });
  expect(document.activeElement).toBe(input);
  await user.clear(input);
  expect(patches()).toEqual([]);
  await user.type(input, "Orch");
  await user.click(await screen.findByRole("option", { name: "Orchard" }));
  await waitFor(() => expect(patches()[0]?.body).toEqual({ companyId: "co_2" }));
  await user.click(await screen.findByRole("button", { name: /Edit company: Orchard/ }));
  await user.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(patches()[1]?.body).toEqual({ companyId: null }));
});

test("C09 Esc leaves the company as it was, and the focus goes back to it", async () => {
  const { patches, user } = open(aClient({ companyId: "co_1", companyIds: ["co_1"] }));
  await user.click(await screen.findByRole("button", { name: /Edit company/ }));
  await user.type(await screen.findByRole("combobox", { name: "Company" }), "Orch{Escape}");
  const button = await screen.findByRole("button", { name: /Edit company: Quill/ });
  await waitFor(() => expect(document.activeElement).toBe(button));
  expect(patches()).toEqual([]);
});

test("E a company that could not be saved stays chosen, with the reason and a way to try again", async () => {
  let tries = 0;
  const record = kept(aClient());
  const { user } = open(record.now, {
    "GET /v1/clients/cl_1": () => record.read(),
    "PATCH /v1/clients/cl_1": (sent) => (tries++ ? record.edit(sent) : refusal(500, "internal", "Something broke.")),
  });
  await user.click(await screen.findByRole("button", { name: /Edit company/ }));
  await user.type(await screen.findByRole("combobox", { name: "Company" }), "Orch");
  await user.click(await screen.findByRole("option", { name: "Orchard" }));
  expect((await screen.findByRole("alert")).textContent).toBe("Something broke.");
  expect((screen.getByRole("combobox", { name: "Company" }) as HTMLInputElement).value).toBe("Orchard");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: /Edit company: Orchard/ })).toBeTruthy();
});

test("C02 a number that can be read in two ways is not guessed", async () => {
  const field = aField({ key: "sum", name: "Sum", type: "number" });
  const { patches, type } = open(aClient(), {
    "GET /v1/custom-fields": () => ({ body: { data: [field], version: 1 } }),
  });
  await type(/Edit sum/, "Sum", "12,500");
  expect((await screen.findByRole("alert")).textContent).toContain("Write 12500 or 12.500.");
  expect(patches()).toEqual([]);
});

test("E custom fields that could not be loaded say so, and can be tried again", async () => {
  let tries = 0;
  const { user } = open(aClient(), {
    "GET /v1/custom-fields": () =>
      tries++ ? { body: { data: [aField()], version: 1 } } : refusal(500, "internal", "Something broke."),
  });
  await screen.findByText("The custom fields could not be loaded");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: /Edit tax id/ })).toBeTruthy();
});

test("A11 who may only read sees why, in a sentence, and texts of several lines keep them", async () => {
  const field = aField({ key: "note", name: "Note", type: "longText" });
  open(
    aClient({ customFields: { note: "One\nTwo" } }),
    { "GET /v1/custom-fields": () => ({ body: { data: [field], version: 1 } }) },
    someone({ role: "member", permissions: ["view_clients"] }),
  );
  expect(await screen.findByText(/You need the permission “Edit clients”/)).toBeTruthy();
  // Nothing stands for a rate that there is none of.
  expect((await screen.findByText("Rate per hour")).nextElementSibling?.textContent).toBe("—");
  expect((await screen.findByText(/One/)).textContent).toBe("One\nTwo");
});
