import { later } from "../later";
import type { PopoverProps } from "./PopoverPopup";

/** Loaded when the first one is about to open. */
export const Popover = later<PopoverProps>(() => import("./PopoverPopup"));
