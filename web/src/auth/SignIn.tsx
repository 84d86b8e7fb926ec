import { useEffect } from "react";
import { call } from "../api/client";
import type { Portal } from "../api/schema";
import { base } from "../base";
import { maybeSignedIn, rememberSignedIn } from "../signedInHint";
import { enter } from "./go";
import { Below, TextLink } from "./parts/bits";
import { EmailField, PasswordField } from "./parts/Field";
import { Form } from "./parts/Form";
import { Shell } from "./parts/Shell";
import { SwitchPage, useSwitch } from "./parts/useSwitch";

export function SignIn({ portal }: { portal: Portal }) {
  const { question, signIn } = useSwitch();
  useEffect(goHomeWhenSignedIn, []);
  if (question) return <SwitchPage portal={portal} {...question} />;

  return (
    <Shell portal={portal} tab="Sign in" title={`Sign in to ${portal.brandName}`} lead="Welcome back.">
      <Form
        submit="Sign in"
        onSubmit={({ email = "", password = "" }, key) =>
          signIn(email, key, (switchTo, again) =>
            call("sessions-create", { body: { email, password, ...(switchTo && { switch: true }) }, key: again }),
          )
        }
      >
        <EmailField first />
        <PasswordField aside={<a href={`${base}/forgot`}>Forgot password?</a>} />
      </Form>
      <Below>
        {portal.directSignUp && (
          <div>
            New here? <TextLink href={`${base}/sign-up${location.search}`}>Create an account</TextLink>
          </div>
        )}
        <div>
          Invited? <TextLink href={`${base}/accept`}>Enter your invitation code</TextLink>
        </div>
      </Below>
    </Shell>
  );
}

/** Somebody who is signed in already has nothing to do here. */
export function goHomeWhenSignedIn(): void {
  if (!maybeSignedIn()) return;
  call("sessions-current").then(enter, () => rememberSignedIn(false));
}
