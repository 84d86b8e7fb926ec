import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, call } from "../../api/client";
import type { Client } from "../../api/schema";
import { toast } from "../../ui/toast";
import { tellFailure } from "../data/clients";
import { readPicture } from "../data/picture";
import { changeClient } from "../data/turns";

/** Replaces or removes a client's picture (C02, C09). What is wrong with a file stands at the control. */
export function useAvatar(client: Client) {
  const queries = useQueryClient();
  const [preview, setPreview] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function save(send: (version: number) => Promise<Client>, told: string) {
    setError(undefined);
    setBusy(true);
    try {
      await changeClient(queries, client, ({ version }) => send(version));
      toast(told);
    } catch (failure) {
      // The server looks inside the file; it has the last word about it.
      const aboutFile = failure instanceof ApiError && (failure.status === 415 || failure.field("data"));
      if (aboutFile) setError(failure.field("data") ?? failure.message);
      else tellFailure(queries, client.id, failure);
    } finally {
      setPreview(undefined);
      setBusy(false);
    }
  }

  async function choose(file: File | undefined) {
    if (!file || busy) return;
    const picture = await readPicture(file);
    if ("refused" in picture) return setError(picture.refused);
    setPreview(picture.dataUrl);
    await save(
      (version) =>
        call("clients-avatar-set", { params: { id: client.id }, body: { data: picture.base64 }, ifMatch: version }),
      "Picture saved",
    );
  }

  const remove = () =>
    save(
      (version) => call("clients-avatar-remove", { params: { id: client.id }, ifMatch: version }),
      "Picture removed",
    );

  return { shown: preview ?? client.avatarImageUrl, busy, error, choose, remove };
}
