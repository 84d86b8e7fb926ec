import { expect, test, vi } from "vitest";
import { actionsOf, fetchMails, matching, when } from "./mails";

const mail = (to: string) => ({ id: to, to, subject: "", text: "", html: "", sentAt: "" });

test("the filter finds parts of addresses, in any case", () => {
  const mails = [mail("ines@mail.example"), mail("dana@harbor.example")];
  expect(matching(mails, " HARBOR").map(({ to }) => to)).toEqual(["dana@harbor.example"]);
  expect(matching(mails, "")).toHaveLength(2);
});

test("I02 a mail's link with a token and its code are at hand", () => {
  const text =
    "See https://harbor.example.\nhttp://localhost:4190/harbor/accept#a-b_1\n\nOr enter 482 913. Call +1 555 010 2030.";
  expect(actionsOf({ text })).toEqual({ link: "http://localhost:4190/harbor/accept#a-b_1", code: "482913" });
  expect(actionsOf({ text: "Ines has activated: http://localhost:4190/harbor/app" })).toEqual({
    link: "http://localhost:4190/harbor/app",
  });
  expect(actionsOf({ text: "Nothing to do." })).toEqual({});
});

test("times are short in the list", () => {
  const now = new Date(2026, 2, 10, 15, 0);
  const at = (...parts: [number, number, number, number]) => new Date(2026, ...parts).toISOString();
  expect(when(at(2, 10, 14, 59.6 as number), now)).toBe("1 min");
  expect(when(now.toISOString(), now)).toBe("now");
  expect(when(at(2, 10, 14, 20), now)).toBe("40 min");
  expect(when(at(2, 10, 9, 5), now)).toBe("09:05");
  expect(when(at(2, 8, 9, 5), now)).toBe("8 Mar");
});

test("asking again sends what is known, and an empty answer keeps it", async () => {
  const asked: (string | null)[] = [];
  const answers = [
    new Response(JSON.stringify([mail("jo@inbox.example")]), { headers: { etag: '"1-a"' } }),
    new Response(null, { status: 304 }),
    new Response(JSON.stringify([mail("sam@inbox.example")]), { headers: { etag: '"2-b"' } }),
  ];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    asked.push(new Headers(init.headers).get("if-none-match"));
    return answers.shift();
  });
  const { signal } = new AbortController();
  const one = await fetchMails("", undefined, signal);
  const same = await fetchMails("", one, signal);
  expect(same).toBe(one);
  expect((await fetchMails("", same, signal)).all.map(({ to }) => to)).toEqual(["sam@inbox.example"]);
  expect(asked).toEqual([null, '"1-a"', '"1-a"']);
});
