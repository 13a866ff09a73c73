import { useEffect, useRef } from 'react';
import { DROP_REASONS, type DropCounts, type DroppedPositions } from '#shared/protocol/positions.ts';
import { common, useTexts } from '../i18n/index.ts';
import { useFeed } from '../station/index.ts';

/** Nobody tells that more was dropped: it is asked for as long as somebody looks. */
const ASK_EVERY_MS = 10_000;
/** Asked for by another part of the window so short a time ago it need not be asked again. */
const FRESH_MS = 8000;

/** What the centre dropped of a worker's positions, or of all; undefined: not read yet, null: it cannot be known now. */
export function useDropped(workerId?: string): DroppedPositions | null | undefined {
  const { data, refetch, isPlaceholderData, dataUpdatedAt, errorUpdatedAt } = useFeed('positions.dropped', {
    workerId,
  });
  // A worker's card and the circle on the map share the answer: whoever comes first asks for both.
  const askedAt = useRef(0);
  askedAt.current = Math.max(dataUpdatedAt, errorUpdatedAt);
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() - askedAt.current >= FRESH_MS) void refetch();
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return isPlaceholderData ? undefined : data;
}

export function droppedSum(counts: DropCounts): number {
  return DROP_REASONS.reduce((sum, reason) => sum + (counts[reason] ?? 0), 0);
}

/** “跳点 8、重复 4”, most first; no line ends between a reason and its number. */
export function useDropWords(): (counts: DropCounts) => string {
  const t = useTexts(common);
  return (counts) =>
    DROP_REASONS.flatMap((reason) => {
      const n = counts[reason] ?? 0;
      return n > 0 ? [{ reason, n }] : [];
    })
      .toSorted((a, b) => b.n - a.n)
      .map(({ reason, n }) => `${t(`dropReasons.${reason}`)}\u00a0${n}`)
      .join(t('listComma'));
}
