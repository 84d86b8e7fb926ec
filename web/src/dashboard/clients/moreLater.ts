import { later } from "../../later";
import type { MoreFieldsProps } from "./MoreFields";

/** What most new clients do without comes when it is opened. */
export const MoreFields = later<MoreFieldsProps>(() => import("./MoreFields"));
