import { useEffect, useState } from "react";
import { ApiError, call } from "../api/client";
import type { InvitationPreview, Portal, Problem, Proof } from "../api/schema";
import { base } from "../base";
import { DeadInvitation } from "./DeadInvitation";
import { deadInvitations } from "./deadLinks";
import { linkToken } from "./go";
import { Action, Below, TextButton, TextLink } from "./parts/bits";
import { CodeField, EmailField, PasswordField, UsernameFor } from "./parts/Field";
import { Form } from "./parts/Form";
import { Shell, ShellSkeleton } from "./parts/Shell";
import { SwitchPage, useSwitch } from "./parts/useSwitch";

type Step =
  | { at: "opening"; token: string }
  | { at: "failed"; token: string; problem: Problem }
  | { at: "code" }
  | { at: "dead"; code: string; token?: string }
  | { at: "ask"; proof: Proof; invited: InvitationPreview; signedInAs: string }
  | { at: "password"; proof: Proof; invited: InvitationPreview; switchTo: boolean };

/** The page that an invitation's link opens. Looking at the invitation never uses it up; setting the password does (I02). */
export function Accept({ portal }: { portal: Portal }) {
  const [step, setStep] = useState<Step>(() => {
    const token = linkToken();
    return token ? { at: "opening", token } : { at: "code" };
  });
  const { question, signIn } = useSwitch();
  const enterCode = () => setStep({ at: "code" });

  /** Looks at the invitation, and goes on to the question or the password. */
  async function inspect(proof: Proof, key?: string) {
    const invited = await call("invitations-inspect", { body: proof, ...(key && { key }) });
    const { signedInAs } = invited;
    setStep(
      signedInAs ? { at: "ask", proof, invited, signedInAs } : { at: "password", proof, invited, switchTo: false },
    );
  }

  /** A link that can't be used has a page of its own; other errors stay where they happened. */
  function deadOr(error: unknown, token?: string): ApiError | undefined {
    if (!(error instanceof ApiError)) throw error;
    const code = error.status === 404 ? "invitation_not_found" : error.code;
    if (!deadInvitations[code]) return error;
    setStep({ at: "dead", code, ...(token && { token }) });
    return undefined;
  }

  async function open(token: string) {
    try {
      await inspect({ token });
    } catch (error) {
      const other = deadOr(error, token);
      if (other) setStep({ at: "failed", token, problem: other.problem });
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is opened once.
  useEffect(() => {
    if (step.at === "opening") void open(step.token);
  }, []);

  if (question) return <SwitchPage portal={portal} {...question} />;

  switch (step.at) {
    case "opening":
      return <ShellSkeleton />;

    case "failed":
      return (
        <Shell
          portal={portal}
          step
          tab="Invitation"
          title="The invitation could not be opened"
          lead={step.problem.message}
        >
          <Action run={() => open(step.token)}>Try again</Action>
          <Below>
            <div>
              <TextButton onClick={enterCode}>Enter a code instead</TextButton>
            </div>
          </Below>
        </Shell>
      );

    case "dead":
      return <DeadInvitation portal={portal} code={step.code} token={step.token} onCode={enterCode} />;

    case "ask": {
      const { proof, invited, signedInAs } = step;
      return (
        <SwitchPage
          portal={portal}
          signedInAs={signedInAs}
          as={nameOf(invited)}
          goOn={async () => setStep({ at: "password", proof, invited, switchTo: true })}
        />
      );
    }

    case "code":
      return (
        <Shell
          portal={portal}
          tab="Invitation"
          title="Enter your invitation code"
          lead={`It is in the email in which ${portal.brandName} invited you.`}
        >
          <Form
            submit="Continue"
            onSubmit={async ({ email = "", code = "" }, key) => {
              try {
                await inspect({ email, code }, key);
              } catch (error) {
                const other = deadOr(error);
                if (other) throw other;
              }
            }}
          >
            <EmailField first />
            <CodeField />
          </Form>
          <Below>
            <div>
              Have an account? <TextLink href={`${base}/sign-in`}>Sign in</TextLink>
            </div>
          </Below>
        </Shell>
      );

    case "password": {
      const { proof, invited, switchTo } = step;
      return (
        <Shell
          portal={portal}
          step
          tab="Invitation"
          title={`Welcome, ${invited.givenName}`}
          lead={
            invited.kind === "client"
              ? `${invited.brandName} invites you to its client portal. Choose a password to come in.`
              : `You are joining the team of ${invited.brandName}. Choose a password to come in.`
          }
        >
          <Form
            submit={invited.kind === "client" ? "Open the portal" : "Join the team"}
            onSubmit={async ({ password = "" }, key) => {
              try {
                await signIn(nameOf(invited), key, (again, sameKey) =>
                  call("invitations-accept", {
                    body: { ...proof, password, ...((again || switchTo) && { switch: true }) },
                    key: sameKey,
                  }),
                );
              } catch (error) {
                const other = deadOr(error, "token" in proof ? proof.token : undefined);
                if (other) throw other;
              }
            }}
          >
            <UsernameFor email={invited.email} />
            <PasswordField label={`Password for ${invited.email}`} fresh first />
          </Form>
          <Below>
            <div>
              Set up your account before? <TextLink href={`${base}/sign-in`}>Sign in</TextLink>
            </div>
          </Below>
        </Shell>
      );
    }
  }
}

function nameOf(person: { givenName: string; familyName: string }): string {
  return `${person.givenName} ${person.familyName}`.trim();
}
