import { useState } from "react";
import type { Portal } from "../api/schema";
import { base } from "../base";
import { type DeadLink, deadInvitations } from "./deadLinks";
import { Action, Below, Note, Primary, requestInvitation, Secondary, TextButton, TextLink } from "./parts/bits";
import { EmailField } from "./parts/Field";
import { Form } from "./parts/Form";
import { Shell } from "./parts/Shell";

interface DeadInvitationProps {
  portal: Portal;
  /** The API's word for what is wrong with it. */
  code: string;
  /** Of the link; missing when a code was typed. */
  token?: string;
  onCode: () => void;
}

/** Says which way the link is dead, and offers the next step (I07). */
export function DeadInvitation({ portal, code, token, onCode }: DeadInvitationProps) {
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const dead = deadInvitations[code] as DeadLink;
  const ask = async (key: string) => {
    // Without the link, or with one that nobody knows, only an address says whose invitation it was.
    if (!token || dead.offer === "code") return setAsking(true);
    await requestInvitation({ token }, key);
    setAsked(true);
  };

  if (asked) {
    return (
      <Shell portal={portal} step tab="Invitation" title="Your request is on its way">
        <Note good>
          If {portal.brandName} has an invitation for you, your contact there now knows that you need a new one. It will
          come by email.
        </Note>
        <Secondary href={`${base}/sign-in`}>Go to sign-in</Secondary>
      </Shell>
    );
  }

  if (asking) {
    return (
      <Shell
        portal={portal}
        step
        tab="Invitation"
        title="Ask for a new invitation"
        lead={`To which address did ${portal.brandName} send it?`}
      >
        <Form
          submit="Ask for a new one"
          onSubmit={async ({ email = "" }, key) => {
            await requestInvitation({ email }, key);
            setAsked(true);
          }}
        >
          <EmailField first />
        </Form>
      </Shell>
    );
  }

  return (
    <Shell portal={portal} step tab="Invitation" title={dead.title} lead={dead.text(portal.brandName)}>
      {dead.offer === "request" && <Action run={ask}>Ask for a new invitation</Action>}
      {dead.offer === "signIn" && <Primary href={`${base}/sign-in`}>Sign in</Primary>}
      {dead.offer === "code" && <Action run={async () => onCode()}>Enter the code</Action>}
      <Below>
        {dead.offer === "signIn" && (
          <div>
            <TextLink href={`${base}/forgot`}>Forgot your password?</TextLink>
          </div>
        )}
        {dead.offer === "code" && (
          <div>
            <TextButton onClick={() => setAsking(true)}>Ask for a new invitation</TextButton>
          </div>
        )}
        {dead.offer !== "signIn" && (
          <div>
            Set up your account before? <TextLink href={`${base}/sign-in`}>Sign in</TextLink>
          </div>
        )}
      </Below>
    </Shell>
  );
}
