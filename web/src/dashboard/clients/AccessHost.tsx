import { later } from "../../later";
import { type AccessEditor, accessEditor } from "./access";

export const AccessPopover = later<{ editor: AccessEditor; onClose: () => void }>(() => import("./AccessPopover"));

/** Where the popover for lead and visibility stands; each page that offers it has one. */
export function AccessHost() {
  const editor = accessEditor.use();
  if (!editor) return null;
  return (
    <AccessPopover
      key={`${editor.client.id} ${editor.kind}`}
      editor={editor}
      onClose={() => accessEditor.set(undefined)}
    />
  );
}
