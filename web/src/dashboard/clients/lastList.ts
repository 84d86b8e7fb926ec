import { store } from "../../ui/store";
import type { ListSearch } from "./filter";

/** What the list of clients last showed, for the way back to it. */
export const lastList = store<ListSearch>({});
