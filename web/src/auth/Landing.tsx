import { useEffect, useState } from "react";
import { ApiError, call } from "../api/client";
import type { Problem } from "../api/schema";
import { domain } from "../base";
import { setTab } from "../brand";
import { BuildingIcon, type Icon, ShieldIcon, UsersIcon } from "../ui/icons";
import { portalAddress } from "./go";
import { Illustration } from "./Illustration";
import styles from "./Landing.module.css";
import { Primary } from "./parts/bits";
import { Field } from "./parts/Field";
import { Form } from "./parts/Form";
import form from "./parts/Form.module.css";
import { slugIn } from "./slugs";

export function Landing() {
  useEffect(() => setTab("Portico · Client portals under your own name"), []);
  const finding = location.pathname === "/find";
  return (
    <div className={styles.page}>
      <TopBar />
      <main className={styles.main}>
        <div className={styles.hero}>
          <div className={styles.words}>
            <h1 className={styles.headline}>The client portal that carries your name</h1>
            <p className={styles.pitch}>
              For accountants, lawyers, consultants and agencies: one place for every client, at your own address, in
              your own colours. Your clients see your firm. Never us.
            </p>
            <div className={styles.ways}>
              <Primary href="/new">Create a workspace</Primary>
              <p className={styles.or}>
                <span>or find your portal</span>
              </p>
              <FindPortal first={finding} />
            </div>
          </div>
          <Illustration />
        </div>
        <ul className={styles.points}>
          <Point icon={BuildingIcon} title="Your brand, all the way">
            Sign-in, portal and every email show your icon, your colours and your words.
          </Point>
          <Point icon={UsersIcon} title="Every client in view">
            Who they are, which company they belong to, who looks after them, and what happened last.
          </Point>
          <Point icon={ShieldIcon} title="Access you can explain">
            People see only the clients that they work with, and every change is on record.
          </Point>
        </ul>
      </main>
    </div>
  );
}

function Point({ icon: Glyph, title, children }: { icon: Icon; title: string; children: string }) {
  return (
    <li>
      <Glyph size={18} />
      <h2>{title}</h2>
      <p>{children}</p>
    </li>
  );
}

export function TopBar() {
  return (
    <header className={styles.bar}>
      <a href="/" className={styles.wordmark}>
        <img src="/favicon.svg" alt="" width="28" height="28" />
        Portico
      </a>
    </header>
  );
}

function FindPortal({ first }: { first: boolean }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <div className={styles.find}>
      <Form
        submit={leaving ? "Opening…" : "Open"}
        onSubmit={async ({ portal = "" }) => {
          const slug = slugIn(portal, domain);
          await call("portals-get", { params: { slug } }).catch((error: unknown) => {
            throw error instanceof ApiError && error.status === 404 ? noPortal(slug) : error;
          });
          setLeaving(true);
          location.assign(portalAddress(slug, "sign-in"));
        }}
      >
        <Field
          name="portal"
          label="Portal address"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          first={first}
          missing="Enter the address of your portal."
          before={!domain && <span className={form.affix}>{location.host}/</span>}
          after={domain && <span className={form.affix}>.{domain}</span>}
        />
      </Form>
    </div>
  );
}

function noPortal(slug: string): ApiError {
  const message = `There is no portal at “${slug}”. The right address is in every email from your firm.`;
  const problem: Problem = { code: "portal_not_found", message, requestId: "", fields: [] };
  return new ApiError(404, { ...problem, fields: [{ field: "portal", code: problem.code, message }] });
}
