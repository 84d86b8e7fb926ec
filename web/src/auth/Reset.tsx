import { useState } from "react";
import { ApiError, call } from "../api/client";
import type { Portal } from "../api/schema";
import { base } from "../base";
import { enter, linkToken } from "./go";
import { Below, Primary, Resend, TextButton, TextLink } from "./parts/bits";
import { CodeField, EmailField, PasswordField, UsernameFor } from "./parts/Field";
import { Form } from "./parts/Form";
import { Shell } from "./parts/Shell";

/** Asks for the mail; what it says is the same whether the address has an account or not (S05). */
export function Forgot({ portal }: { portal: Portal }) {
  const [email, setEmail] = useState<string>();
  if (email) return <CodeStep portal={portal} email={email} onOther={() => setEmail(undefined)} />;

  return (
    <Shell
      portal={portal}
      tab="Forgot password"
      title="Forgot your password?"
      lead="Tell us your email address, and we send you a link to choose a new one."
    >
      <Form
        submit="Send the link"
        onSubmit={async (values, key) => {
          const address = values.email ?? "";
          await call("password-resets-create", { body: { email: address }, key });
          setEmail(address);
        }}
      >
        <EmailField first />
      </Form>
      <Below>
        <div>
          <TextLink href={`${base}/sign-in`}>Back to sign-in</TextLink>
        </div>
      </Below>
    </Shell>
  );
}

type Step = { at: "link"; token: string } | { at: "code" } | { at: "dead" };

/** Sets a new password, with the link of the mail or the code in it. */
export function Reset({ portal }: { portal: Portal }) {
  const [step, setStep] = useState<Step>(() => {
    const token = linkToken();
    return token ? { at: "link", token } : { at: "code" };
  });
  const enterCode = () => setStep({ at: "code" });
  if (step.at === "code") return <CodeStep portal={portal} />;
  if (step.at === "dead") return <DeadReset portal={portal} onCode={enterCode} />;

  const { token } = step;
  return (
    <Shell
      portal={portal}
      tab="New password"
      title="Choose a new password"
      lead="You will be signed in with it right away."
    >
      <Form
        submit="Save and sign in"
        onSubmit={async ({ password = "" }, key) => {
          try {
            enter(await call("password-resets-confirm", { body: { token, password }, key }));
          } catch (error) {
            if (!(error instanceof ApiError) || ![404, 410].includes(error.status)) throw error;
            setStep({ at: "dead" });
          }
        }}
      >
        <PasswordField label="New password" fresh first />
      </Form>
      <Below>
        <div>
          <TextButton onClick={enterCode}>Enter a code instead</TextButton>
        </div>
      </Below>
    </Shell>
  );
}

interface CodeStepProps {
  portal: Portal;
  /** Where the code went, when it was asked for on this page. */
  email?: string;
  onOther?: () => void;
}

function CodeStep({ portal, email: sentTo, onOther }: CodeStepProps) {
  return (
    <Shell
      portal={portal}
      step
      tab="New password"
      title={sentTo ? "Check your email" : "Enter your code"}
      lead={
        sentTo
          ? `If ${sentTo} has an account here, a link and a 6‑digit code are on their way to it.`
          : "It is in the email about your new password."
      }
    >
      <Form
        submit="Save and sign in"
        onSubmit={async ({ email = sentTo ?? "", code = "", password = "" }, key) =>
          enter(await call("password-resets-confirm", { body: { email, code, password }, key }))
        }
      >
        {sentTo ? <UsernameFor email={sentTo} /> : <EmailField first />}
        <CodeField first={!!sentTo} />
        <PasswordField label="New password" fresh />
      </Form>
      <Below>
        {sentTo && <Resend send={() => call("password-resets-create", { body: { email: sentTo } })} />}
        <div>
          {onOther ? (
            <TextButton onClick={onOther}>Use another email address</TextButton>
          ) : (
            <TextLink href={`${base}/forgot`}>Send me a new code</TextLink>
          )}
        </div>
      </Below>
    </Shell>
  );
}

function DeadReset({ portal, onCode }: { portal: Portal; onCode: () => void }) {
  return (
    <Shell
      portal={portal}
      step
      tab="New password"
      title="This link doesn't work any more"
      lead="It was used already, has expired, or a newer email has replaced it. Your password is as it was."
    >
      <Primary href={`${base}/forgot`}>Send me a new link</Primary>
      <Below>
        <div>
          <TextButton onClick={onCode}>Enter a code instead</TextButton>
        </div>
        <div>
          <TextLink href={`${base}/sign-in`}>Back to sign-in</TextLink>
        </div>
      </Below>
    </Shell>
  );
}
