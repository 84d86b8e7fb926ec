import { later } from "../later";

/** The portal: what a firm's clients see once they are signed in. The home comes first, the rest when it is opened. */
export { PortalHome } from "./Home";
export { PortalLayout } from "./Layout";

export const PortalArticle = later(async () => ({ default: (await import("./Article")).PortalArticle }));
export const PortalAccount = later(async () => ({ default: (await import("./Account")).PortalAccount }));
