import { useState } from "react";
import { ApiError } from "../api/client";

type Failure = { fields: Record<string, string>; other?: unknown };

/** A refusal split into what stands at fields and what does not. Fields that the form does not show count as other. */
export function splitFailure(error: unknown, known: readonly string[]): Failure {
  if (!(error instanceof ApiError) || !error.problem.fields?.length) return { fields: {}, other: error };
  const fields: Record<string, string> = {};
  let rest = false;
  for (const { field, message } of error.problem.fields) {
    // `domains[0]` is an entry of the list `domains`; `help.email` is the field `email` of a form about `help`.
    const parts = field.replace(/\[\d+\]/g, "").split(".");
    const name = known.find((one) => one === parts[0]) ?? known.find((one) => one === parts.at(-1));
    if (name) fields[name] ??= message;
    else rest = true;
    // A member of an object, such as `customFields.taxId`, also under its whole name.
    if (name === parts[0]) fields[parts.join(".")] ??= message;
  }
  return rest ? { fields, other: error } : { fields };
}

/** The state of a form: what was typed, whether that differs from the start, what the server refused. */
export function useForm<V extends object>(initial: V) {
  const [{ start, values }, setState] = useState({ start: initial, values: initial });
  const [failure, setFailure] = useState<Failure>({ fields: {} });
  const [busy, setBusy] = useState(false);
  const keys = Object.keys(initial) as (keyof V & string)[];
  const changedOf = (from: V, to: V) => keys.filter((key) => JSON.stringify(to[key]) !== JSON.stringify(from[key]));
  const changed = changedOf(start, values);

  return {
    /** What the form began with. */
    start,
    values,
    busy,
    dirty: changed.length > 0,
    /** Only what differs from the start: the body of a PATCH. */
    changes: () => Object.fromEntries(changed.map((key) => [key, values[key]])) as Partial<V>,
    errors: failure.fields as Partial<Record<keyof V & string, string>>,
    problem: failure.other,
    set<K extends keyof V & string>(key: K, value: V[K]) {
      setState((state) => ({ start: state.start, values: { ...state.values, [key]: value } }));
      // The complaint goes as soon as the field is worked on.
      setFailure(({ fields, other }) => ({
        fields: Object.fromEntries(
          Object.entries(fields).filter(([name]) => name !== key && !name.startsWith(`${key}.`)),
        ),
        other,
      }));
    },
    /** Says what is wrong with a field, or with a member of one, before anything is sent. */
    fail(key: (keyof V & string) | `${keyof V & string}.${string}`, message: string) {
      setFailure({ fields: { [key]: message } });
      focusFirstError();
    },
    reset(next: V = start) {
      setState({ start: next, values: next });
      setFailure({ fields: {} });
    },
    /** `sent` is saved, and `next` is what became of it: that is shown, except where somebody has typed on since. */
    saved(sent: V, next: V) {
      setState(({ values: now }) => {
        const typed = changedOf(sent, now).map((key) => [key, now[key]]);
        return { start: next, values: { ...next, ...Object.fromEntries(typed) } };
      });
      setFailure({ fields: {} });
    },
    /** Gives the form another start: what was typed stays, and fields that nobody touched follow. */
    rebase(next: Partial<V>) {
      setState((state) => {
        const typed = changedOf(state.start, state.values).map((key) => [key, state.values[key]]);
        const begun = { ...state.start, ...next };
        return { start: begun, values: { ...begun, ...Object.fromEntries(typed) } };
      });
    },
    /** Runs the call; answers whether it succeeded. Errors are sorted to their fields. */
    async submit(run: () => Promise<unknown>): Promise<boolean> {
      if (busy) return false;
      setBusy(true);
      setFailure({ fields: {} });
      try {
        await run();
        return true;
      } catch (error) {
        setFailure(splitFailure(error, keys));
        focusFirstError();
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

export type Form<V extends object> = ReturnType<typeof useForm<V>>;

function focusFirstError() {
  // After the errors are drawn.
  setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 30);
}
