import { useVirtualizer } from '@tanstack/react-virtual';
import { type HTMLAttributes, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { classes } from './classes.ts';
import { stepKey, useSelectedPlace } from './listPlace.ts';
import { useKeptScroll } from './keptScroll.ts';
import { useRem } from './useRem.ts';
import styles from './VirtualList.module.css';

export interface VirtualListProps<T> {
  /** names the list for those who hear the page */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  selectedKey: string | null;
  /** a row was pressed with the mouse, after `onSelect` */
  onClick?: (item: T) => void;
  onSelect: (key: string) => void;
  /** rows taken together beside the selected one; with `onMark` several can be chosen */
  marked?: ReadonlySet<string>;
  /** Ctrl+click, or Shift+click from the selected row to this one */
  onMark?: (key: string, how: 'one' | 'range') => void;
  /** Enter or double click */
  onOpen?: (key: string) => void;
  /** what a row needs to be dragged; undefined where this one cannot be */
  dragOf?: (item: T) => Pick<HTMLAttributes<HTMLElement>, 'draggable' | 'onDragStart'> | undefined;
  renderItem: (item: T, state: { selected: boolean; index: number }) => ReactNode;
  /** in rem; 2.25 (31.5 px at 1920×1080) unless told */
  rowHeight?: number;
  /** the last rows are on the screen: read the next page */
  onEnd?: () => void;
  /** all there are, when more than `items` */
  total?: number;
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -1e9, End: 1e9 };

/**
 * A list of any length as a listbox: one tab stop, arrows move the selection, Enter opens. Rows hold no buttons of
 * their own. The selected row is kept in sight, whoever selected it; rows that come or go elsewhere move nothing.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, selectedKey, onSelect, onOpen, rowHeight = 2.25, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rem = useRem();
  const size = Math.round(rowHeight * rem);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: 8,
    // The first paint has rows before the element was measured.
    initialRect: { width: 400, height: 800 },
  });
  useEffect(() => {
    rows.measure();
  }, [rows, size]);

  useKeptScroll(scroller, props, size);
  const selected = items.findIndex((item) => keyOf(item) === selectedKey);
  const place = useSelectedPlace(selected, props.label);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (selectedKey === shown.current) return;
    shown.current = selectedKey;
    if (selected >= 0) rows.scrollToIndex(selected, { align: 'auto' });
  }, [rows, selected, selectedKey]);

  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (items.length > 0 && last >= items.length - 5) onEnd?.();
  }, [last, items.length, onEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[event.key];
    const next = step === undefined ? null : stepKey(items, keyOf, selectedKey, step, place.current);
    if (next !== null) {
      event.preventDefault();
      onSelect(next);
    } else if (event.key === 'Enter' && selectedKey !== null && onOpen) {
      event.preventDefault();
      onOpen(selectedKey);
    }
  };

  const isDrawn = drawn.some((row) => row.index === selected);
  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="listbox"
        aria-label={props.label}
        aria-multiselectable={props.onMark ? true : undefined}
        tabIndex={0}
        aria-activedescendant={isDrawn ? `${id}-${selected}` : undefined}
        className={styles.list}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {drawn.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const key = keyOf(item);
          return (
            <div
              key={key}
              id={`${id}-${row.index}`}
              role="option"
              aria-selected={key === selectedKey || props.marked?.has(key) === true}
              data-marked={props.marked?.has(key) || undefined}
              aria-posinset={row.index + 1}
              aria-setsize={props.total ?? items.length}
              className={classes(
                styles.row,
                key === selectedKey && styles.selected,
                props.marked?.has(key) && styles.marked,
              )}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              onClick={(event) => {
                const how = event.ctrlKey || event.metaKey ? 'one' : event.shiftKey ? 'range' : null;
                if (how === null || !props.onMark) {
                  onSelect(key);
                  props.onClick?.(item);
                } else props.onMark(key, how);
              }}
              onDoubleClick={() => onOpen?.(key)}
              {...props.dragOf?.(item)}
            >
              {props.renderItem(item, { selected: key === selectedKey, index: row.index })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
