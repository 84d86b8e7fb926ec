import { type APIRequestContext, expect } from "@playwright/test";

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  sentAt: string;
}

/** The mails of this server to one address, newest first. */
export async function mailsTo(request: APIRequestContext, to: string): Promise<Mail[]> {
  const answer = await request.get("/_local/mail", { params: { to } });
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as Mail[];
}

/** Waits for the newest mail to an address whose subject or text has these words. */
export async function mailAbout(request: APIRequestContext, to: string, words: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        found = (await mailsTo(request, to)).find((it) => words.test(it.subject) || words.test(it.text));
        return found !== undefined;
      },
      { message: `a mail to ${to} about ${words}`, timeout: 15_000 },
    )
    .toBe(true);
  return found as Mail;
}

/** The link of a mail that opens this page of the portal, token and all. */
export function linkIn(mail: Mail, page: "accept" | "sign-up" | "reset" | "confirm-email"): string {
  const link = mail.text.match(new RegExp(`https?://\\S+/${page}#[^\\s)>\\]]+`))?.[0];
  expect(link, `a link to /${page} in:\n${mail.text}`).toBeTruthy();
  return link as string;
}

/** The six digits that work in place of the link. */
export function codeIn(mail: Mail): string {
  const code = mail.text.match(/\b(\d{3}) ?(\d{3})\b/);
  expect(code, `a code in:\n${mail.text}`).toBeTruthy();
  return `${code?.[1]}${code?.[2]}`;
}
