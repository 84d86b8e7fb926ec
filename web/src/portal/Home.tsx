import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Help, Home } from "../api/schema";
import { useSession } from "../session";
import { Avatar, fullName } from "../ui/Avatar";
import { BookIcon, CalendarIcon, ChevronRightIcon, ExternalIcon, type Icon, MailIcon, PhoneIcon } from "../ui/icons";
import { ErrorState, Loading, Skeleton } from "../ui/states";
import { homeQuery, usePageTitle } from "./data";
import styles from "./home.module.css";
import { Prose } from "./Prose";

/** What a client sees first: a welcome, what there is to read, and how to reach the firm. */
export function PortalHome() {
  const me = useSession();
  const { data: home, error, refetch } = useQuery(homeQuery);
  usePageTitle();

  return (
    <>
      <h1 className={styles.greeting}>{`${timeOfDay(new Date().getHours())}, ${me.givenName}`}</h1>
      <p className={styles.under}>
        {home?.companies.map((company) => company.name).join(", ") || `Your portal with ${me.workspace.brandName}`}
      </p>
      {home ? (
        <div className={styles.columns}>
          <div className={styles.main}>
            <Welcome home={home} />
            {home.articles && <Articles articles={home.articles} />}
          </div>
          <aside className={styles.side} aria-label="How to reach us">
            <Reach help={home.help} from={home.welcome.from} />
          </aside>
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <HomeSkeleton />
      )}
    </>
  );
}

export function timeOfDay(hour: number): string {
  if (hour < 5 || hour >= 18) return "Good evening";
  return hour < 12 ? "Good morning" : "Good afternoon";
}

/** The firm's welcome; it comes from the lead (M02). */
function Welcome({ home: { welcome } }: { home: Home }) {
  const { brandName } = useSession().workspace;
  const name = fullName(welcome.from);
  return (
    <section className={styles.card} aria-labelledby="welcome">
      <h2 id="welcome" className="vh">
        Welcome
      </h2>
      <div className={styles.from}>
        <Avatar id={name} name={name} size={48} />
        <div>
          <p className={styles.fromName}>{name}</p>
          <p className={styles.quiet}>Your contact at {brandName}</p>
        </div>
      </div>
      {welcome.html ? (
        <Prose html={welcome.html} />
      ) : (
        <p className={styles.fallback}>
          Welcome to your portal. What {brandName} shares with you appears here, and {welcome.from.givenName} looks
          after you.
        </p>
      )}
    </section>
  );
}

function Articles({ articles }: { articles: NonNullable<Home["articles"]> }) {
  const { brandName } = useSession().workspace;
  return (
    <section aria-labelledby="articles">
      <h2 id="articles" className={styles.heading}>
        Good to know
      </h2>
      {articles.length > 0 ? (
        <ul className={styles.articles}>
          {articles.map((article) => (
            <li key={article.id}>
              <Link to="/articles/$id" params={{ id: article.id }} className={styles.article}>
                <span className={styles.articleIcon}>
                  <BookIcon />
                </span>
                <span className={styles.articleText}>
                  <span className={styles.articleTitle}>{article.title}</span>
                  <span className={styles.excerpt}>{article.excerpt}</span>
                </span>
                <ChevronRightIcon />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.empty}>
          <BookIcon size={20} />
          <p>Nothing to read yet. Guides and answers from {brandName} will stand here.</p>
        </div>
      )}
    </section>
  );
}

/** How to reach the firm (W11). */
function Reach({ help, from }: { help: Help; from: Home["welcome"]["from"] }) {
  const { brandName } = useSession().workspace;
  const none = !help.email && !help.phone && !help.bookingUrl;
  return (
    <section className={styles.card} aria-labelledby="reach">
      <h2 id="reach">Get in touch</h2>
      <p className={styles.quiet}>
        {none
          ? `${from.givenName} looks after you at ${brandName}. Ask them whenever something is unclear.`
          : `Questions? ${brandName} is happy to help.`}
      </p>
      <ul className={styles.ways}>
        {help.email && (
          <Way icon={MailIcon} label="Email" href={`mailto:${help.email}`}>
            {help.email}
          </Way>
        )}
        {help.phone && (
          <Way icon={PhoneIcon} label="Phone" href={`tel:${help.phone.replace(/[^\d+]/g, "")}`}>
            {help.phone}
          </Way>
        )}
        {help.bookingUrl && (
          <Way icon={CalendarIcon} label="Calendar" href={help.bookingUrl} newTab>
            Book a call
          </Way>
        )}
      </ul>
    </section>
  );
}

interface WayProps {
  icon: Icon;
  label: string;
  href: string;
  newTab?: boolean;
  children: ReactNode;
}

function Way({ icon: Glyph, label, href, newTab, children }: WayProps) {
  return (
    <li>
      <a className={styles.way} href={href} {...(newTab && { target: "_blank", rel: "noopener noreferrer" })}>
        <span className={styles.wayIcon}>
          <Glyph />
        </span>
        <span className={styles.wayText}>
          <span className={styles.wayLabel}>{label}</span>
          <span>{children}</span>
        </span>
        {newTab && <ExternalIcon size={14} />}
      </a>
    </li>
  );
}

function HomeSkeleton() {
  return (
    <Loading label="Loading your portal">
      <div className={styles.columns}>
        <div className={styles.main}>
          <Skeleton height={220} radius={12} />
          <Skeleton width={140} height={20} />
          <Skeleton height={72} radius={12} />
          <Skeleton height={72} radius={12} />
        </div>
        <Skeleton height={240} radius={12} />
      </div>
    </Loading>
  );
}
