import { type CSSProperties, useMemo, useState } from "react";
import type { Workspace } from "../../api/schema";
import { initials } from "../../brand";
import { currentTheme } from "../../theme";
import { IconButton } from "../../ui/Button";
import { BuildingIcon, HomeIcon, MoonIcon, SunIcon, UsersIcon } from "../../ui/icons";
import { apart } from "../shell/contrast";
import { themeVariables } from "./color";
import styles from "./preview.module.css";

type Props = { workspace: Workspace; accent: string; bar: string | null; barText: string | null; title: string };

/** The sign-in page and the side bar as they will look, in the colours that are not saved yet. */
export function BrandPreview({ workspace, accent, bar, barText, title }: Props) {
  const [dark, setDark] = useState(
    () =>
      currentTheme() === "dark" || (currentTheme() === "system" && matchMedia("(prefers-color-scheme: dark)").matches),
  );
  const variables = useMemo(() => themeVariables(accent, bar, barText, dark), [accent, bar, barText, dark]);
  const own = apart(variables["--sidebar"] ?? "#ffffff", variables["--bg"] ?? "#ffffff");
  const { brandName, squareIconUrl, fullLogoUrl, squareLoginImageUrl } = workspace;
  const icon = (
    <span className={styles.icon} data-picture={squareIconUrl ? "" : undefined}>
      {squareIconUrl ? <img src={squareIconUrl} alt="" /> : initials(brandName)}
    </span>
  );
  return (
    <aside className={styles.preview} aria-label="Preview">
      <div className={styles.head}>
        <h2>Preview</h2>
        <IconButton
          icon={dark ? SunIcon : MoonIcon}
          label={dark ? "Show it light" : "Show it dark"}
          onClick={() => setDark(!dark)}
        />
      </div>
      <div
        className={styles.stage}
        style={{ ...variables, colorScheme: dark ? "dark" : "light" } as CSSProperties}
        aria-hidden="true"
      >
        <div className={styles.tab}>
          {icon}
          <span>{title}</span>
        </div>
        <div className={styles.signIn}>
          <div className={styles.card}>
            {fullLogoUrl ? <img className={styles.logo} src={fullLogoUrl} alt="" /> : icon}
            <strong>Sign in to {brandName}</strong>
            <span className={styles.label}>Email</span>
            <span className={styles.field} />
            <span className={styles.label}>
              Password <span className={styles.link}>Forgot password?</span>
            </span>
            <span className={styles.field} />
            <span className={styles.button}>Continue</span>
          </div>
          {squareLoginImageUrl && <img className={styles.side} src={squareLoginImageUrl} alt="" />}
        </div>
      </div>
      <div
        className={styles.stage}
        style={{ ...variables, colorScheme: dark ? "dark" : "light" } as CSSProperties}
        aria-hidden="true"
      >
        <div className={styles.dashboard}>
          <div className={styles.bar} data-own={own || undefined}>
            <span className={styles.brand}>
              {icon}
              {brandName}
            </span>
            <span>
              <HomeIcon size={13} /> Home
            </span>
            <span data-here="">
              <UsersIcon size={13} /> Clients
            </span>
            <span>
              <BuildingIcon size={13} /> {workspace.companyLabelPlural}
            </span>
          </div>
          <div className={styles.page}>
            <span className={styles.line} />
            <span className={styles.line} />
            <span className={styles.line} />
            <span className={styles.button}>New client</span>
          </div>
        </div>
      </div>
      <p className={styles.note}>Saving applies it to the portal, the sign-in page, mails and this dashboard.</p>
    </aside>
  );
}
