import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { call } from "../../api/client";
import type { Onboarding, OnboardingStep, Permission } from "../../api/schema";
import { useSession } from "../../session";
import { Button, buttonClass } from "../../ui/Button";
import { CheckIcon } from "../../ui/icons";
import { Loading, Skeleton } from "../../ui/states";
import { toast, toastError } from "../../ui/toast";
import { can, whyNot } from "../data/access";
import { onboardingQuery } from "../data/queries";
import { insist } from "../data/useVersionedForm";
import styles from "./home.module.css";

type StepText = {
  title: string;
  why: string;
  button: string;
  to: string;
  search?: Record<string, string>;
  needs: Permission;
};

/** W09: the first day, in the order that works best. */
export const stepTexts: Record<OnboardingStep["key"], StepText> = {
  brand: {
    title: "Make it yours",
    why: "Your icon and colour are what clients see first, from the invitation mail on.",
    button: "Set the branding",
    to: "/app/settings/branding",
    needs: "manage_settings",
  },
  welcomeMessage: {
    title: "Write the welcome message",
    why: "It greets every new client, in the name of their lead.",
    button: "Write it",
    to: "/app/settings/messages",
    needs: "manage_settings",
  },
  article: {
    title: "Publish an article",
    why: "An answer to a common question gives new clients something to read at once.",
    button: "Write an article",
    to: "/app/articles/new",
    needs: "manage_knowledge_base",
  },
  testClient: {
    title: "Add yourself as a test client",
    why: "With another email of yours you see exactly what your clients will see.",
    button: "Add a test client",
    to: "/app/clients",
    search: { new: "1" },
    needs: "create_clients",
  },
  firstClient: {
    title: "Invite your first client",
    why: "They get a mail, set a password and are in. You see when it happened.",
    button: "Add a client",
    to: "/app/clients",
    search: { new: "1" },
    needs: "create_clients",
  },
};

type Change = { skip?: OnboardingStep["key"]; unskip?: OnboardingStep["key"]; dismissed?: boolean };

function applied(onboarding: Onboarding, { skip, unskip, dismissed }: Change): Onboarding {
  return {
    ...onboarding,
    dismissed: dismissed ?? onboarding.dismissed,
    steps: onboarding.steps.map((step) =>
      step.key === skip ? { ...step, skipped: true } : step.key === unskip ? { ...step, skipped: false } : step,
    ),
  };
}

/** Changes show at once and go out one after the other, each on the version that the one before it has given. */
function useChanges() {
  const queries = useQueryClient();
  const { queryKey } = onboardingQuery;
  const [waiting, setWaiting] = useState<Change[]>([]);
  const last = useRef<Promise<unknown>>(Promise.resolve());

  async function send(change: Change) {
    const answer = await insist(
      queries.getQueryData(queryKey)?.version,
      (ifMatch) => call("onboarding-update", { body: change, ifMatch }),
      () => queries.fetchQuery({ ...onboardingQuery, staleTime: 0 }),
    );
    queries.setQueryData(queryKey, answer);
  }
  function change(next: Change): Promise<void> {
    setWaiting((all) => [...all, next]);
    const turn = last.current
      .then(() => send(next))
      .finally(() => setWaiting((all) => all.filter((one) => one !== next)));
    last.current = turn.catch(() => undefined);
    return turn;
  }
  return { waiting, change };
}

export function Checklist() {
  const me = useSession();
  const onboarding = useQuery(onboardingQuery);
  const { waiting, change } = useChanges();
  if (onboarding.isPending) {
    return (
      <Loading label="Loading the checklist">
        <Skeleton height={320} radius={12} />
      </Loading>
    );
  }
  // The checklist is a help, not the page: without it the rest still stands.
  if (onboarding.isLoadingError) return null;
  const { steps, dismissed } = waiting.reduce(applied, onboarding.data);
  if (dismissed) return null;
  // Hiding and skipping are the whole firm's, so they belong to whoever sets it up.
  const mayChange = can(me, "manage_settings");
  const settled = steps.filter((step) => step.done || step.skipped).length;
  const next = steps.find((step) => !step.done && !step.skipped)?.key;
  // Nothing is left to do, and it is not theirs to put away.
  if (!next && !mayChange) return null;
  const make = (next: Change) => void change(next).catch(toastError);
  const dismiss = () =>
    change({ dismissed: true }).then(
      () => toast("Checklist hidden", { label: "Undo", run: () => change({ dismissed: false }) }),
      toastError,
    );
  return (
    <section className={styles.checklist} aria-label="Getting started">
      <header>
        <Ring done={settled} of={steps.length} />
        <div>
          <h2>{next ? "Getting started" : "You are ready"}</h2>
          <p>
            {next
              ? `${settled} of ${steps.length} done. About ten minutes in all.`
              : "Everything is set up. Your portal is open for clients."}
          </p>
        </div>
        {mayChange && (
          <Button variant="quiet" size="s" onClick={() => void dismiss()}>
            {next ? "Hide" : "Close"}
          </Button>
        )}
      </header>
      <ol>
        {steps.map((step, index) => {
          const text = stepTexts[step.key];
          const reason = whyNot(me, text.needs);
          const open = !step.done && !step.skipped;
          return (
            <li
              key={step.key}
              data-state={step.done ? "done" : step.skipped ? "skipped" : step.key === next ? "next" : "open"}
            >
              <span className={styles.mark} aria-hidden="true">
                {step.done ? <CheckIcon size={14} /> : index + 1}
              </span>
              <div className={styles.stepText}>
                <p className={styles.stepTitle}>
                  {text.title}
                  {step.done && <span className="vh">, done</span>}
                  {step.skipped && !step.done && <span className={styles.skipped}> skipped</span>}
                </p>
                <p>{reason && open ? reason : text.why}</p>
              </div>
              {open && (
                <span className={styles.stepActions}>
                  {mayChange && (
                    <Button
                      variant="quiet"
                      size="s"
                      onClick={() => make({ skip: step.key })}
                      aria-label={`Skip: ${text.title}`}
                    >
                      Skip
                    </Button>
                  )}
                  {!reason && (
                    <Link
                      to={text.to as "/app"}
                      search={(text.search ?? {}) as never}
                      className={buttonClass({ variant: step.key === next ? "primary" : "secondary", size: "s" })}
                    >
                      {text.button}
                    </Link>
                  )}
                </span>
              )}
              {mayChange && step.skipped && !step.done && (
                <Button
                  variant="quiet"
                  size="s"
                  onClick={() => make({ unskip: step.key })}
                  aria-label={`Bring back: ${text.title}`}
                >
                  Bring back
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Ring({ done, of }: { done: number; of: number }) {
  const length = 2 * Math.PI * 17;
  return (
    <svg
      width="44"
      height="44"
      viewBox="0 0 44 44"
      className={styles.ring}
      role="img"
      aria-label={`${done} of ${of} done`}
    >
      <circle cx="22" cy="22" r="17" />
      <circle
        cx="22"
        cy="22"
        r="17"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - done / of)}
        transform="rotate(-90 22 22)"
        data-done=""
      />
      <text x="22" y="26" textAnchor="middle">
        {done}/{of}
      </text>
    </svg>
  );
}
