import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { FEEDS } from '#shared/contract/feeds.ts';
import type { OutboxItem } from '#shared/contract/views.ts';
import { StationRefusal, useStation } from '../../../station/index.ts';

const PAGE_ITEMS = 200;

/** The outbox as far as the operator has scrolled, decisions first; read again when the station says it changed. */
export function useOutboxItems() {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['outbox.list'].topics), [station]);
  const query = useInfiniteQuery({
    queryKey: ['outbox.list', { pages: true }],
    queryFn: async ({ pageParam }: { pageParam: string | undefined }) => {
      const answer = await station.read('outbox.list', { after: pageParam, limit: PAGE_ITEMS });
      if (!answer.ok) throw new StationRefusal(answer);
      return answer.value;
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => (page.length < PAGE_ITEMS ? undefined : page.at(-1)?.id),
  });
  // What moved between two pages while they were read is read twice: the first reading stands.
  const items = useMemo(() => {
    const seen = new Map<string, OutboxItem>();
    for (const item of query.data?.pages.flat() ?? []) if (!seen.has(item.id)) seen.set(item.id, item);
    return [...seen.values()];
  }, [query.data]);
  return {
    items,
    pending: query.isPending,
    error: query.error,
    readNext: () => {
      // Not while pages are read again: the next one would break that off and leave the first pages old.
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
