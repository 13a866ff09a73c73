import type { Query, QueryClient } from '@tanstack/react-query';
import type { FeedName } from '#shared/contract/feeds.ts';
import type { CaseView, StationStatus } from '#shared/contract/views.ts';

const LOOK_EVERY_MS = 1000;
const CASE: FeedName = 'case.get';
const STATUS: FeedName = 'status';

function revealedOf(query: Query): CaseView['revealed'] {
  const view = query.state.data as CaseView | null | undefined;
  return view?.revealed ?? null;
}

/**
 * Keeps what was revealed in this page's memory no longer than it may be looked at: it is masked when its time is over, by
 * this machine's clock or by one that nobody sets; when another sits at the desk, or nobody; and thrown away when no view shows it.
 */
export function maskInTime(queries: QueryClient): void {
  const cache = queries.getQueryCache();
  /** when each has to be masked, ms of the clock nobody sets */
  const ends = new Map<string, number>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let userId: string | undefined;

  const shown = () => cache.findAll({ queryKey: [CASE] }).filter((query) => revealedOf(query) !== null);
  const mask = (query: Query) =>
    queries.setQueryData<CaseView | null>(query.queryKey, (view) => (view ? { ...view, revealed: null } : view));
  const endOf = (query: Query): number => {
    const until = revealedOf(query)?.until ?? 0;
    const key = `${query.queryHash}${until}`;
    const end = ends.get(key) ?? performance.now() + until - Date.now();
    ends.set(key, end);
    return end;
  };
  const look = () => {
    for (const query of shown()) {
      if (performance.now() >= endOf(query) || Date.now() >= (revealedOf(query)?.until ?? 0)) mask(query);
    }
    if (shown().length > 0) return;
    clearInterval(timer);
    timer = undefined;
    ends.clear();
  };
  cache.subscribe(({ type, query }) => {
    if (query.queryKey[0] === STATUS && type === 'updated') {
      const { session } = (query.state.data as StationStatus | undefined) ?? {};
      if (userId !== undefined && session?.user?.id !== userId) for (const one of shown()) mask(one);
      userId = session?.user?.id;
    }
    if (query.queryKey[0] !== CASE || type === 'removed' || revealedOf(query) === null) return;
    if (type === 'observerRemoved' && query.getObserversCount() === 0) return cache.remove(query);
    endOf(query);
    timer ??= setInterval(look, LOOK_EVERY_MS);
  });
}
