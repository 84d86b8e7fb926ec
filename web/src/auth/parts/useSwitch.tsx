import { useState } from "react";
import { ApiError, newKey } from "../../api/client";
import type { Portal, SignedIn } from "../../api/schema";
import { base } from "../../base";
import { enter } from "../go";
import { Action, Secondary } from "./bits";
import { Shell } from "./Shell";

interface Question {
  signedInAs: string;
  /** Who wants to come in. */
  as: string;
  goOn: (key: string) => Promise<void>;
}

/** Signs somebody in. With `switchTo` it takes the place of whoever is signed in here. */
export type SignInCall = (switchTo: boolean, key: string) => Promise<SignedIn>;

/** One browser holds one signed-in person per portal. Somebody else is never replaced without being asked (W10). */
export function useSwitch() {
  const [question, ask] = useState<Question>();

  async function signIn(as: string, key: string, run: SignInCall): Promise<void> {
    try {
      enter(await run(false, key));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "other_session_active") throw error;
      ask({
        signedInAs: error.problem.signedInAs ?? "someone else",
        as,
        goOn: async (again) => enter(await run(true, again)),
      });
    }
  }

  return { question, signIn };
}

interface SwitchPageProps {
  portal: Portal;
  signedInAs: string;
  as: string;
  goOn: (key: string) => Promise<void>;
}

export function SwitchPage({ portal, signedInAs, as, goOn }: SwitchPageProps) {
  return (
    <Shell
      portal={portal}
      step
      tab="Switch account"
      title={`You are signed in as ${signedInAs}`}
      lead={`Continue as ${as}? That signs ${signedInAs} out in this browser.`}
    >
      <Action run={() => goOn(newKey())}>Continue as {as}</Action>
      <Secondary href={`${base}/`}>Stay signed in as {signedInAs}</Secondary>
    </Shell>
  );
}
