import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { FEEDS, type FeedInput } from '#shared/contract/feeds.ts';
import type { Recording } from '#shared/contract/radio.ts';
import { StationRefusal, useStation } from '../../../station/index.ts';

const PAGE = 100;
export type TalkFilter = Omit<FeedInput<'recording.list'>, 'after' | 'limit'>;

export interface TalkPages {
  rows: readonly Recording[];
  pending: boolean;
  error: Error | null;
  again: () => void;
  /** reads the next page; undefined when all are there */
  more: (() => void) | undefined;
}

/** Talks page by page, the newest first; read again when the station says that there are others. */
export function useTalkPages(filter: TalkFilter): TalkPages {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['recording.list'].topics), [station]);
  const pages = useInfiniteQuery({
    queryKey: ['recording.list', { ...filter, pages: true }],
    initialPageParam: undefined as FeedInput<'recording.list'>['after'],
    queryFn: async ({ pageParam }) => {
      const answer = await station.read('recording.list', { ...filter, limit: PAGE, after: pageParam });
      if (!answer.ok) throw new StationRefusal(answer);
      return answer.value;
    },
    getNextPageParam: ({ rows, more }) => {
      const last = rows.at(-1);
      return more && last ? { startedAt: last.startedAt, id: last.id } : undefined;
    },
  });
  const { data, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  // A talk that came in between two pages pushes another one onto both.
  const rows = useMemo(() => {
    const all = data?.pages.flatMap((page) => page.rows) ?? [];
    return [...new Map(all.map((row) => [row.id, row])).values()];
  }, [data]);
  return {
    rows,
    pending: isPending,
    error,
    again: () => void refetch(),
    more: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  };
}
