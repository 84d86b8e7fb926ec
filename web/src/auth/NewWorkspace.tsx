import { useEffect, useState } from "react";
import { ApiError, call } from "../api/client";
import { domain } from "../base";
import { setTab } from "../brand";
import { CheckIcon } from "../ui/icons";
import { enter } from "./go";
import { TopBar } from "./Landing";
import styles from "./Landing.module.css";
import { EmailField, Field, PasswordField } from "./parts/Field";
import { Form } from "./parts/Form";
import form from "./parts/Form.module.css";
import { isReserved, slugOf, tidySlug } from "./slugs";

/** Anyone can create a workspace (W01). */
export function NewWorkspace() {
  const [slug, setSlug] = useState("");
  const [ownSlug, setOwnSlug] = useState(false);
  useEffect(() => setTab("Create a workspace · Portico"), []);

  return (
    <div className={styles.page}>
      <TopBar />
      <main className={styles.narrow}>
        <h1 className={styles.formTitle}>Create your workspace</h1>
        <p className={styles.formLead}>It takes a minute. Brand and colours come next.</p>
        <div className={styles.sheet}>
          <Form
            submit="Create workspace"
            onSubmit={async ({ brandName = "", slug: address = "", name = "", email = "", password = "" }, key) => {
              const body = { brandName, slug: address, name, email, password };
              // By its path, also where there is a domain: the session's cookie belongs to the host that has just set it,
              // and under the workspace's own host the new admin would have to sign in once more.
              enter(await call("workspaces-create", { body, key }), `/${address}`);
            }}
          >
            <Field
              name="brandName"
              label="Firm name"
              autoComplete="organization"
              required
              first
              missing="Enter the name of your firm."
              onInput={(event) => {
                if (!ownSlug) setSlug(slugOf(event.currentTarget.value));
              }}
            />
            <Field
              name="slug"
              label="Portal address"
              value={slug}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              missing="Choose an address for your portal."
              before={!domain && <span className={form.affix}>{location.host}/</span>}
              after={domain && <span className={form.affix}>.{domain}</span>}
              hint={<Availability slug={slug} />}
              onInput={(event) => {
                const tidy = tidySlug(event.currentTarget.value);
                event.currentTarget.value = tidy;
                setOwnSlug(tidy !== "");
                setSlug(tidy);
              }}
            />
            <hr className={styles.rule} />
            <Field name="name" label="Your name" autoComplete="name" required missing="Enter your name." />
            <EmailField label="Your email" />
            <PasswordField fresh />
          </Form>
        </div>
      </main>
    </div>
  );
}

type Answer = "free" | "taken" | "reserved" | "unknown";

/** Says whether the address is free, a moment after the typing stops. */
function Availability({ slug }: { slug: string }) {
  const [answer, setAnswer] = useState<{ slug: string; is: Answer }>();
  useEffect(() => {
    if (slug.length < 2) return;
    if (isReserved(slug)) return setAnswer({ slug, is: "reserved" });
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      const is = await isFree(slug, asking.signal);
      if (!asking.signal.aborted) setAnswer({ slug, is });
    }, 350);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [slug]);

  const is = answer?.slug === slug ? answer.is : undefined;
  return <span aria-live="polite">{availabilityText(slug, is)}</span>;
}

function availabilityText(slug: string, is: Answer | undefined) {
  if (is === "free") {
    return (
      <span className={form.good}>
        <CheckIcon size={14} /> This address is free
      </span>
    );
  }
  if (is === "taken")
    return <span className={form.error}>This address is taken. Add a word that is yours, like your city.</span>;
  if (is === "reserved")
    return <span className={form.error}>This address is kept for Portico itself. Choose another.</span>;
  if (slug.length >= 2 && !is) return "Checking…";
  return "Your clients sign in here. Letters, digits and hyphens.";
}

/** An address is free when no portal answers there. */
export async function isFree(slug: string, signal: AbortSignal): Promise<Answer> {
  try {
    await call("portals-get", { params: { slug }, signal });
    return "taken";
  } catch (error) {
    return error instanceof ApiError && error.status === 404 ? "free" : "unknown";
  }
}
