import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ToastRegion, toast } from "./toast";

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  act(() => void vi.advanceTimersByTime(60_000));
  vi.useRealTimers();
});

function open() {
  render(
    <>
      <button type="button">Row</button>
      <main id="main" tabIndex={-1}>
        Page
      </main>
      <ToastRegion />
    </>,
  );
  return userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
}
const say = (title: string) => act(() => toast(title, { label: "Undo", run: () => undefined }));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test("what is said is said in a region that was there before", () => {
  open();
  const region = document.querySelector('[aria-live="polite"]');
  expect(region?.textContent).toBe("");
  say("Saved");
  expect(region?.textContent).toContain("Saved");
});

test("toasts stand beside the page, so that they are seen above a dialog", () => {
  open();
  expect(screen.getByRole("region", { name: "Notifications" }).parentElement).toBe(document.body);
});

test("after a toast is dismissed by keyboard the focus goes to the next one and then back, and time goes on", async () => {
  const user = open();
  screen.getByRole("button", { name: "Row" }).focus();
  say("One");
  say("Two");
  act(() => screen.getAllByRole("button", { name: "Dismiss" })[0]?.focus());
  await user.keyboard("{Enter}");
  expect(screen.queryByText("One")).toBeNull();
  expect(document.activeElement?.closest("section")?.textContent).toContain("Two");
  // It waits for whoever is at it.
  await pass(20_000);
  expect(screen.getByText("Two")).toBeTruthy();
  act(() => screen.getByRole("button", { name: "Undo" }).focus());
  await user.keyboard("{Enter}");
  await pass(0);
  expect(screen.queryByText("Two")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Row" }));

  say("Three");
  await pass(20_000);
  expect(screen.queryByText("Three")).toBeNull();
});

test("where it came from is gone, the focus goes to the page", async () => {
  const user = open();
  say("One");
  act(() => screen.getByRole("button", { name: "Dismiss" }).focus());
  await user.keyboard("{Enter}");
  expect(document.activeElement?.id).toBe("main");
});
