import { useMemo } from 'react';
import { nameIn, useLanguage } from '../i18n/index.ts';
import { useFeed } from '../station/index.ts';

/** the most that are asked for at once */
const MOST = 500;

/** Names of departments and of these workers, by their codes and ids; one that nobody knows stands for itself. */
export function useNames(workerIds: readonly string[]): (id: string) => string {
  const language = useLanguage();
  const asked = [...new Set(workerIds)].toSorted().slice(0, MOST);
  const workers = useFeed('worker.names', { ids: asked }, { enabled: asked.length > 0 }).data;
  const departments = useFeed('department.list', {}).data;
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const worker of workers ?? []) names.set(worker.id, worker.name);
    for (const department of departments ?? []) names.set(department.code, nameIn(language, department));
    return (id) => names.get(id) ?? id;
  }, [workers, departments, language]);
}
