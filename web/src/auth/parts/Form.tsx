import { createContext, type ReactNode, type SubmitEvent, useContext, useRef, useState } from "react";
import { ApiError, newKey } from "../../api/client";
import type { Problem } from "../../api/schema";
import { AlertIcon } from "../../ui/icons";
import styles from "./Form.module.css";

export type Values = Record<string, string>;

interface FormProps {
  /** The button's words. */
  submit: string;
  /** Sends the values; what it throws is shown. The key is the same when the same values are sent again after no answer. */
  onSubmit: (values: Values, key: string) => Promise<void>;
  /** The API's name of an input → the name it has here, where they differ. */
  aliases?: Record<string, string>;
  children: ReactNode;
}

const Errors = createContext<Values>({});

export function useFieldError(name: string): string | undefined {
  return useContext(Errors)[name];
}

/** A form whose errors stand at their fields, and everything else above the button. */
export function Form({ submit, onSubmit, aliases = {}, children }: FormProps) {
  const [errors, setErrors] = useState<Values>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const sent = useRef({ key: "", values: "" });

  function showErrors(form: HTMLFormElement, found: Values) {
    setErrors(found);
    const first = inputsOf(form).find((input) => found[input.name]);
    first?.focus();
  }

  async function send(form: HTMLFormElement) {
    const values = valuesOf(form);
    const text = JSON.stringify(values);
    if (sent.current.values !== text) sent.current = { key: newKey(), values: text };
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(values, sent.current.key);
    } catch (error) {
      const refusal = error instanceof ApiError ? error : unexpected(error);
      if (refusal.status !== 0) sent.current.values = "";
      const found = fieldErrors(refusal.problem, form, aliases);
      if (Object.keys(found).length === 0) setProblem(refusal.problem);
      showErrors(form, found);
    }
    setBusy(false);
  }

  function submitted(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const found = missing(form);
    if (Object.keys(found).length > 0) showErrors(form, found);
    else void send(form);
  }

  function edited(event: { target: EventTarget }) {
    const { name } = event.target as HTMLInputElement;
    if (errors[name]) setErrors(({ [name]: _, ...rest }) => rest);
  }

  return (
    <Errors value={errors}>
      <form className={styles.form} noValidate onSubmit={submitted} onInput={edited}>
        {children}
        <div className={styles.live} aria-live="assertive">
          {problem && <ProblemNote problem={problem} />}
        </div>
        <button type="submit" className={styles.primary} aria-busy={busy} aria-disabled={busy || undefined}>
          {busy && <span className={styles.spinner} aria-hidden="true" />}
          {submit}
        </button>
      </form>
    </Errors>
  );
}

/** What went wrong, in the server's words; with the id that support asks for. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div className={styles.problem}>
      <AlertIcon />
      <div>
        <p>{problem.code === "too_many_requests" ? waitText(problem.retryAfter) : problem.message}</p>
        {problem.requestId && <p className={styles.requestId}>Reference {problem.requestId}</p>}
      </div>
    </div>
  );
}

/** When to try again, as a time of day and a duration. */
export function waitText(seconds = 60, now = new Date()): string {
  const at = new Date(now.getTime() + seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return `Too many tries. Try again in ${seconds} seconds.`;
  return `Too many tries. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, at ${at}.`;
}

function inputsOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter(
    (element) => element instanceof HTMLInputElement && element.name,
  ) as HTMLInputElement[];
}

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const input of inputsOf(form)) {
    if (input.name !== "username") values[input.name] = input.type === "password" ? input.value : input.value.trim();
  }
  return values;
}

/** What can be told without asking the server. */
function missing(form: HTMLFormElement): Values {
  const found: Values = {};
  for (const input of inputsOf(form)) {
    const { validity, dataset, name } = input;
    if (validity.valueMissing || (input.required && !input.value.trim()))
      found[name] = dataset.missing ?? "Fill this in.";
    else if (validity.typeMismatch) found[name] = "Enter a full email address, like name@company.com.";
    else if (validity.patternMismatch) found[name] = dataset.mismatch ?? "Check this.";
    else if (dataset.atLeast && input.value.length < Number(dataset.atLeast)) {
      found[name] = `Use at least ${dataset.atLeast} characters.`;
    }
  }
  return found;
}

function fieldErrors(problem: Problem, form: HTMLFormElement, aliases: Record<string, string>): Values {
  const names = new Set(inputsOf(form).map((input) => input.name));
  const found: Values = {};
  for (const { field, message } of problem.fields ?? []) {
    const name = aliases[field] ?? field;
    if (names.has(name)) found[name] = message;
  }
  return found;
}

function unexpected(error: unknown): ApiError {
  return new ApiError(-1, {
    code: "unexpected",
    message: `Something unexpected happened (${error instanceof Error ? error.message : "unknown"}). Try again.`,
    requestId: "",
  });
}
