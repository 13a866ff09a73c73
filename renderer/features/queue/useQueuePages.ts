import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { FEEDS, type FeedOutput } from '#shared/contract/feeds.ts';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { type StationConnection, StationRefusal, useStation } from '../../station/index.ts';

const PAGE_ROWS = 100;

export interface QueuePages {
  rows: readonly CaseRow[];
  /** rows of the queue, whatever it is filtered by */
  total: number;
  /** no answer for this queue yet */
  pending: boolean;
  /** the rows are still those of the queue or filter chosen before */
  stale: boolean;
  /** there are more rows than have been read */
  more: boolean;
  error: Error | null;
  readNext: () => void;
  retry: () => void;
}

type Page = FeedOutput<'queue.page'>;

/** A page as full as it gets: where few rows fit a filter, the station passes so many in one call and says where to go on. */
async function readPage(
  station: StationConnection,
  queue: QueueName,
  filter: QueueFilter,
  after: string | undefined,
): Promise<Page> {
  const rows: CaseRow[] = [];
  let next = after;
  for (;;) {
    const answer = await station.read('queue.page', { queue, filter, after: next, limit: PAGE_ROWS - rows.length });
    if (!answer.ok) throw new StationRefusal(answer);
    rows.push(...answer.value.rows);
    next = answer.value.next ?? undefined;
    if (next === undefined || rows.length >= PAGE_ROWS) return { ...answer.value, rows };
  }
}

/** The rows of a queue as far as the operator has scrolled, read again when the station says cases changed. */
export function useQueuePages(queue: QueueName, filter: QueueFilter): QueuePages {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['queue.page'].topics), [station]);
  const query = useInfiniteQuery({
    queryKey: ['queue.page', { queue, filter, pages: true }],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => readPage(station, queue, filter, pageParam),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  // A case that moved up between two pages is read twice: the first reading stands.
  const rows = useMemo(() => {
    const seen = new Map<string, CaseRow>();
    for (const page of query.data?.pages ?? [])
      for (const row of page.rows) if (!seen.has(row.id)) seen.set(row.id, row);
    return [...seen.values()];
  }, [query.data]);
  return {
    rows,
    total: query.data?.pages[0]?.total ?? 0,
    pending: query.isPending,
    stale: query.isPlaceholderData,
    more: query.hasNextPage,
    error: query.error,
    readNext: () => {
      // Not while pages are read again: the next one would break that off and leave the first pages old.
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
