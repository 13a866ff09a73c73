import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * The key `by` rows on from `key`, held at the ends. When the row has left the list (handled, say) the step goes from
 * `place`, the index where it stood: its next neighbour has moved there.
 */
export function stepKey<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  key: string | null,
  by: number,
  place = 0,
): string | null {
  const at = items.findIndex((item) => keyOf(item) === key);
  const from = at === -1 && by > 0 ? place - 1 : place;
  const next = Math.min(items.length - 1, Math.max(0, (at === -1 ? from : at) + by));
  const item = items[next];
  return item === undefined ? null : keyOf(item);
}

/** Where the selection of a list stood last: its index, also after its row has left. Another list begins at its first row. */
export function useSelectedPlace(selected: number, listName: string): RefObject<number> {
  const place = useRef(0);
  const name = useRef(listName);
  useLayoutEffect(() => {
    if (name.current !== listName) place.current = 0;
    name.current = listName;
    if (selected >= 0) place.current = selected;
  }, [selected, listName]);
  return place;
}
