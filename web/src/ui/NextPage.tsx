import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./bits.module.css";
import { ErrorNotice } from "./states";

type Pages = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
};

/** The end of a list that comes in pages: leads to the next one, and says when that did not come. */
export function NextPage({ list, children }: { list: Pages; children: ReactNode }) {
  if (!list.hasNextPage) return null;
  const failed = list.isFetchNextPageError;
  return (
    <div className={styles.nextPage}>
      {failed && <ErrorNotice error={list.error} title="The next ones could not be loaded" />}
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {failed ? "Try again" : children}
      </Button>
    </div>
  );
}
