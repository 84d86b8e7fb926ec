import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { ClientMode } from "../../api/schema";
import {
  aClient,
  aColleague,
  aCompany,
  aField,
  answerApi,
  aTemplate,
  aWorkspace,
  held,
  refusal,
  renderAt,
  someone,
} from "../testing/render";
import NewClientDrawer from "./NewClientDrawer";

function open(
  clientMode: ClientMode,
  companies = [aCompany(), aCompany({ id: "co_2", name: "Orchard" })],
  answers: Parameters<typeof answerApi>[0] = {},
) {
  const sent = answerApi({
    "GET /v1/companies": () => ({ body: { data: companies } }),
    "GET /v1/internal-users": () => ({ body: { data: [aColleague()] } }),
    "POST /v1/clients": () => ({ body: aClient() }),
    ...answers,
  });
  const onClose = vi.fn();
  renderAt(<NewClientDrawer onClose={onClose} />, someone({ clientMode }));
  return { sent, onClose, user: userEvent.setup() };
}

const created = (sent: ReturnType<typeof open>["sent"]) =>
  sent.find(({ method, path }) => method === "POST" && path === "/v1/clients");

test("W05 there is no company field in a workspace of individuals", async () => {
  open("individuals");
  await screen.findByLabelText("Full name");
  expect(screen.queryByLabelText(/Company/)).toBeNull();
});

test("W06 the company is required in a workspace of businesses, and the field says so", async () => {
  const { sent, user } = open("businesses");
  await user.type(await screen.findByLabelText("Full name"), "Ada Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  await user.click(screen.getByRole("button", { name: "Create client" }));
  expect(await screen.findByText(/every client of this workspace belongs to one/)).toBeTruthy();
  expect(created(sent)).toBeUndefined();
});

test("W04 C03 an empty company is no company, and nobody is invited unasked", async () => {
  const { sent, onClose, user } = open("individualsAndBusinesses");
  await user.type(await screen.findByLabelText("Full name"), "Ada Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  await user.click(screen.getByRole("button", { name: "Create client" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(created(sent)?.body).toEqual({ name: "Ada Berg", email: "ada@berg.example", leadInternalUserId: "iu_1" });
  expect(created(sent)?.query.get("sendInvite")).toBe("false");
});

test("C04 the only company there is stands in the field already", async () => {
  open("individualsAndBusinesses", [aCompany()]);
  await waitFor(() => expect((screen.getByLabelText(/Company/) as HTMLInputElement).value).toBe("Quill & Co"));
});

test("C02 C11 an email in use shows whose it is, and offers to restore an archived one", async () => {
  const problem = {
    code: "email_in_use",
    message: "Somebody has this email.",
    requestId: "r1",
    fields: [{ field: "email", code: "email_in_use", message: "This email address is in use." }],
    record: { id: "cl_9", kind: "client", archived: true, name: "Old Ada" },
  };
  const { user } = open("individualsAndBusinesses", [], { "POST /v1/clients": () => ({ status: 409, body: problem }) });
  await user.type(await screen.findByLabelText("Full name"), "Ada Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  await user.click(screen.getByRole("button", { name: "Create client" }));
  expect(await screen.findByText("This email address is in use.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open Old Ada" }).getAttribute("href")).toBe("/app/clients/cl_9");
  expect(screen.getByRole("button", { name: "Restore" })).toBeTruthy();
});

test("I01 C03 who is invited at once can be sent a template's text", async () => {
  const { sent, user } = open("individuals", [], {
    "GET /v1/invitation-templates": () => ({ body: { data: [aTemplate()] } }),
  });
  await user.type(await screen.findByLabelText("Full name"), "Ada Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  expect(screen.queryByLabelText("Text of the invitation")).toBeNull();
  await user.click(screen.getByRole("switch", { name: "Send the invitation now" }));
  await user.click(await screen.findByRole("combobox", { name: "Text of the invitation" }));
  await user.click(await screen.findByRole("option", { name: /Year end/ }));
  await user.click(screen.getByRole("button", { name: "Create and invite" }));
  await waitFor(() => expect(created(sent)).toBeTruthy());
  expect(created(sent)?.query.toString()).toBe("sendInvite=true&templateId=tp_1");
});

test("C02 custom fields stand under More, and a refused value is named at its field", async () => {
  const field = aField({ key: "visits", name: "Visits", type: "number" });
  const problem = {
    code: "invalid",
    message: "Check.",
    requestId: "r",
    fields: [{ field: "customFields.visits", code: "invalid_number", message: "Enter a number." }],
  };
  let tries = 0;
  const { sent, onClose, user } = open("individuals", [], {
    "GET /v1/custom-fields": () => ({ body: { data: [field], version: 1 } }),
    "POST /v1/clients": () => (tries++ ? { body: aClient() } : { status: 422, body: problem }),
  });
  await user.type(await screen.findByLabelText("Full name"), "Ada Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  expect(screen.queryByLabelText(/Visits/)).toBeNull();
  await user.click(screen.getByRole("button", { name: /More/ }));
  const input = await screen.findByLabelText(/Visits/);
  await user.type(input, "few");
  await user.click(screen.getByRole("button", { name: "Create client" }));
  expect((await screen.findByRole("alert")).textContent).toBe("Enter a number.");
  await user.clear(input);
  await user.type(input, "12");
  await user.click(screen.getByLabelText(/Tags/));
  for (const tag of ["vip", "tax"]) {
    const search = await screen.findByRole("combobox", { name: "Tag" });
    await user.clear(search);
    await user.type(search, tag);
    await user.click(await screen.findByRole("option", { name: `Add “${tag}”` }));
  }
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("combobox", { name: "Tag" })).toBeNull());
  await user.click(screen.getByRole("button", { name: "Create client" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent.filter(({ method }) => method === "POST").at(-1)?.body).toMatchObject({
    tags: ["vip", "tax"],
    customFields: { visits: 12 },
  });
});

const leave = async (user: ReturnType<typeof open>["user"]) => {
  await user.click(screen.getByRole("button", { name: "Close" }));
  return screen.queryByText("Discard what you typed?") !== null;
};

test("C04 a form that only begins with the company there is has nothing to lose", async () => {
  const { onClose, user } = open("individualsAndBusinesses", [aCompany()]);
  await waitFor(() => expect((screen.getByLabelText(/Company/) as HTMLInputElement).value).toBe("Quill & Co"));
  await user.click(screen.getByRole("button", { name: "First and last name" }));
  expect(await leave(user)).toBe(false);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
});

test("C02 closing asks for whatever was typed, a phone number as much as a name", async () => {
  const { user } = open("individuals");
  await user.click(await screen.findByRole("button", { name: /More/ }));
  await user.type(await screen.findByLabelText(/Phone/), "1");
  expect(await leave(user)).toBe(true);
});

test("C02 C15 no number is guessed: one that can be read in two ways is not sent, and a rate waits for its currency", async () => {
  const field = aField({ key: "visits", name: "Visits", type: "number" });
  const gate = held();
  const { sent, user } = open("individuals", [], {
    "GET /v1/custom-fields": () => ({ body: { data: [field], version: 1 } }),
    "GET /v1/workspaces": async () => {
      await gate.wait();
      return { body: aWorkspace({ currency: "EUR" }) };
    },
  });
  await user.type(await screen.findByLabelText("Full name"), "Ada Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  await user.click(screen.getByRole("button", { name: /More/ }));
  const rate = () => screen.getByLabelText(/Rate per hour/) as HTMLInputElement;
  await waitFor(() => expect(rate().disabled).toBe(true));
  gate.next();
  await waitFor(() => expect(rate().disabled).toBe(false));
  await user.type(await screen.findByLabelText(/Visits/), "12,500");
  await user.click(screen.getByRole("button", { name: "Create client" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Write 12500 or 12.500.");
  await user.clear(screen.getByLabelText(/Visits/));
  await user.type(rate(), "1,500");
  await user.click(screen.getByRole("button", { name: "Create client" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Enter an amount");
  expect(created(sent)).toBeUndefined();
});

test("E fields that could not be loaded say so, and can be tried again", async () => {
  let tries = 0;
  const { user } = open("individuals", [], {
    "GET /v1/custom-fields": () =>
      tries++ ? { body: { data: [aField()], version: 1 } } : refusal(500, "internal", "Something broke."),
  });
  await user.click(await screen.findByRole("button", { name: /More/ }));
  await screen.findByText("Some fields could not be loaded");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByLabelText(/Tax ID/)).toBeTruthy();
});

test("C02 another client begins in the first name when names are typed in two fields, and says what is missing there", async () => {
  const { sent, user } = open("individuals", [], {
    "POST /v1/clients": ({ body }) =>
      (body as { givenName?: string }).givenName
        ? { body: aClient() }
        : refusal(422, "name_too_short", "Check the form.", {
            fields: [{ field: "name", code: "name_too_short", message: "Enter the client's name." }],
          }),
  });
  await user.click(await screen.findByRole("button", { name: "First and last name" }));
  await user.type(screen.getByLabelText("First name"), "Ada");
  await user.type(screen.getByLabelText("Last name"), "Berg");
  await user.type(screen.getByLabelText("Email"), "ada@berg.example");
  await user.click(screen.getByRole("button", { name: "Create and add another" }));
  await waitFor(() => expect((screen.getByLabelText("First name") as HTMLInputElement).value).toBe(""));
  expect(document.activeElement).toBe(screen.getByLabelText("First name"));
  await user.click(screen.getByRole("button", { name: "Create client" }));
  expect(await screen.findByText("Enter the client's name.")).toBeTruthy();
  expect(sent.findLast(({ method }) => method === "POST")?.body).toMatchObject({ givenName: "", familyName: "" });
});
