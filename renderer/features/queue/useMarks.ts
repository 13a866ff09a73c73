import { useCallback, useMemo, useState } from 'react';
import { MOST_BULK } from '#shared/contract/deskFeeds.ts';

export interface Marks {
  marked: ReadonlySet<string>;
  toggle: (key: string) => void;
  /** marks the rows from one to another, both too */
  range: (from: string | null, to: string) => void;
  /** as many as can be acted on at once */
  all: () => void;
  clear: () => void;
}

interface Chosen {
  listName: string;
  keys: ReadonlySet<string>;
}
const NONE: ReadonlySet<string> = new Set();

/** Rows chosen together. Another queue begins with none, and what has left the list is chosen no longer. */
export function useMarks(listName: string, keys: readonly string[]): Marks {
  const [chosen, setChosen] = useState<Chosen>({ listName, keys: NONE });
  const marked = useMemo(() => {
    if (chosen.listName !== listName || chosen.keys.size === 0) return NONE;
    return new Set(keys.filter((key) => chosen.keys.has(key)));
  }, [chosen, listName, keys]);
  const choose = useCallback((next: Iterable<string>) => setChosen({ listName, keys: new Set(next) }), [listName]);
  const toggle = useCallback(
    (key: string) => choose(marked.has(key) ? [...marked].filter((other) => other !== key) : [...marked, key]),
    [choose, marked],
  );
  const range = useCallback(
    (from: string | null, to: string) => {
      const ends = [keys.indexOf(from ?? to), keys.indexOf(to)].filter((at) => at >= 0);
      const between = keys.slice(Math.min(...ends), Math.max(...ends) + 1);
      choose([...marked, ...between].slice(0, MOST_BULK));
    },
    [choose, keys, marked],
  );
  const all = useCallback(() => choose(keys.slice(0, MOST_BULK)), [choose, keys]);
  const clear = useCallback(() => choose([]), [choose]);
  return useMemo(() => ({ marked, toggle, range, all, clear }), [marked, toggle, range, all, clear]);
}
