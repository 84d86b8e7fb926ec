import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { expect, test } from "vitest";
import { useHeadingFocus } from "./useHeadingFocus";

function Frame() {
  useHeadingFocus();
  return (
    <>
      <Link to={"/later" as never}>Later</Link>
      <Link to={"/one" as never}>One</Link>
      <button type="button">Elsewhere</button>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

/** A page whose heading comes after its data. */
function Slow() {
  const [there, setThere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setThere(true), 30);
    return () => clearTimeout(timer);
  }, []);
  return there ? <h1>Later</h1> : <p>Loading</p>;
}

async function open() {
  const root = createRootRoute({ component: Frame });
  const page = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component });
  const one = page("/one", () => <h1>One</h1>);
  const router = createRouter({
    routeTree: root.addChildren([one, page("/later", Slow)]),
    history: createMemoryHistory({ initialEntries: ["/one"] }),
  });
  render(<RouterProvider router={router as never} />);
  await screen.findByRole("heading", { name: "One" });
  return { router, user: userEvent.setup() };
}
const rest = () => act(() => new Promise((resolve) => setTimeout(resolve, 60)));

test("the first page takes no focus; another one's heading does, also one that comes late", async () => {
  const { user } = await open();
  expect(document.activeElement).toBe(document.body);
  await user.click(screen.getByRole("link", { name: "Later" }));
  await rest();
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Later" }));
  await user.click(screen.getByRole("link", { name: "One" }));
  await rest();
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "One" }));
});

test("whoever has gone on to something else keeps the focus there", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("link", { name: "Later" }));
  await screen.findByText("Loading");
  act(() => screen.getByRole("button", { name: "Elsewhere" }).focus());
  await rest();
  expect(screen.getByRole("heading", { name: "Later" })).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Elsewhere" }));
});
