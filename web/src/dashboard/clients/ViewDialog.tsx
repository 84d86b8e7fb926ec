import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError } from "../../api/client";
import type { ClientListQuery, SavedView } from "../../api/schema";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field, Input, Switch } from "../../ui/Field";
import { ErrorNotice } from "../../ui/states";
import { toast } from "../../ui/toast";
import { changeView, newestView, saveView } from "../data/views";

export type ViewDialogProps = {
  /** The view to rename; a new one is saved without it. */
  view?: SavedView;
  query: ClientListQuery;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
};

/** Asks for a view's name. */
export default function ViewDialog({ view, query, onSaved, onClose }: ViewDialogProps) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [short, setShort] = useState(false);
  const wrong = short ? "Write at least 2 characters." : error instanceof ApiError ? error.field("name") : undefined;

  async function save() {
    if (busy) return;
    if ([...name.trim()].length < 2) {
      setError(undefined);
      setShort(true);
      return void input.current?.focus();
    }
    setBusy(true);
    setError(undefined);
    try {
      const saved = await (view
        ? changeView(queries, newestView(queries, view), { name: name.trim() })
        : saveView(queries, { name: name.trim(), query, shared }));
      toast(view ? `The view is now “${saved.name}”` : `“${saved.name}” is saved`);
      onSaved(saved);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={view ? "Rename view" : "Save view"}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} onClick={() => void save()}>
            {view ? "Rename" : "Save view"}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        style={{ display: "grid", gap: 16 }}
      >
        <Field label="Name" error={wrong} hint="At least 2 characters, such as “Quiet for a month”.">
          <Input
            ref={input}
            value={name}
            maxLength={120}
            autoFocus
            onChange={(event) => {
              setName(event.target.value);
              setShort(false);
            }}
          />
        </Field>
        {!view && (
          <Switch
            label="Share with the team"
            hint="Everybody finds it among their views. Each of them sees only the clients that they may see."
            checked={shared}
            onChange={setShared}
          />
        )}
        {!wrong && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
