import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { aWorkspace, renderAt } from "../testing/render";
import { BrandPreview } from "./BrandPreview";

const owns = async (bar: string) => {
  const props = { workspace: aWorkspace(), accent: "#0f766e", barText: null, title: "Berg" };
  const { container, unmount } = renderAt(<BrandPreview {...props} bar={bar} />);
  await screen.findByLabelText("Preview");
  const own = container.querySelector("[data-own]") !== null;
  unmount();
  return own;
};

test("W03 the preview draws a side bar of its own colour by the same rule as the side bar itself", async () => {
  // As bright as the page, and yet another colour.
  expect(await owns("#ffffc8")).toBe(true);
  expect(await owns("#fbfbfb")).toBe(false);
});
