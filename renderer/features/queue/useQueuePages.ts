import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { FEEDS } from '#shared/contract/feeds.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { StationRefusal, useStation } from '../../station/index.ts';

const PAGE_ROWS = 100;

export interface QueuePages {
  rows: readonly CaseRow[];
  total: number;
  /** no answer for this queue yet */
  pending: boolean;
  /** the rows are still those of the queue chosen before */
  stale: boolean;
  error: Error | null;
  readNext: () => void;
  retry: () => void;
}

/** The rows of a queue as far as the operator has scrolled, read again when the station says cases changed. */
export function useQueuePages(queue: QueueName): QueuePages {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['queue.page'].topics), [station]);
  const query = useInfiniteQuery({
    queryKey: ['queue.page', { queue, pages: true }],
    queryFn: async ({ pageParam }: { pageParam: string | undefined }) => {
      const answer = await station.read('queue.page', { queue, after: pageParam, limit: PAGE_ROWS });
      if (!answer.ok) throw new StationRefusal(answer);
      return answer.value;
    },
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
    error: query.error,
    readNext: () => {
      // Not while pages are read again: the next one would break that off and leave the first pages old.
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
