/** What a link that can't be used any more says, and the step it offers first (I07). */
export interface DeadLink {
  title: string;
  text: (brand: string) => string;
  /** `request`: ask for a new invitation; `signIn`: go to the sign-in page; `code`: type the code from the mail. */
  offer: "request" | "signIn" | "code";
}

export const deadInvitations: Record<string, DeadLink> = {
  invitation_cancelled: {
    title: "This invitation was cancelled",
    text: (brand) => `${brand} has withdrawn it. If you still need access, you can ask for a new one.`,
    offer: "request",
  },
  invitation_expired: {
    title: "This invitation has expired",
    text: (brand) => `Invitations work for a limited time. ${brand} can send you a new one.`,
    offer: "request",
  },
  invitation_used: {
    title: "This invitation was already used",
    text: () => "Your account is set up. Sign in with the password that you chose then.",
    offer: "signIn",
  },
  invitation_not_found: {
    title: "We don't recognise this invitation",
    text: () =>
      "The link may be incomplete, or a newer invitation has replaced it. Open the link in the latest email again, or enter the code from it.",
    offer: "code",
  },
};
