import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Picker } from "../../ui/Picker";
import { aCompany, answerApi, held, refusal, renderAt } from "../testing/render";
import { CompanyField } from "./CompanyField";
import { CompanyPicker } from "./CompanyPicker";
import { TagPicker } from "./TagPicker";

const tags = ["Payroll", "Tax", "VIP"].map((name, index) => ({ name, clientCount: index + 1 }));

function openTags(chosen: string[] = []) {
  const gate = held();
  answerApi({
    "GET /v1/tags": async ({ query }) => {
      const search = query.get("search")?.toLowerCase();
      if (search) await gate.wait();
      return { body: { data: tags.filter(({ name }) => !search || name.toLowerCase().includes(search)) } };
    },
  });
  const onToggle = vi.fn();
  renderAt(<TagPicker chosen={chosen} multiple creatable onToggle={onToggle} />);
  return { gate, onToggle, user: userEvent.setup() };
}
const names = () => screen.queryAllByRole("option").map(({ textContent }) => textContent);

test("C02 Enter before the answer chooses none of the tags that were listed for other words", async () => {
  const { gate, onToggle, user } = openTags();
  await screen.findByRole("option", { name: /Payroll/ });
  await user.type(screen.getByRole("combobox"), "vi{Enter}");
  // The former list is narrowed to what fits the words.
  expect(onToggle.mock.calls).toEqual([["VIP"]]);
  await user.clear(screen.getByRole("combobox"));
  await user.type(screen.getByRole("combobox"), "Wealth{Enter}");
  expect(names()).toEqual([]);
  expect(onToggle).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(gate.count()).toBe(1));
  expect(names()).toEqual([]);
  gate.next();
  expect(await screen.findByRole("option", { name: "Add “Wealth”" })).toBeTruthy();
});

test("C02 a chosen tag keeps its own spelling in every list, and is not offered a second time", async () => {
  const { gate, onToggle, user } = openTags(["vip"]);
  await screen.findByRole("option", { name: /^vip.*3 clients/ });
  await user.type(screen.getByRole("combobox"), "V I P");
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await screen.findByRole("option", { name: "Add “V I P”" });
  await user.clear(screen.getByRole("combobox"));
  await user.type(screen.getByRole("combobox"), "VIP");
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await waitFor(() => expect(names()).toEqual(["vip3 clients"]));
  await user.click(screen.getByRole("option"));
  expect(onToggle.mock.calls).toEqual([["vip"]]);
});

test("C07 Enter before the answer chooses no company that was listed for other words", async () => {
  const gate = held();
  answerApi({
    "GET /v1/companies": async ({ query }) => {
      if (query.get("search")) await gate.wait();
      return { body: { data: query.get("search") ? [aCompany({ id: "co_9", name: "Zebra" })] : [aCompany()] } };
    },
  });
  const onChoose = vi.fn();
  renderAt(<CompanyPicker onChoose={onChoose} />);
  const user = userEvent.setup();
  await screen.findByRole("option", { name: /Quill/ });
  await user.type(screen.getByRole("combobox"), "zeb{Enter}");
  expect(onChoose).not.toHaveBeenCalled();
  await waitFor(() => expect(gate.count()).toBe(1));
  gate.next();
  await screen.findByRole("option", { name: /Zebra/ });
  await user.keyboard("{Enter}");
  expect(onChoose).toHaveBeenCalledWith("co_9");
});

test("C09 a few options need no search box: arrows, letters and Enter choose in the list itself", async () => {
  const onToggle = vi.fn();
  const options = ["Gold", "Silver", "Copper"].map((label) => ({ id: label, label }));
  renderAt(<Picker label="Plan" options={options} chosen={["Gold"]} onToggle={onToggle} />);
  const user = userEvent.setup();
  const list = await screen.findByRole("listbox", { name: "Plan" });
  expect(screen.queryByRole("combobox")).toBeNull();
  list.focus();
  await user.keyboard("{ArrowDown}{Enter}c{Enter}");
  expect(onToggle.mock.calls).toEqual([["Silver"], ["Copper"]]);
});

/** Searches that fail until they are mended. */
function failing(path: string, data: object[]) {
  let broken = true;
  answerApi({
    [path]: ({ query }) =>
      broken && query.get("search") ? refusal(503, "unavailable", "Try again in a moment.") : { body: { data } },
  });
  return () => {
    broken = false;
  };
}

test.each([
  ["companies", "GET /v1/companies", <CompanyPicker key="1" onChoose={() => undefined} />, [aCompany()], /Quill/],
  ["tags", "GET /v1/tags", <TagPicker key="2" chosen={[]} creatable onToggle={() => undefined} />, tags, /Quarter/],
  [
    "a company's field",
    "GET /v1/companies",
    <CompanyField key="3" value={null} onChange={() => undefined} required={false} />,
    [aCompany()],
    /Quill/,
  ],
] as const)("E a search for %s that failed says so, and is made again", async (_, path, element, data, found) => {
  const mend = failing(path, path.includes("tags") ? [{ name: "Quarter", clientCount: 1 }] : [...data]);
  renderAt(element);
  const user = userEvent.setup();
  await user.type(await screen.findByRole("combobox"), "qu");
  expect((await screen.findByText(/The search failed/)).textContent).not.toContain("Nothing found");
  expect(screen.queryByRole("option")).toBeNull();
  mend();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("option", { name: found })).toBeTruthy();
  expect(screen.queryByText(/The search failed/)).toBeNull();
});

test("what stands in place of options stands beside the list, which holds options only", async () => {
  renderAt(<Picker label="Plan" options={[]} chosen={[]} onSearch={() => undefined} onToggle={() => undefined} />);
  expect((await screen.findByRole("listbox")).childElementCount).toBe(0);
  expect(screen.getByText("Nothing found")).toBeTruthy();
});
