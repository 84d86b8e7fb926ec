import { useVersionedForm } from "./useVersionedForm";

type List<R> = { data: R[]; version: number };

type Source<R, V> = Omit<Parameters<typeof useVersionedForm<R, V & object>>[0], "reread"> & {
  reread: () => Promise<List<R>>;
};

/** A form over one record of a list that has one version for all of them; changes of the others are no conflict. */
export function useListedForm<R extends { id: string }, V extends object>(source: Source<R, V>) {
  return useVersionedForm<R, V>({
    ...source,
    reread: async () => {
      const { data, version } = await source.reread();
      return { record: data.find(({ id }) => id === source.record?.id), version };
    },
  });
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
