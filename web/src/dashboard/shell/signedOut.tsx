import type { QueryClient } from "@tanstack/react-query";
import { base } from "../../base";
import { sessionQuery } from "../../session";
import { ask } from "../../ui/ask";

/** The session has ended while something is typed: it stays, and the way back leads through another tab. */
export function tellSignedOut(queries: QueryClient): void {
  ask({
    title: "You are signed out",
    body: (
      <p>
        What you typed is still here.{" "}
        <a href={`${base}/sign-in`} target="_blank" rel="noreferrer">
          Sign in in a new tab
        </a>
        , come back and save it again.
      </p>
    ),
    confirm: "I am signed in again",
    run: () => queries.fetchQuery({ ...sessionQuery, staleTime: 0 }),
  });
}
