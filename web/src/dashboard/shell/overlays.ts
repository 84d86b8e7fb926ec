import { store } from "../../ui/store";

/** Which of the dashboard's own overlays is open. */
export const overlay = store<"palette" | "help" | undefined>(undefined);

export const openPalette = () => overlay.set("palette");
export const openHelp = () => overlay.set("help");
