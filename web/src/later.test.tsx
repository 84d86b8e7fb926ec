import { act, render, screen } from "@testing-library/react";
import { Component, type ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later, onMissingPiece } from "./later";
import { useUnsaved } from "./ui/unsaved";

class Boundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};
  static getDerivedStateFromError = (error: Error) => ({ error });
  override render() {
    return this.state.error ? <p role="alert">{this.state.error.message}</p> : this.props.children;
  }
}

function Form() {
  useUnsaved(true);
  return <p>Typed</p>;
}

/** Draws a piece whose loading fails so many times, and waits for what comes of it. */
async function draw(failures: number, typed?: ReactNode) {
  let tries = 0;
  const Piece = later(async () => {
    if (tries++ < failures) throw new TypeError("Failed to fetch dynamically imported module");
    return { default: () => <p>Here</p> };
  });
  render(
    <Boundary>
      {typed}
      <Piece />
    </Boundary>,
  );
  await act(() => vi.advanceTimersByTimeAsync(5000));
}

const reload = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  reload.mockClear();
  vi.spyOn(location, "reload").mockImplementation(reload);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  onMissingPiece(undefined);
});

test("a piece that does not come at once is asked for again", async () => {
  await draw(1);
  expect(screen.getByText("Here")).toBeTruthy();
  expect(reload).not.toHaveBeenCalled();
});

test("a piece that is gone loads the page anew", async () => {
  await draw(2);
  expect(reload).toHaveBeenCalledOnce();
});

test("offline the page is not loaded anew: an error stands there", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  await draw(2);
  expect(reload).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toContain("Check your connection");
});

test("what is typed stays when a piece does not come, and the piece can be tried again", async () => {
  const told = vi.fn();
  onMissingPiece(told);
  await draw(2, <Form />);
  expect(reload).not.toHaveBeenCalled();
  expect(screen.getByText("Typed")).toBeTruthy();
  await act(() => told.mock.calls[0]?.[1]());
  expect(screen.getByText("Here")).toBeTruthy();
});
