import { useEffect, useState } from "react";
import { ApiError, call } from "../api/client";
import type { ClientMode, Operations, Portal } from "../api/schema";
import { base } from "../base";
import { linkToken } from "./go";
import { Below, Primary, Resend, TextButton, TextLink } from "./parts/bits";
import { CodeField, EmailField, Field, PasswordField, UsernameFor } from "./parts/Field";
import { Form } from "./parts/Form";
import form from "./parts/Form.module.css";
import { Shell } from "./parts/Shell";
import { SwitchPage, useSwitch } from "./parts/useSwitch";
import { goHomeWhenSignedIn } from "./SignIn";

type Details = Operations["sign-ups-create"]["body"];
type Step =
  | { at: "details"; details?: Details }
  | { at: "code"; details?: Details }
  | { at: "link"; token: string }
  | { at: "dead" };

/** Whether the company field shows, and whether it may stay empty: the workspace's mode decides (W04, W05, W06). */
export function companyField(mode: ClientMode): "none" | "optional" | "required" {
  if (mode === "individuals") return "none";
  return mode === "businesses" ? "required" : "optional";
}

export function SignUp({ portal }: { portal: Portal }) {
  const [step, setStep] = useState<Step>(() => {
    const token = linkToken();
    return token ? { at: "link", token } : { at: "details" };
  });
  const { question, signIn } = useSwitch();
  useEffect(() => {
    if (!linkToken()) goHomeWhenSignedIn();
  }, []);

  if (question) return <SwitchPage portal={portal} {...question} />;
  if (step.at === "details") {
    // A link or code from a mail still works; a new account can't be started (S03).
    if (!portal.directSignUp) return <SignUpOff portal={portal} />;
    return (
      <DetailsStep
        portal={portal}
        typed={step.details}
        onSent={(details) => setStep({ at: "code", details })}
        onCode={() => setStep({ at: "code" })}
      />
    );
  }
  if (step.at === "dead") return <DeadSignUp portal={portal} onCode={() => setStep({ at: "code" })} />;

  if (step.at === "link") {
    const { token } = step;
    return (
      <Shell
        portal={portal}
        tab="Create account"
        title="Choose a password"
        lead="One last step, and your account is ready."
      >
        <Form
          submit="Create account"
          onSubmit={async ({ password = "" }, key) => {
            try {
              await signIn("the new account", key, (switchTo, again) =>
                call("sign-ups-confirm", { body: { token, password, ...(switchTo && { switch: true }) }, key: again }),
              );
            } catch (error) {
              if (!(error instanceof ApiError) || ![404, 410].includes(error.status)) throw error;
              setStep({ at: "dead" });
            }
          }}
        >
          <PasswordField fresh first />
        </Form>
        <Below>
          <div>
            <TextButton onClick={() => setStep({ at: "code" })}>Enter a code instead</TextButton>
          </div>
        </Below>
      </Shell>
    );
  }

  const { details } = step;
  return (
    <Shell
      portal={portal}
      step
      tab="Create account"
      title={details ? "Check your email" : "Enter your code"}
      lead={
        details
          ? `If ${details.email} can be used here, a 6‑digit code is on its way to it. Enter it and choose a password.`
          : "It is in the email that we sent when you created your account."
      }
    >
      <Form
        submit="Create account"
        onSubmit={({ email = details?.email ?? "", code = "", password = "" }, key) =>
          signIn(email, key, (switchTo, again) =>
            call("sign-ups-confirm", {
              body: { email, code, password, ...(switchTo && { switch: true }) },
              key: again,
            }),
          )
        }
      >
        {details ? <UsernameFor email={details.email} /> : <EmailField />}
        <CodeField first />
        <PasswordField fresh />
      </Form>
      <Below>
        {details && <Resend send={() => call("sign-ups-create", { body: details })} />}
        <div>
          <TextButton onClick={() => setStep({ at: "details", details })}>Use another email address</TextButton>
        </div>
      </Below>
    </Shell>
  );
}

interface DetailsStepProps {
  portal: Portal;
  typed?: Details;
  onSent: (details: Details) => void;
  onCode: () => void;
}

function DetailsStep({ portal, typed, onSent, onCode }: DetailsStepProps) {
  const company = companyField(portal.clientMode);
  return (
    <Shell
      portal={portal}
      tab="Create account"
      title="Create your account"
      lead={`Your portal with ${portal.brandName}.`}
    >
      <Form
        submit="Continue"
        aliases={{ companyId: "companyName", name: "givenName" }}
        onSubmit={async ({ givenName = "", familyName = "", email = "", companyName }, key) => {
          const details = { givenName, familyName, email, ...(companyName && { companyName }) };
          await call("sign-ups-create", { body: details, key });
          onSent(details);
        }}
      >
        <div className={form.pair}>
          <Field
            name="givenName"
            label="First name"
            defaultValue={typed?.givenName}
            autoComplete="given-name"
            required
            first
            missing="Enter your first name."
          />
          <Field
            name="familyName"
            label="Last name"
            defaultValue={typed?.familyName ?? undefined}
            autoComplete="family-name"
            required
            missing="Enter your last name."
          />
        </div>
        <EmailField defaultValue={typed?.email} />
        {company !== "none" && (
          <Field
            name="companyName"
            defaultValue={typed?.companyName ?? undefined}
            label={portal.companyLabel}
            autoComplete="organization"
            required={company === "required"}
            missing={`Enter your ${portal.companyLabel.toLowerCase()}.`}
          />
        )}
      </Form>
      <Below>
        <div>
          Have an account? <TextLink href={`${base}/sign-in${location.search}`}>Sign in</TextLink>
        </div>
        <div>
          Got a code by email? <TextButton onClick={onCode}>Enter it here</TextButton>
        </div>
      </Below>
    </Shell>
  );
}

function SignUpOff({ portal }: { portal: Portal }) {
  return (
    <Shell
      portal={portal}
      tab="Sign in"
      title="Accounts are by invitation"
      lead={`${portal.brandName} invites its clients personally. If you have an invitation, open the link in that email or enter its code.`}
    >
      <Primary href={`${base}/sign-in`}>Sign in</Primary>
      <Below>
        <div>
          <TextLink href={`${base}/accept`}>Enter your invitation code</TextLink>
        </div>
      </Below>
    </Shell>
  );
}

function DeadSignUp({ portal, onCode }: { portal: Portal; onCode: () => void }) {
  return (
    <Shell
      portal={portal}
      step
      tab="Create account"
      title="This link doesn't work any more"
      lead="It was used already, has expired, or a newer email has replaced it. If you have finished your account, sign in."
    >
      <Primary href={`${base}/sign-in`}>Sign in</Primary>
      <Below>
        {portal.directSignUp && (
          <div>
            Not finished yet? <TextLink href={`${base}/sign-up`}>Start again</TextLink>
          </div>
        )}
        <div>
          <TextButton onClick={onCode}>Enter a code instead</TextButton>
        </div>
      </Below>
    </Shell>
  );
}
