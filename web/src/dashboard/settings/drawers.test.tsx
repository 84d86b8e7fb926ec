import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ClientProfile, CustomField, Role } from "../../api/schema";
import RolesPage from "../team/RolesPage";
import { aField, answerApi, aProfile, aWorkspace, held, kept, renderAt, type Sent, stale } from "../testing/render";
import CustomFieldsPage from "./CustomFieldsPage";
import ProfilesPage from "./ProfilesPage";

/** A list with one version for all of its records, as the API keeps it. */
function keptList<R extends { id: string }>(path: string, records: R[]) {
  const list = kept({ version: 1, data: records });
  const change = (id: string, changes: object) => (before: { data: R[] }) => ({
    data: before.data.map((one) => (one.id === id ? { ...one, ...changes } : one)),
  });
  const answers = Object.fromEntries(
    records.map(({ id }) => [
      `PATCH ${path}/${id}`,
      (sent: Sent) => {
        const answer = list.edit(sent, change(id, sent.body as object));
        return answer.status ? answer : { body: list.now.data.find((one) => one.id === id) };
      },
    ]),
  );
  return {
    list,
    answers: { [`GET ${path}`]: list.read, "GET /v1/workspaces": () => ({ body: aWorkspace() }), ...answers },
    /** Somebody else changes one of the records. */
    meanwhile: (id: string, changes: Partial<R>) => list.meanwhile(change(id, changes)(list.now)),
  };
}

const options = ["Gold", "Silver", "Copper"].map((label, index) => ({ id: `op_${index}`, label }));
const plan = aField({ id: "fd_1", key: "plan", name: "Plan", type: "singleSelect", options });
const floor = aField({ id: "fd_2", key: "floor", name: "Floor", order: 1 });
const room = aField({ id: "fd_3", key: "room", name: "Room", order: 2 });

function openFields(more: Parameters<typeof answerApi>[0] = {}) {
  const api = keptList<CustomField>("/v1/custom-fields", [plan, floor, room]);
  const sent = answerApi({ ...api.answers, ...more });
  const page = renderAt(<CustomFieldsPage />);
  return { ...page, ...api, user: userEvent.setup(), patches: () => sent.filter(({ method }) => method === "PATCH") };
}
const option = (number: number) => screen.getByLabelText(`Option ${number}`) as HTMLInputElement;
const labels = () => screen.getAllByLabelText(/^Option \d/).map((input) => (input as HTMLInputElement).value);

test("T03 a field is saved on the version that its form was opened on; what changed meanwhile is told, and kept", async () => {
  const { queries, meanwhile, list, patches, user } = openFields();
  await user.click(await screen.findByRole("button", { name: "Edit Plan" }));
  await user.type(await screen.findByLabelText("Option 1"), "en");
  meanwhile("fd_1", { name: "Tariff" });
  // Reading the list again, as a page that gets the focus does, must not hide that.
  await queries.invalidateQueries({ queryKey: ["custom-fields"] });
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Its name is now “Tariff”.");
  expect(patches()[0]?.ifMatch).toBe('"1"');
  expect(option(1).value).toBe("Golden");
  expect((screen.getByLabelText("Name") as HTMLInputElement).value).toBe("Tariff");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("Tariff saved");
  expect(patches()[1]?.ifMatch).toBe('"2"');
  // Only the options were changed here, so only they are sent.
  expect(Object.keys(patches()[1]?.body as object)).toEqual(["options"]);
  expect(list.now.data[0]).toMatchObject({ name: "Tariff" });
});

test("T03 a change of another field is no reason to ask: the field is saved on the new version", async () => {
  const { meanwhile, patches, user } = openFields();
  await user.click(await screen.findByRole("button", { name: "Edit Floor" }));
  await user.type(await screen.findByLabelText("Name"), " number");
  meanwhile("fd_3", { name: "Door" });
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("Floor number saved");
  expect(patches().map(({ ifMatch, body }) => [ifMatch, body])).toEqual([
    ['"1"', { name: "Floor number" }],
    ['"2"', { name: "Floor number" }],
  ]);
});

test("C02 options are not removed in passing: it asks, and names them", async () => {
  const { patches, user } = openFields();
  await user.click(await screen.findByRole("button", { name: "Edit Plan" }));
  await user.click(await screen.findByRole("button", { name: "Remove option 2" }));
  await user.clear(option(1));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  const question = await screen.findByRole("alertdialog", { name: "Remove 2 options?" });
  expect(question.textContent).toContain("“Gold” and “Silver”");
  await user.click(within(question).getByRole("button", { name: "Cancel" }));
  expect(patches()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await user.click(await screen.findByRole("button", { name: "Remove and save" }));
  await waitFor(() => expect(patches()[0]?.body).toEqual({ options: [{ id: "op_2", label: "Copper" }] }));
});

test("C02 options are put in order, and the focus stays at hand", async () => {
  const { patches, user } = openFields();
  await user.click(await screen.findByRole("button", { name: "Edit Plan" }));
  const down = await screen.findByRole("button", { name: "Move Gold down" });
  await user.click(down);
  expect(labels()).toEqual(["Silver", "Gold", "Copper"]);
  expect(screen.getByText("Gold is now 2 of 3")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move Gold down" })));
  await user.click(screen.getByRole("button", { name: "Move Silver up" }));
  expect(labels()).toEqual(["Silver", "Gold", "Copper"]);
  // Enter adds below the option that it is pressed in.
  await user.type(option(1), "{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(option(2)));
  await user.keyboard("Tin");
  expect(labels()).toEqual(["Silver", "Tin", "Gold", "Copper"]);
  await user.click(screen.getByRole("button", { name: "Remove option 2" }));
  await waitFor(() => expect(document.activeElement).toBe(option(2)));
  expect(option(2).value).toBe("Gold");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(patches()).toHaveLength(1));
  const { options: saved } = (patches()[0] as Sent).body as { options: { id: string }[] };
  expect(saved.map(({ id }) => id)).toEqual(["op_1", "op_0", "op_2"]);
});

test("C02 fields move at once and one after the other, the focus goes along, and the ends say that they are ends", async () => {
  const gate = held();
  const api = keptList<CustomField>("/v1/custom-fields", [plan, floor, room]);
  const move = async (sent: Sent) => {
    await gate.wait();
    return api.list.edit(sent, ({ data }) => {
      const { order } = sent.body as { order: number };
      const others = data.filter(({ id }) => id !== "fd_3");
      return { data: others.toSpliced(order, 0, room) };
    });
  };
  const { user, patches } = openFields({ ...api.answers, "PATCH /v1/custom-fields/fd_3": move });
  const names = () =>
    screen.getAllByRole("button", { name: /^Edit / }).map((button) => button.getAttribute("aria-label")?.slice(5));
  await user.click(await screen.findByRole("button", { name: "Move Room up" }));
  expect(names()).toEqual(["Plan", "Room", "Floor"]);
  expect(screen.getByText("Room is now 2 of 3")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Move Room up" }));
  expect(names()).toEqual(["Room", "Plan", "Floor"]);
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Move Room up"));
  expect(document.activeElement?.getAttribute("aria-description")).toBe("It is the first already");
  expect(patches()).toHaveLength(1);
  gate.next();
  await waitFor(() => expect(patches()).toHaveLength(2));
  expect(names()).toEqual(["Room", "Plan", "Floor"]);
  gate.next();
  await waitFor(() => expect(api.list.now.version).toBe(3));
  expect(patches().map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
  await waitFor(() => expect(names()).toEqual(["Room", "Plan", "Floor"]));
});

test("A07 T03 a profile is saved on the version that its form was opened on, and says what changed meanwhile", async () => {
  const guests = aProfile({ id: "pf_2", name: "Guests", isDefault: false, permissions: ["see_files"] });
  const api = keptList<ClientProfile>("/v1/client-profiles", [aProfile(), guests]);
  const sent = answerApi(api.answers);
  renderAt(<ProfilesPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Edit Guests" }));
  await user.type(await screen.findByLabelText("Name"), "!");
  api.meanwhile("pf_2", { permissions: ["see_messages"] });
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  const told = (await screen.findByRole("alert")).textContent;
  expect(told).toContain("It now grants “See messages”. It no longer grants “See files”.");
  expect((screen.getByRole("checkbox", { name: "See messages" }) as HTMLInputElement).checked).toBe(true);
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(api.list.now.data[1]).toMatchObject({ name: "Guests!", permissions: ["see_messages"] }));
  expect(sent.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    { name: "Guests!" },
    { name: "Guests!" },
  ]);
});

function openProfiles() {
  const guests = aProfile({ id: "pf_2", name: "Guests", isDefault: false });
  const { list, answers, meanwhile } = keptList<ClientProfile>("/v1/client-profiles", [aProfile(), guests]);
  const rereading = held();
  let reading = async () => list.read();
  const sent = answerApi({
    ...answers,
    "GET /v1/client-profiles": () => reading(),
    "DELETE /v1/client-profiles/pf_2": (one) => {
      const answer = list.edit(one, ({ data }) => ({ data: data.filter(({ id }) => id !== "pf_2") }));
      return answer.status ? answer : { body: {} };
    },
  });
  const page = renderAt(<ProfilesPage />);
  return {
    ...page,
    meanwhile,
    rereading,
    /** From now on the list is read only when the test lets it be. */
    holdReading: () => {
      reading = () => rereading.wait().then(list.read);
    },
    user: userEvent.setup(),
    removals: () => sent.filter(({ method }) => method === "DELETE"),
    version: () => page.queries.getQueryData<{ version: number }>(["client-profiles"])?.version,
  };
}

test("A07 T03 a profile is removed after a question that says what its clients get, and is gone at once", async () => {
  const { queries, user, removals, rereading, holdReading, version } = openProfiles();
  for (const key of ["clients", "client"]) queries.setQueryData([key, "known"], {});
  await user.click(await screen.findByRole("button", { name: "Edit Guests" }));
  await user.click(await screen.findByRole("button", { name: "Remove profile" }));
  const question = await screen.findByRole("alertdialog", { name: "Remove Guests?" });
  expect(question.textContent).toContain("Clients who have it get the default profile, “Standard”,");
  await user.click(within(question).getByRole("button", { name: "Cancel" }));
  expect(removals()).toEqual([]);
  await user.click(await screen.findByRole("button", { name: "Remove profile" }));
  holdReading();
  const again = await screen.findByRole("alertdialog", { name: "Remove Guests?" });
  await user.click(within(again).getByRole("button", { name: "Remove profile" }));
  await screen.findByText("Guests is removed");
  expect(removals().map(({ path, ifMatch }) => [path, ifMatch])).toEqual([["/v1/client-profiles/pf_2", '"1"']]);
  // The list has not been read again yet.
  await waitFor(() => expect(screen.queryByText("Guests")).toBeNull());
  expect([screen.queryByRole("dialog"), screen.queryByRole("alertdialog")]).toEqual([null, null]);
  expect(version()).toBe(1);
  for (const key of ["clients", "client"]) expect(queries.getQueryState([key, "known"])?.isInvalidated).toBe(true);
  rereading.next();
  await waitFor(() => expect(version()).toBe(2));
});

test("A07 T03 a profile that changed meanwhile is not removed: the question says so, and a second try is made on what it is now", async () => {
  const { user, meanwhile, removals, version } = openProfiles();
  await user.click(await screen.findByRole("button", { name: "Edit Guests" }));
  await user.click(await screen.findByRole("button", { name: "Remove profile" }));
  const question = await screen.findByRole("alertdialog", { name: "Remove Guests?" });
  meanwhile("pf_2", { permissions: ["see_files"] });
  await user.click(within(question).getByRole("button", { name: "Remove profile" }));
  expect((await within(question).findByRole("alert")).textContent).toContain(stale);
  expect(screen.getByText("Guests", { selector: "button" })).toBeTruthy();
  await waitFor(() => expect(version()).toBe(2));
  await user.click(within(question).getByRole("button", { name: "Remove profile" }));
  await waitFor(() => expect(screen.queryByText("Guests")).toBeNull());
  expect(removals().map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
});

test("A07 the default profile is not removed, and says why; a new one has nothing to remove", async () => {
  const { user, removals } = openProfiles();
  await user.click(await screen.findByRole("button", { name: "Edit Standard" }));
  const remove = await screen.findByRole("button", { name: "Remove profile" });
  expect(remove.getAttribute("aria-disabled")).toBe("true");
  expect(remove.getAttribute("aria-description")).toContain("Make another one the default first");
  await user.click(remove);
  expect(screen.queryByRole("alertdialog")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Close" }));
  await user.click(await screen.findByRole("button", { name: "New profile" }));
  await screen.findByRole("button", { name: "Create profile" });
  expect(screen.queryByRole("button", { name: "Remove profile" })).toBeNull();
  expect(removals()).toEqual([]);
});

test("A01 T03 a role that somebody has removed meanwhile says so", async () => {
  const role = { id: "rl_1", name: "Desk", builtIn: false, permissions: ["view_clients"] } as unknown as Role;
  const api = keptList<Role>("/v1/roles", [role]);
  const sent = answerApi(api.answers);
  renderAt(<RolesPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Edit Desk" }));
  await user.click(await screen.findByRole("checkbox", { name: /Create clients/ }));
  api.list.meanwhile({ data: [] });
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Somebody has removed this in the meantime");
  expect(sent.find(({ method }) => method === "PATCH")?.ifMatch).toBe('"1"');
});
