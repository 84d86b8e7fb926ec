import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Home } from "../api/schema";
import { newQueryClient, sessionQuery } from "../session";
import { fakeApi, harbor, ines, problem } from "../test/fakeApi";
import { PortalHome, timeOfDay } from "./Home";

const home: Home = {
  welcome: {
    html: "<p>Good to have you.</p>",
    from: { givenName: "Dana", familyName: "Whitfield", fallbackColor: "#0f766e" },
  },
  help: {
    email: "hello@harborfinch.example",
    phone: "+1 555 010 2030",
    bookingUrl: "https://harborfinch.example/call",
  },
  companies: [{ id: "co_1", name: "Granite Architects" }],
  articles: [{ id: "ar_1", title: "How our fees work", excerpt: "Fixed fees for the year." }],
};

function show(answers: Parameters<typeof fakeApi>[0]) {
  fakeApi({ "GET /v1/portals/": harbor, ...answers });
  const queries = newQueryClient();
  queries.setQueryData(sessionQuery.queryKey, ines);
  const routeTree = createRootRoute({ component: PortalHome });
  const router = createRouter({ routeTree, history: createMemoryHistory() });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

test("M02 the welcome comes from the lead", async () => {
  show({ "GET /v1/home": home });
  const welcome = await screen.findByRole("region", { name: "Welcome" });
  expect(within(welcome).getByText("Dana Whitfield")).toBeTruthy();
  expect(within(welcome).getByText("Good to have you.")).toBeTruthy();
});

test("W11 the portal shows how to reach the firm", async () => {
  show({ "GET /v1/home": home });
  const reach = await screen.findByRole("region", { name: "Get in touch" });
  const links = within(reach).getAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "mailto:hello@harborfinch.example",
    "tel:+15550102030",
    "https://harborfinch.example/call",
  ]);
});

test("K02 a client finds the published articles", async () => {
  show({ "GET /v1/home": home });
  const link = await screen.findByRole("link", { name: /How our fees work/ });
  expect(link.getAttribute("href")).toBe("/articles/ar_1");
});

test("A07 whoever may not read the knowledge base sees nothing of it", async () => {
  const { articles: _none, ...rest } = home;
  show({ "GET /v1/home": rest });
  await screen.findByRole("region", { name: "Welcome" });
  expect(screen.queryByRole("region", { name: "Good to know" })).toBeNull();
});

test("an empty portal says what will stand here", async () => {
  show({ "GET /v1/home": { ...home, welcome: { ...home.welcome, html: "" }, help: {}, articles: [] } });
  expect(await screen.findByText(/Guides and answers from Harbor & Finch LLP/)).toBeTruthy();
  expect(screen.getByText(/Dana looks after you at/)).toBeTruthy();
});

test("a home that can't be loaded says why and offers another try", async () => {
  show({ "GET /v1/home": { refuse: 500, problem: problem("internal", "Something went wrong. Try again.") } });
  expect(await screen.findByText("Something went wrong. Try again.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});

test("the greeting fits the hour", () => {
  expect([4, 5, 11, 12, 17, 18].map(timeOfDay).map((text) => text.slice(5))).toEqual([
    "evening",
    "morning",
    "morning",
    "afternoon",
    "afternoon",
    "evening",
  ]);
});
