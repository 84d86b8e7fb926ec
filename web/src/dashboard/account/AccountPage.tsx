import { AccountSections } from "../../account/AccountSections";
import { Page } from "../shell/Page";

/** One's own account (S04): the same for everyone. */
export default function AccountPage() {
  return (
    <Page title="Your account" width="narrow">
      <AccountSections />
    </Page>
  );
}
