/** A mail that this server would have sent. */
export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  sentAt: string;
}

/** The mails of one answer, and what to ask with for newer ones. */
export type Mails = { tag: string; all: Mail[] };

/** A whole address is asked for by itself; parts of one are looked for in all mails. What is known stays while there is no newer. */
export async function fetchMails(filter: string, known: Mails | undefined, signal: AbortSignal): Promise<Mails> {
  const query = /^\S+@\S+\.\S+$/.test(filter) ? `?to=${encodeURIComponent(filter)}` : "";
  const headers: Record<string, string> = { accept: "application/json" };
  if (known) headers["if-none-match"] = known.tag;
  const response = await fetch(`/_local/mail${query}`, { signal, headers });
  if (known && response.status === 304) return known;
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return { tag: response.headers.get("etag") ?? "", all: (await response.json()) as Mail[] };
}

export function matching(mails: Mail[], filter: string): Mail[] {
  const part = filter.trim().toLowerCase();
  return part ? mails.filter((mail) => mail.to.toLowerCase().includes(part)) : mails;
}

/** What a mail is for, ready to use: its first link with a token, or else its first link, and its six digits. */
export function actionsOf(mail: Pick<Mail, "text">): { link?: string; code?: string } {
  const links = mail.text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const link = links.find((each) => each.includes("#")) ?? links[0];
  const code = mail.text.match(/(?<![\d#/+-])(\d{3})[ \u00a0]?(\d{3})(?![\d-])/);
  return { ...(link && { link }), ...(code && { code: `${code[1]}${code[2]}` }) };
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const whole = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** “now”, “4 min”, then the time of day, then the day. */
export function when(sentAt: string, now = new Date()): string {
  const sent = new Date(sentAt);
  const minutes = Math.floor((now.getTime() - sent.getTime()) / 60_000);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  return sent.toDateString() === now.toDateString() ? clock.format(sent) : dayMonth.format(sent);
}

export const fullTime = (sentAt: string): string => whole.format(new Date(sentAt));
