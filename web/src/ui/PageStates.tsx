import { Link, useRouter } from "@tanstack/react-router";
import { ApiError } from "../api/client";
import { buttonClass } from "./Button";
import { SearchIcon } from "./icons";
import { EmptyState, ErrorState } from "./states";

/** A page that does not exist, or that one may not see: the two look the same (A10). */
export function NotFound() {
  return (
    <EmptyState
      level={1}
      icon={SearchIcon}
      title="This page does not exist"
      actions={
        <Link to="/" className={buttonClass()}>
          Go to the start
        </Link>
      }
    >
      The address may be mistyped, what was here may have been removed, or it may not be yours to see.
    </EmptyState>
  );
}

/** What stands in place of a page that failed. */
export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  return (
    <ErrorState
      error={error}
      title="This page could not be shown"
      onRetry={() => {
        reset?.();
        void router.invalidate();
      }}
    />
  );
}
