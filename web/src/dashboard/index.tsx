import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { later, onMissingPiece } from "../later";
import { onSignedOut, useSession } from "../session";
import { QuestionHost } from "../ui/ask";
import { IconButton } from "../ui/Button";
import { MenuIcon, SearchIcon } from "../ui/icons";
import { TooltipLayer } from "../ui/Tooltip";
import { ToastRegion, toastError } from "../ui/toast";
import { useHeadingFocus } from "../ui/useHeadingFocus";
import { can } from "./data/access";
import { BrandMark } from "./shell/BrandMark";
import { useGlobalKeys } from "./shell/keys";
import styles from "./shell/layout.module.css";
import { openHelp, openPalette, overlay } from "./shell/overlays";
import { Sidebar } from "./shell/Sidebar";
import { tellSignedOut } from "./shell/signedOut";

const CommandPalette = later<{ onClose: () => void }>(() => import("./palette/CommandPalette"));
const KeyboardHelp = later<{ onClose: () => void }>(() => import("./shell/KeyboardHelp"));
const NavDrawer = later<{ onClose: () => void }>(() => import("./shell/NavDrawer"));

onSignedOut(tellSignedOut);
onMissingPiece((error, again) =>
  toastError(error, "A part of the page could not be loaded", { label: "Try again", run: again }),
);

/** The frame of the dashboard: side bar, page, and what floats above. */
export default function Dashboard() {
  const me = useSession();
  const navigate = useNavigate();
  const open = overlay.use();
  const [navOpen, setNavOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useHeadingFocus();
  const close = () => overlay.set(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes what floats
  useEffect(() => {
    setNavOpen(false);
    close();
  }, [path]);

  useGlobalKeys({
    palette: openPalette,
    help: openHelp,
    create: can(me, "create_clients")
      ? () =>
          void navigate({
            to: "/app/clients",
            search: (was: object) => ({ ...(path.endsWith("/app/clients") ? was : {}), new: "1" }) as never,
          })
      : undefined,
  });

  return (
    <div className={styles.shell}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <aside className={styles.side}>
        <Sidebar />
      </aside>
      <header className={styles.topBar}>
        <IconButton
          icon={MenuIcon}
          label="Menu"
          aria-haspopup="dialog"
          aria-expanded={navOpen}
          onPointerEnter={() => void NavDrawer.preload()}
          onClick={() => setNavOpen(true)}
        />
        <BrandMark />
        <IconButton icon={SearchIcon} label="Search" onClick={openPalette} />
      </header>
      <main id="main" className={styles.main} tabIndex={-1} data-scroll-restoration-id="main">
        <Outlet />
      </main>
      {navOpen && <NavDrawer onClose={() => setNavOpen(false)} />}
      {open === "palette" && <CommandPalette onClose={close} />}
      {open === "help" && <KeyboardHelp onClose={close} />}
      <QuestionHost />
      <ToastRegion />
      <TooltipLayer />
    </div>
  );
}
