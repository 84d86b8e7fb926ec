import { useState } from "react";
import { ApiError, call } from "../api/client";
import type { Portal } from "../api/schema";
import { base } from "../base";
import { rememberSignedIn } from "../signedInHint";
import { linkToken } from "./go";
import { Action, Below, Note, Primary, TextButton, TextLink } from "./parts/bits";
import { CodeField, EmailField } from "./parts/Field";
import { Form } from "./parts/Form";
import { Shell } from "./parts/Shell";

type Step = { at: "link"; token: string } | { at: "code" } | { at: "done" } | { at: "dead" };

/** Confirms a changed address. Opening the link changes nothing: mail scanners open links too. */
export function ConfirmEmail({ portal }: { portal: Portal }) {
  const [step, setStep] = useState<Step>(() => {
    const token = linkToken();
    return token ? { at: "link", token } : { at: "code" };
  });
  const enterCode = () => setStep({ at: "code" });
  /** The change ends all sessions, this browser's included. */
  const finish = () => {
    rememberSignedIn(false);
    setStep({ at: "done" });
  };

  switch (step.at) {
    case "link":
      return (
        <Shell
          portal={portal}
          tab="Confirm email"
          title="Confirm your new email"
          lead={`From then on you sign in to ${portal.brandName} with it.`}
        >
          <Action
            run={async (key) => {
              try {
                await call("email-changes-confirm", { body: { token: step.token }, key });
                finish();
              } catch (error) {
                if (!(error instanceof ApiError) || ![404, 410].includes(error.status)) throw error;
                setStep({ at: "dead" });
              }
            }}
          >
            Confirm
          </Action>
          <Below>
            <div>
              <TextButton onClick={enterCode}>Enter a code instead</TextButton>
            </div>
          </Below>
        </Shell>
      );

    case "code":
      return (
        <Shell
          portal={portal}
          step
          tab="Confirm email"
          title="Confirm your new email"
          lead="Enter the new address and the code that we sent to it."
        >
          <Form
            submit="Confirm"
            onSubmit={async ({ email = "", code = "" }, key) => {
              await call("email-changes-confirm", { body: { email, code }, key });
              finish();
            }}
          >
            <EmailField label="New email" autoComplete="email" first />
            <CodeField />
          </Form>
        </Shell>
      );

    case "done":
      return (
        <Shell portal={portal} step tab="Confirm email" title="Your email is confirmed">
          <Note good>Sign in with the new address from now on. Your password is the same.</Note>
          <Primary href={`${base}/sign-in`}>Sign in</Primary>
        </Shell>
      );

    case "dead":
      return (
        <Shell
          portal={portal}
          step
          tab="Confirm email"
          title="This link doesn't work any more"
          lead="It was used already, has expired, or a newer email has replaced it. Start the change again in your account."
        >
          <Primary href={`${base}/account`}>Open my account</Primary>
          <Below>
            <div>
              <TextButton onClick={enterCode}>Enter a code instead</TextButton>
            </div>
            <div>
              <TextLink href={`${base}/sign-in`}>Go to sign-in</TextLink>
            </div>
          </Below>
        </Shell>
      );
  }
}
