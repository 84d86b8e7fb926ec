import type { Workspace } from "../../api/schema";
import { Field, Input } from "../../ui/Field";
import { contrast, isHex } from "../shell/contrast";
import { reloadTheme } from "../shell/theme";
import { BrandPreview } from "./BrandPreview";
import { ColorField } from "./ColorField";
import { ImageField } from "./ImageField";
import { SaveBar } from "./SaveBar";
import { Block, SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";
import { useWorkspaceForm } from "./useWorkspaceForm";

export default function BrandingPage() {
  return <SettingsPage>{(workspace) => <Branding workspace={workspace} />}</SettingsPage>;
}

const pick = (workspace: Workspace) => ({
  colorAccent: workspace.colorAccent,
  colorSidebarBackground: workspace.colorSidebarBackground ?? "",
  colorSidebarText: workspace.colorSidebarText ?? "",
  metaTitle: workspace.metaTitle ?? "",
});

function Branding({ workspace }: { workspace: Workspace }) {
  const form = useWorkspaceForm(
    workspace,
    pick,
    ({ colorAccent, colorSidebarBackground, colorSidebarText, metaTitle }) => ({
      ...(colorAccent !== undefined && { colorAccent }),
      ...(colorSidebarBackground !== undefined && { colorSidebarBackground: colorSidebarBackground || null }),
      ...(colorSidebarText !== undefined && { colorSidebarText: colorSidebarText || null }),
      ...(metaTitle !== undefined && { metaTitle: metaTitle.trim() || null }),
    }),
  );
  const { values, errors, set } = form;
  const accent = isHex(values.colorAccent) ? values.colorAccent : workspace.colorAccent;
  const bar = isHex(values.colorSidebarBackground) ? values.colorSidebarBackground : null;
  const barText = isHex(values.colorSidebarText) ? values.colorSidebarText : null;
  const hardToRead = bar && barText && contrast(bar, barText) < 4.5;
  const colorsChanged =
    values.colorAccent !== workspace.colorAccent ||
    values.colorSidebarBackground !== (workspace.colorSidebarBackground ?? "") ||
    values.colorSidebarText !== (workspace.colorSidebarText ?? "");
  const images = { version: form.version, onSaved: form.adopt };

  return (
    <form
      noValidate
      className={styles.withPreview}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save(() => void (colorsChanged && reloadTheme()));
      }}
    >
      <div className={styles.form}>
        <Block title="Pictures" intro="PNG or JPEG, at most 1 MiB. Each is saved as soon as it is chosen.">
          <ImageField
            kind="squareIcon"
            label="Square icon"
            hint="Beside your name, in the browser’s tab and in mails."
            url={workspace.squareIconUrl}
            {...images}
          />
          <ImageField
            kind="fullLogo"
            label="Full logo"
            hint="At the top of the sign-in page, in place of icon and name."
            url={workspace.fullLogoUrl}
            {...images}
          />
          <ImageField
            kind="signInPicture"
            label="Sign-in picture"
            hint="Beside the sign-in form on wide screens."
            url={workspace.squareLoginImageUrl}
            {...images}
          />
        </Block>
        <Block
          title="Colours"
          intro="Text stays readable on any colour: shades for text and lines are worked out for light and dark."
        >
          <ColorField
            label="Accent"
            value={values.colorAccent}
            onChange={(color) => set("colorAccent", color)}
            error={errors.colorAccent}
          />
          <ColorField
            label="Side bar"
            value={values.colorSidebarBackground}
            onChange={(color) => set("colorSidebarBackground", color)}
            error={errors.colorSidebarBackground}
            optional="Follows the theme"
            presets={["#0b1f3a", "#1e1b2e", "#10312b", "#3b1220", "#26272b", "#f3efe6", "#e8eef7", "#ffffff"]}
          />
          <ColorField
            label="Text on the side bar"
            value={values.colorSidebarText}
            onChange={(color) => set("colorSidebarText", color)}
            error={errors.colorSidebarText}
            optional="Chosen for you"
            presets={["#ffffff", "#e6edf7", "#0b0d0e", "#0b1f3a"]}
            hint={
              hardToRead
                ? "Too close to the side bar’s colour to be read; a readable one is used in its place."
                : undefined
            }
          />
        </Block>
        <Block title="Browser tab">
          <Field
            label="Page title"
            optional
            hint="Without one, the tab shows your brand name."
            error={errors.metaTitle}
          >
            <Input
              value={values.metaTitle}
              placeholder={workspace.brandName}
              onChange={(event) => set("metaTitle", event.target.value)}
            />
          </Field>
        </Block>
        <SaveBar form={form} />
      </div>
      <BrandPreview
        workspace={workspace}
        accent={accent}
        bar={bar}
        barText={barText}
        title={values.metaTitle || workspace.brandName}
      />
    </form>
  );
}
