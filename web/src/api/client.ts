import { slug } from "../base";
import { type Operations, operations, type Problem } from "./schema";

/** A refusal of the API, or (status 0, code `network_error`) no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  /** What is wrong with one input, by its name in the API. */
  field(name: string): string | undefined {
    return this.problem.fields?.find((field) => field.field === name)?.message;
  }
}

let heard: ((error: ApiError) => void) | undefined;

/** Hears of every refusal, wherever the call was made. There is one listener. */
export function onRefusal(listener: (error: ApiError) => void): void {
  heard = listener;
}

export type OperationName = keyof Operations;
export type Output<K extends OperationName> = Operations[K]["output"];
type Params<K extends OperationName> = Operations[K]["params"];
type Body<K extends OperationName> = Operations[K]["body"];

/** `params` and `body` are asked for exactly where an operation has them. */
type Input<K extends OperationName> = {
  /** The version that was read: an edit of something that has changed since is refused. */
  ifMatch?: number;
  /** The idempotency key of a POST; made here unless a caller repeats an earlier call. */
  key?: string;
  signal?: AbortSignal;
} & OfParams<Params<K>> &
  (Body<K> extends undefined ? { body?: undefined } : { body: Body<K> });

type OfParams<P> =
  P extends Record<string, never> ? { params?: undefined } : Partial<P> extends P ? { params?: P } : { params: P };

type Arguments<K extends OperationName> = Partial<Input<K>> extends Input<K> ? [input?: Input<K>] : [input: Input<K>];

/** Waits before the second and the third try of a call that got no answer. */
export const retryDelays = [400, 1500];

/** Calls one operation of the API. Throws an `ApiError` for every answer that is not a success. */
export async function call<K extends OperationName>(name: K, ...[input]: Arguments<K>): Promise<Output<K>> {
  const { params, body, ifMatch, key, signal } = (input ?? {}) as Input<OperationName>;
  const [method, path] = operations[name];
  const headers: Record<string, string> = { accept: "application/json" };
  if (slug) headers["portico-workspace"] = slug;
  if (body !== undefined) headers["content-type"] = "application/json";
  if (ifMatch !== undefined) headers["if-match"] = `"${ifMatch}"`;
  if (method === "POST") headers["idempotency-key"] = key ?? newKey();

  const request: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (signal) request.signal = signal;

  // Safe to send again: a GET changes nothing, and a POST with the same key has no second effect.
  const delays = method === "GET" || method === "POST" ? retryDelays : [];
  const response = await send(address(path, (params ?? {}) as Record<string, unknown>), request, delays);
  try {
    return (await answer(response)) as Output<K>;
  } catch (error) {
    if (error instanceof ApiError) heard?.(error);
    throw error;
  }
}

/** An idempotency key. (`randomUUID` is missing on plain http to another machine.) */
export function newKey(): string {
  return (
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
  );
}

function address(path: string, params: Record<string, unknown>): string {
  const rest = new URLSearchParams();
  let filled = path;
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    const slot = `{${name}}`;
    if (filled.includes(slot)) filled = filled.replace(slot, encodeURIComponent(String(value)));
    else rest.set(name, String(value));
  }
  const query = rest.toString();
  return query ? `${filled}?${query}` : filled;
}

async function send(url: string, request: RequestInit, delays: number[]): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      const delay = delays[attempt];
      if (delay === undefined) {
        throw new ApiError(0, {
          code: "network_error",
          message: "The server can't be reached. Check your connection and try again.",
          requestId: "",
        });
      }
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

async function answer(response: Response): Promise<unknown> {
  const text = await response.text();
  let json: unknown;
  try {
    json = text ? JSON.parse(text) : {};
  } catch {
    // Not from the API: a proxy's page, say.
  }
  if (response.ok && json !== undefined) return json;
  const problem = json as Partial<Problem> | undefined;
  if (problem?.code && problem.message) {
    const retryAfter = problem.retryAfter ?? seconds(response.headers.get("retry-after"));
    throw new ApiError(response.status, { ...(problem as Problem), ...(retryAfter ? { retryAfter } : {}) });
  }
  throw new ApiError(response.status, {
    code: "unexpected_answer",
    message: "Something went wrong on our side. Try again in a moment.",
    requestId: response.headers.get("x-request-id") ?? "",
  });
}

function seconds(header: string | null): number | undefined {
  const value = Number(header);
  return header && Number.isFinite(value) ? value : undefined;
}
