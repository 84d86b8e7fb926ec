import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { refreshClients } from "./clients";
import { companiesQuery } from "./queries";

test("O03 companies are read again when clients change: they say how many they have", () => {
  const queries = new QueryClient();
  const { queryKey } = companiesQuery("");
  queries.setQueryData(queryKey, { pages: [], pageParams: [] });
  refreshClients(queries);
  expect(queries.getQueryState(queryKey)?.isInvalidated).toBe(true);
});
