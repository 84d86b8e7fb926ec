import type { Client } from "../../api/schema";
import { later } from "../../later";
import type { From } from "./useClientActions";

/** The one menu of all rows: from the row's button, by right-click, by keyboard (C17). Loaded when a row is approached. */
export const RowMenu = later<{ client: Client; from: From; onClose: () => void }>(() => import("./RowMenu"));
