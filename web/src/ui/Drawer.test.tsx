import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { useGlobalKeys } from "../dashboard/shell/keys";
import { answerApi, renderAt, someone } from "../dashboard/testing/render";
import { Drawer } from "./Drawer";
import { toast } from "./toast";

function Typing({ palette, onClose }: { palette: () => void; onClose: () => void }) {
  useGlobalKeys({ palette, help: () => undefined });
  return (
    <Drawer title="New one" dirty onClose={onClose}>
      <input aria-label="Name" defaultValue="Ada" />
    </Drawer>
  );
}

async function open() {
  answerApi({});
  const [palette, onClose] = [vi.fn(), vi.fn()];
  const { router } = renderAt(<Typing palette={palette} onClose={onClose} />, someone(), "/here?new=1");
  await screen.findByRole("dialog", { name: "New one" });
  const leave = (replace: boolean, to = "/there") =>
    act(async () => void router.navigate({ to: to as never, replace }));
  const question = () => screen.queryByText("Discard what you typed?");
  return { palette, onClose, leave, question, path: () => router.state.location.pathname, user: userEvent.setup() };
}

test("a drawer in which something was typed asks before another page is opened", async () => {
  const { leave, question, path, user } = await open();
  await leave(false);
  expect(question()).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Keep editing" }));
  await waitFor(() => expect(question()).toBeNull());
  expect(path()).toBe("/here");
  expect(screen.getByLabelText("Name")).toBeTruthy();

  await leave(false);
  await user.click(screen.getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(path()).toBe("/there"));
});

test("a drawer is closed by replacing its address, and that is not asked about", async () => {
  const { leave, question, path } = await open();
  await leave(true);
  await waitFor(() => expect(path()).toBe("/there"));
  expect(question()).toBeNull();
});

test("closing twice is no answer to the question", async () => {
  const { onClose, question, user } = await open();
  await user.click(screen.getByRole("button", { name: "Close" }));
  await user.keyboard("{Escape}");
  expect(question()).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
});

test("a toast above the drawer is dismissed without a word about closing", async () => {
  const { onClose, question, user } = await open();
  act(() => toast("Saved before"));
  await user.click(screen.getByRole("button", { name: "Dismiss", hidden: true }));
  expect(screen.queryByText("Saved before")).toBeNull();
  expect(question()).toBeNull();
  expect(onClose).not.toHaveBeenCalled();
});

test("the palette does not open over a dialog, nor does the browser's search", async () => {
  const { palette } = await open();
  expect(fireEvent.keyDown(screen.getByLabelText("Name"), { key: "k", ctrlKey: true })).toBe(false);
  expect(palette).not.toHaveBeenCalled();
});
