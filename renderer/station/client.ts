import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { STATION_PORT_MESSAGE } from '#shared/contract/bridge.ts';
import { FEEDS, type FeedName, type Topic } from '#shared/contract/feeds.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { setClockOffset } from './clock.ts';
import { StationConnection } from './connection.ts';
import { maskInTime } from './revealed.ts';

export interface StationClient {
  connection: StationConnection;
  queries: QueryClient;
}

/** Query key of a feed. */
export function feedKey(name: FeedName, input: object): [FeedName, object] {
  return [name, input];
}

function isStale(key: readonly unknown[], topics: readonly Topic[]): boolean {
  const name = key[0];
  if (typeof name !== 'string' || !(name in FEEDS)) return false;
  const own: readonly Topic[] = FEEDS[name as FeedName].topics;
  return own.some((topic) => topics.includes(topic));
}

/**
 * Reads again what has changed. What is being read just now is read once more when that has ended, never broken off:
 * changes that come faster than a long list is read would else keep it from ever showing anything.
 */
function readAgain(queries: QueryClient): (topics: readonly Topic[]) => void {
  const cache = queries.getQueryCache();
  const onceMore = new Set<string>();
  const invalidate = (queryKey: QueryKey) => void queries.invalidateQueries({ queryKey, exact: true });
  cache.subscribe(({ type, query }) => {
    if (type === 'removed') onceMore.delete(query.queryHash);
    else if (query.state.fetchStatus === 'idle' && onceMore.delete(query.queryHash)) invalidate(query.queryKey);
  });
  return (topics) => {
    // An empty topic list marks what has no topic (search, media): never stale by a change.
    for (const query of cache.findAll({ predicate: ({ queryKey }) => isStale(queryKey, topics) })) {
      if (query.state.fetchStatus === 'idle') invalidate(query.queryKey);
      else onceMore.add(query.queryHash);
    }
  };
}

/** Ties a connection to a query cache: what the station says has changed is read again by whoever shows it. */
export function createStationClient(connection = new StationConnection()): StationClient {
  const queries = new QueryClient({
    defaultOptions: {
      // The station is on this machine: the network's state says nothing about it.
      queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  connection.onChanged.on(readAgain(queries));
  maskInTime(queries);
  connection.onStatus.on((status) => keepStatus(queries, status));
  connection.onRenewed.on(() => void queries.invalidateQueries());
  return { connection, queries };
}

/** Puts a pushed status where `useStatus` reads it. */
export function keepStatus(queries: QueryClient, status: StationStatus): void {
  setClockOffset(status.clockOffset);
  queries.setQueryData(feedKey('status', {}), status);
}

/** Takes every port the preload forwards to this page, the first and those after a station restart. */
export function listenForPorts(connection: StationConnection, page: Window): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source === page && event.data === STATION_PORT_MESSAGE && port) connection.attach(port);
  };
  page.addEventListener('message', listener);
  return () => page.removeEventListener('message', listener);
}
