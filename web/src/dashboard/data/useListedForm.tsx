import { useState } from "react";
import { ApiError } from "../../api/client";
import { ErrorNotice, Notice } from "../../ui/states";
import { useForm } from "../../ui/useForm";

type List<R> = { data: R[]; version: number };

type Source<R, V> = {
  /** What is edited; without it something new is made. */
  record?: R;
  /** The version of the list as it is known now. */
  version: number | undefined;
  pick: (record?: R) => V;
  reread: () => Promise<List<R>>;
  /** What a person reads about how the record differs from what their form began with. */
  differences: (before: V, after: V) => string[];
};

const gone = new ApiError(404, {
  code: "not_found",
  message: "Somebody has removed this in the meantime. Close the form to go on.",
  requestId: "",
});

/**
 * A form over one record of a list that has one version for all of them. Saving names the version that the form was
 * opened on, whatever has been read since. If only others of the list have changed, it is saved on the new version;
 * otherwise the form says what somebody else has changed, keeps what was typed and can be saved on top, knowingly.
 */
export function useListedForm<R extends { id: string }, V extends object>(source: Source<R, V>) {
  const { record, pick, reread, differences } = source;
  const [opened, setOpened] = useState(source.version);
  const [meanwhile, setMeanwhile] = useState<string[]>();
  const [first] = useState(() => pick(record));
  const form = useForm<V>(first);

  async function retry(send: (version: number) => Promise<unknown>): Promise<boolean> {
    const fresh = await reread();
    const now = fresh.data.find(({ id }) => id === record?.id);
    if (!now) throw gone;
    setOpened(fresh.version);
    const next = pick(now);
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
        const conflict = error instanceof ApiError && error.code === "version_conflict";
        if (!record || !conflict) throw error;
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
  return { ...form, save, notice };
}

/** “A”, “B” and “C”. */
export function quoted(names: string[]): string {
  return new Intl.ListFormat("en").format(names.map((name) => `“${name}”`));
}

/** How a name and a set of permissions differ, in sentences. */
export function grantDifferences<P extends string>(
  before: { name: string; permissions: P[] },
  after: { name: string; permissions: P[] },
  label: (permission: P) => string,
): string[] {
  const more = after.permissions.filter((one) => !before.permissions.includes(one)).map(label);
  const less = before.permissions.filter((one) => !after.permissions.includes(one)).map(label);
  return [
    ...(before.name === after.name ? [] : [`Its name is now “${after.name}”.`]),
    ...(more.length > 0 ? [`It now grants ${quoted(more)}.`] : []),
    ...(less.length > 0 ? [`It no longer grants ${quoted(less)}.`] : []),
  ];
}
