import { type ReactNode, useEffect } from "react";
import { setTab } from "../../brand";
import { useSession } from "../../session";
import { cx } from "../../ui/cx";
import { LockIcon } from "../../ui/icons";
import { EmptyState } from "../../ui/states";
import styles from "./page.module.css";

/** The browser tab's title: the page, then the firm. */
export function useTitle(title: string): void {
  const { brandName, squareIconUrl } = useSession().workspace;
  useEffect(() => {
    setTab(`${title} · ${brandName}`, squareIconUrl);
  }, [title, brandName, squareIconUrl]);
}

type PageProps = {
  title: string;
  /** The browser tab's, where that is another. */
  tabTitle?: string;
  count?: number;
  intro?: ReactNode;
  actions?: ReactNode;
  tabs?: ReactNode;
  /** Narrow pages are read, wide ones scanned. */
  width?: "narrow" | "medium";
  children: ReactNode;
};

export function Page({ title, tabTitle = title, count, intro, actions, tabs, width, children }: PageProps) {
  useTitle(tabTitle);
  return (
    <div className={cx(styles.page, width && styles[width])}>
      <PageHead title={title} count={count} actions={actions} />
      {intro && <p className={styles.intro}>{intro}</p>}
      {tabs}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

export function PageHead({ title, count, actions }: Pick<PageProps, "title" | "count" | "actions">) {
  return (
    <div className={styles.head}>
      <h1>
        {title}
        {count !== undefined && <span className={styles.count}>{count.toLocaleString("en")}</span>}
      </h1>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** In place of a page that the person's role does not open (A11). */
export function NoPermission({
  title,
  reason,
  heading = "Your role does not include this page",
}: {
  title: string;
  reason: string;
  heading?: string;
}) {
  return (
    <Page title={title}>
      <EmptyState icon={LockIcon} title={heading}>
        {reason}
      </EmptyState>
    </Page>
  );
}

/** A titled block of a page. */
export function Section({
  title,
  intro,
  aside,
  children,
  id,
}: {
  title: string;
  intro?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className={styles.section} id={id}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {intro && <p className={styles.sectionIntro}>{intro}</p>}
      {children}
    </section>
  );
}
