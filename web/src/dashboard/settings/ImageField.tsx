import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError, call } from "../../api/client";
import type { ImageKind, Workspace } from "../../api/schema";
import { Button } from "../../ui/Button";
import { ImageIcon } from "../../ui/icons";
import { toast, toastError } from "../../ui/toast";
import { readPicture } from "../data/picture";
import { insist } from "../data/useVersionedForm";
import styles from "./settings.module.css";
import { rereadWorkspace } from "./useWorkspaceForm";

type Props = {
  kind: ImageKind;
  label: string;
  hint: string;
  url?: string;
  version: number;
  onSaved: (workspace: Workspace) => void;
};

export function ImageField({ kind, label, hint, url, version, onSaved }: Props) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const shown = preview ?? url;
  const change = (send: (version?: number) => Promise<Workspace>) =>
    insist(version, send, () => rereadWorkspace(queries));

  async function choose(file: File | undefined) {
    if (!file) return;
    setError(undefined);
    const picture = await readPicture(file);
    if ("refused" in picture) return setError(picture.refused);
    setPreview(picture.dataUrl);
    setBusy(true);
    try {
      const body = { data: picture.base64 };
      onSaved(await change((ifMatch) => call("workspaces-image-set", { params: { kind }, body, ifMatch })));
      toast(`${label} saved`);
    } catch (failure) {
      // The server looks inside the file; it has the last word.
      setError(failure instanceof ApiError ? failure.message : "The picture could not be saved.");
    } finally {
      setPreview(undefined);
      setBusy(false);
    }
  }

  async function remove() {
    setBusy(true);
    try {
      onSaved(await change((ifMatch) => call("workspaces-image-remove", { params: { kind }, ifMatch })));
      toast(`${label} removed`);
    } catch (failure) {
      toastError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same
    <div
      className={styles.image}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void choose(event.dataTransfer.files[0]);
      }}
    >
      <span className={styles.picture} data-kind={kind} aria-busy={busy}>
        {shown ? <img src={shown} alt={`${label} now`} /> : <ImageIcon />}
      </span>
      <div className={styles.imageText}>
        <p>{label}</p>
        <p className={styles.hint}>{hint}</p>
        {error && (
          <p className={styles.bad} role="alert">
            {error}
          </p>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          // The same file can be chosen again after a refusal.
          event.target.value = "";
        }}
      />
      <div className={styles.imageActions}>
        <Button
          size="s"
          busy={busy}
          onClick={() => input.current?.click()}
          aria-label={`${url ? "Replace" : "Upload"}: ${label}`}
        >
          {url ? "Replace" : "Upload"}
        </Button>
        {url && (
          <Button size="s" variant="quiet" onClick={() => void remove()} aria-label={`Remove: ${label}`}>
            Remove
          </Button>
        )}
      </div>
    </div>
  );
}
