import { type RefObject, useLayoutEffect, useRef } from 'react';

interface ScrolledList {
  /** keys of the rows, from the top */
  keys: readonly string[];
  selectedKey: string | null;
  /** of the scroller, px */
  scrollTop: number;
  height: number;
  /** height of each row, px */
  size: number;
}

/**
 * The scroll position at which the rows in sight stay where they are once the list holds the keys `after`: the selected
 * row if it is in sight, else the first that is left. A list at its top stays there, so that what is new and pressing is seen.
 */
export function keptScroll(list: ScrolledList, after: readonly string[]): number {
  const { keys, selectedKey, scrollTop, height, size } = list;
  if (scrollTop <= 0) return scrollTop;
  const first = Math.floor(scrollTop / size);
  const inSight = keys.slice(first, Math.ceil((scrollTop + height) / size));
  const places = new Map(after.map((key, index) => [key, index]));
  const preferred = selectedKey !== null && inSight.includes(selectedKey) ? [selectedKey, ...inSight] : inSight;
  const anchor = preferred.find((key) => places.has(key));
  if (anchor === undefined) return scrollTop;
  return scrollTop + ((places.get(anchor) ?? 0) - first - inSight.indexOf(anchor)) * size;
}

interface Rows<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  selectedKey: string | null;
}

/** Keeps the rows in sight in their places when others come or go above them; another list begins at its top. */
export function useKeptScroll<T>(scroller: RefObject<HTMLElement | null>, rows: Rows<T>, size: number): void {
  const { label, items, keyOf, selectedKey } = rows;
  const before = useRef({ label, items });
  useLayoutEffect(() => {
    const element = scroller.current;
    const { label: oldLabel, items: oldItems } = before.current;
    before.current = { label, items };
    if (!element || oldItems === items) return;
    if (oldLabel !== label) {
      element.scrollTo({ top: 0 });
      return;
    }
    const { scrollTop, clientHeight: height } = element;
    const kept = keptScroll({ keys: oldItems.map(keyOf), selectedKey, scrollTop, height, size }, items.map(keyOf));
    if (kept !== scrollTop) element.scrollTo({ top: kept });
  }, [scroller, label, items, keyOf, selectedKey, size]);
}
