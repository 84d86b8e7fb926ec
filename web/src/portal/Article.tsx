import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ApiError } from "../api/client";
import { buttonClass } from "../ui/Button";
import { ArrowLeftIcon, BookIcon } from "../ui/icons";
import { EmptyState, ErrorState, Loading, Skeleton } from "../ui/states";
import styles from "./article.module.css";
import { articleQuery, usePageTitle } from "./data";
import { Prose } from "./Prose";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

export function PortalArticle({ id }: { id: string }) {
  const { data: article, error, refetch } = useQuery(articleQuery(id));
  usePageTitle(article?.title ?? "Article");

  if (error instanceof ApiError && error.status === 404) {
    return (
      <>
        <h1 className="vh">Article</h1>
        <EmptyState
          icon={BookIcon}
          title="This article is not here"
          actions={
            <Link to="/" className={buttonClass()}>
              Go home
            </Link>
          }
        >
          It may have been taken back, or the address is mistyped. What there is to read stands on your home page.
        </EmptyState>
      </>
    );
  }

  return (
    <article className={styles.article}>
      <Link to="/" className={styles.back}>
        <ArrowLeftIcon />
        Home
      </Link>
      {article ? (
        <>
          <h1 className={styles.title}>{article.title}</h1>
          <p className={styles.date}>Updated {day.format(new Date(article.updatedAt))}</p>
          <Prose html={article.html} long />
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label="Loading the article">
          <div className={styles.bones}>
            <Skeleton width="70%" height={30} />
            <Skeleton width="30%" />
            <Skeleton height={180} radius={12} />
          </div>
        </Loading>
      )}
    </article>
  );
}
