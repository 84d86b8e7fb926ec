import { useState } from "react";
import { ApiError } from "../../api/client";
import { ErrorNotice, Notice } from "../../ui/states";
import { useForm } from "../../ui/useForm";

/** What is known of a record after it was read again; without it, it is gone. */
type Fresh<R> = { record?: R; version: number };

type Source<R, V> = {
  /** What is edited; without it something new is made. */
  record?: R;
  /** The version that the record, or the list that it belongs to, is known to have. */
  version: number | undefined;
  pick: (record?: R) => V;
  reread: () => Promise<Fresh<R>>;
  /** What a person reads about how the record differs from what their form began with. */
  differences: (before: V, after: V) => string[];
};

const gone = new ApiError(404, {
  code: "not_found",
  message: "Somebody has removed this in the meantime. Close the form to go on.",
  requestId: "",
});

export const isConflict = (error: unknown): boolean => error instanceof ApiError && error.code === "version_conflict";

/**
 * Makes a change that is meant whatever else has changed: after a conflict once more, on the version that is read then.
 */
export async function insist<T>(
  version: number | undefined,
  send: (version: number | undefined) => Promise<T>,
  reread: () => Promise<{ version: number }>,
): Promise<T> {
  try {
    return await send(version);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return send((await reread()).version);
  }
}

/**
 * A form over one record. Saving names the version that the form was opened on, whatever has been read since. If nothing
 * of what it shows has changed by then, it is saved on the new version; otherwise the form says what somebody else has
 * changed, keeps what was typed and can be saved on top, knowingly.
 */
export function useVersionedForm<R, V extends object>(source: Source<R, V>) {
  const { record, pick, reread, differences } = source;
  const [opened, setOpened] = useState(source.version);
  const [meanwhile, setMeanwhile] = useState<string[]>();
  const [first] = useState(() => pick(record));
  const form = useForm<V>(first);

  async function retry(send: (version: number) => Promise<unknown>): Promise<boolean> {
    const fresh = await reread();
    if (!fresh.record) throw gone;
    setOpened(fresh.version);
    const next = pick(fresh.record);
    const changed = differences(form.start, next);
    if (changed.length > 0) {
      form.rebase(next);
      setMeanwhile(changed);
      return false;
    }
    await send(fresh.version);
    return true;
  }

  async function save(send: (version: number | undefined) => Promise<unknown>): Promise<boolean> {
    setMeanwhile(undefined);
    return form.submit(async () => {
      try {
        await send(opened ?? source.version);
      } catch (error) {
        if (!record || !isConflict(error)) throw error;
        if (!(await retry(send))) throw error;
      }
    });
  }

  const notice = meanwhile ? (
    <Notice tone="warn" alert>
      <p>
        <strong>Somebody else changed this in the meantime.</strong> {meanwhile.join(" ")} What you changed is kept.
        Save again to put it on top.
      </p>
    </Notice>
  ) : (
    <ErrorNotice error={form.problem} />
  );
  return {
    ...form,
    opened,
    save,
    notice,
    /** For a form that stays: `sent` is saved, and the record is now this. */
    saved(sent: V, record: R, version: number) {
      setOpened(version);
      form.saved(sent, pick(record));
    },
    /** The record was changed beside the form: what nobody touched here follows. */
    follow(record: R, version: number) {
      setOpened(version);
      form.rebase(pick(record));
    },
  };
}

/** How texts differ, in sentences, by what they are called; short ones are quoted. */
export function textDifferences<K extends string>(
  before: Record<K, string>,
  after: Record<K, string>,
  names: Record<K, string>,
): string[] {
  return (Object.keys(names) as K[])
    .filter((key) => before[key] !== after[key])
    .map((key) => {
      if (!after[key]) return `Its ${names[key]} is empty now.`;
      return after[key].length > 60 ? `Its ${names[key]} has changed.` : `Its ${names[key]} is now “${after[key]}”.`;
    });
}
