import { cleanup, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { TabLinks } from "../../ui/TabLinks";
import { answerApi, onTouch, renderAt } from "../testing/render";
import { useHelpMenu, useUserMenu } from "./menus";

function Menus() {
  const [user, help] = [useUserMenu()(), useHelpMenu()()];
  return <p>{JSON.stringify([user, help])}</p>;
}

test("on a touch screen the menus do not speak of keys", async () => {
  answerApi({});
  renderAt(<Menus />);
  expect((await screen.findByText(/Sign out/)).textContent).toMatch(/Single-key shortcuts.*Keyboard shortcuts/);
  cleanup();
  onTouch();
  renderAt(<Menus />);
  expect((await screen.findByText(/Sign out/)).textContent).not.toMatch(/shortcuts/);
});

test("the open tab is brought into view, and again when another one opens", async () => {
  const seen = vi.fn();
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element, how) {
    seen(this.textContent, how);
  });
  answerApi({});
  const tabs = (open: string) => (
    <TabLinks label="Tabs">
      {["One", "Two"].map((name) => (
        <a key={name} href={`#${name}`} aria-current={name === open ? "page" : undefined}>
          {name}
        </a>
      ))}
    </TabLinks>
  );
  const { rerender } = render(tabs("One"));
  rerender(tabs("One"));
  rerender(tabs("Two"));
  const how = { inline: "center", block: "nearest" };
  expect(seen.mock.calls).toEqual([
    ["One", how],
    ["Two", how],
  ]);
});
