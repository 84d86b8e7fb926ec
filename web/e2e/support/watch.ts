import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What no page may do: log an error, break the content security policy, throw, or miss a file. */
export function watch(page: Page, faults: string[]): void {
  page.on("console", (message) => {
    if (message.type() !== "error" && !/content security policy/i.test(message.text())) return;
    // A refusal that the page shows is an answer, not a fault. The browser logs it all the same.
    const refusal =
      /status of 4\d\d/.test(message.text()) && new URL(message.location().url).pathname.startsWith("/v1/");
    if (!refusal) faults.push(`${page.url()}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: thrown: ${error.message}`));
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const bad = pathname.startsWith("/v1/") ? 500 : 400;
    if (response.status() >= bad) faults.push(`${page.url()}: ${response.status()} for ${pathname}`);
  });
}

interface Violation {
  id: string;
  impact?: string | null;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}
interface Axe {
  run(context: Document, options: object): Promise<{ violations: Violation[] }>;
}

/** Looks at the page as it is now: nothing serious for people who use it without a mouse or without seeing it. */
export async function checkAccess(page: Page): Promise<void> {
  await settled(page);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run(document, { resultTypes: ["violations"] }),
  );
  const grave = violations.filter((it) => it.impact === "serious" || it.impact === "critical");
  const report = grave.map((it) => {
    const places = it.nodes.map((node) => `    ${node.html}\n    ${node.failureSummary?.replace(/\s+/g, " ")}`);
    return `${it.id}: ${it.help}\n${places.join("\n")}`;
  });
  expect(report.join("\n"), `accessibility of ${page.url()}`).toBe("");
}

/** Fonts are there, nothing is loading, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  // The frame that stands before any script has run, and whatever says that it is loading.
  await expect(page.locator("#skeleton, [aria-busy=true]")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const running = document.getAnimations().filter((it) => it.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(running.map((it) => it.finished));
  });
}
