import { beforeEach, expect, test, vi } from "vitest";
import { ApiError, call, retryDelays } from "./client";

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
  retryDelays.splice(0, 2, 0, 0);
});

function answers(status: number, body: unknown, headers?: Record<string, string>) {
  fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status, ...(headers ? { headers } : {}) }));
}

function sent(index = 0) {
  const [url, init] = fetched.mock.calls[index] ?? [];
  return { url, headers: (init?.headers ?? {}) as Record<string, string>, body: init?.body, method: init?.method };
}

test("parameters fill the path, and the others go to the query", async () => {
  answers(200, { data: [] });
  await call("clients-activity", { params: { id: "a/b", limit: 20 } });
  expect(sent()).toMatchObject({ url: "/v1/clients/a%2Fb/activity?limit=20", method: "GET", body: undefined });
});

test("T03 a POST carries a key, and the same one again after a network error", async () => {
  fetched.mockRejectedValueOnce(new TypeError("offline")).mockRejectedValueOnce(new TypeError("offline"));
  answers(200, {});
  await call("password-resets-create", { body: { email: "ines@mail.example" } });
  const keys = fetched.mock.calls.map((_, index) => sent(index).headers["idempotency-key"]);
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f-]{32,36}$/);
  expect(new Set(keys).size).toBe(1);
});

test("T03 two calls have two keys, unless the caller says that they are one", async () => {
  for (let time = 0; time < 4; time++) answers(200, {});
  await call("sessions-create", { body: { email: "ines@mail.example", password: "correct horse" } });
  await call("sessions-create", { body: { email: "ines@mail.example", password: "correct horse" } });
  await call("articles-create", { body: { title: "A", body: "" }, key: "k1" });
  await call("articles-create", { body: { title: "A", body: "" }, key: "k1" });
  const keys = [0, 1, 2, 3].map((index) => sent(index).headers["idempotency-key"]);
  expect(keys[0]).not.toBe(keys[1]);
  expect(keys.slice(2)).toEqual(["k1", "k1"]);
});

test("T03 an edit names the version that was read, and is not sent twice", async () => {
  fetched.mockRejectedValue(new TypeError("offline"));
  const edit = call("clients-update", { params: { id: "cl_1" }, body: { position: null }, ifMatch: 7 });
  await expect(edit).rejects.toMatchObject({ status: 0, code: "network_error" });
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(sent().headers["if-match"]).toBe('"7"');
  expect(sent().headers["idempotency-key"]).toBeUndefined();
});

test("a refusal is an ApiError with the problem, its field messages and the time to wait", async () => {
  const fields = [{ field: "password", code: "password_too_short", message: "Use at least 10 characters." }];
  answers(422, { code: "invalid_input", message: "Check the fields.", requestId: "r1", fields });
  answers(429, { code: "too_many_requests", message: "Wait.", requestId: "r2" }, { "retry-after": "30" });
  const error = await call("sessions-end").catch((e: unknown) => e as ApiError);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).field("password")).toBe("Use at least 10 characters.");
  expect((error as ApiError).field("email")).toBeUndefined();
  await expect(call("sessions-end")).rejects.toMatchObject({ status: 429, problem: { retryAfter: 30 } });
});

test("an answer that is not the API's own says so in plain words", async () => {
  fetched.mockResolvedValueOnce(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(call("home-get")).rejects.toMatchObject({ status: 502, code: "unexpected_answer" });
});

test("an empty success is an empty object", async () => {
  fetched.mockResolvedValueOnce(new Response(null, { status: 204 }));
  await expect(call("sessions-end")).resolves.toEqual({});
});
