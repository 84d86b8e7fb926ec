import { useEffect } from "react";
import { later } from "../../later";
import { type AccessEditor, accessEditor } from "./access";

export const AccessPopover = later<{ editor: AccessEditor; onClose: () => void }>(() => import("./AccessPopover"));

/** Where the popover for lead and visibility stands; each page that offers it has one. */
export function AccessHost() {
  const editor = accessEditor.use();
  // It belongs to the page that it was opened on.
  useEffect(() => () => accessEditor.set(undefined), []);
  if (!editor) return null;
  return (
    <AccessPopover
      key={`${editor.client.id} ${editor.kind}`}
      editor={editor}
      onClose={() => accessEditor.set(undefined)}
    />
  );
}
