import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FEEDS } from '#shared/contract/feeds.ts';
import type { AuditKind } from '#shared/protocol/console.ts';
import { StationRefusal, useStation, useStatus } from '../../station/index.ts';

const PAGE_ROWS = 50;

/** The centre's record of looks, newest first, as far as the operator has paged; forgotten when the view closes. */
export function useAuditPages(kind: AuditKind | undefined) {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['audit.list'].topics), [station]);
  // Read anew when the link comes or goes: alone there is nothing but this desk's own.
  const isOnline = useStatus()?.link.state === 'online';
  const query = useInfiniteQuery({
    queryKey: ['audit.list', { kind, isOnline, pages: true }],
    queryFn: async ({ pageParam }: { pageParam: string | undefined }) => {
      const answer = await station.read('audit.list', { kind, after: pageParam, limit: PAGE_ROWS });
      if (!answer.ok) throw new StationRefusal(answer);
      return answer.value;
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    gcTime: 0,
  });
  const pages = query.data?.pages ?? [];
  return {
    state: pages.at(-1)?.state ?? null,
    rows: pages.flatMap((page) => page.rows),
    waiting: (pages[0]?.waiting ?? []).filter((look) => kind === undefined || look.kind === kind),
    pending: query.isPending,
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    busy: query.isFetching,
    again: () => void query.refetch(),
  };
}
