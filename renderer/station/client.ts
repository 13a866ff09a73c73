import { QueryClient } from '@tanstack/react-query';
import { STATION_PORT_MESSAGE } from '#shared/contract/bridge.ts';
import { FEEDS, type FeedName, type Topic } from '#shared/contract/feeds.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { setClockOffset } from './clock.ts';
import { StationConnection } from './connection.ts';

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

/** Ties a connection to a query cache: what the station says has changed is read again by whoever shows it. */
export function createStationClient(connection = new StationConnection()): StationClient {
  const queries = new QueryClient({
    defaultOptions: {
      // The station is on this machine: the network's state says nothing about it.
      queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  connection.onChanged.on((topics) => {
    // An empty topic list marks what has no topic (search, media): never stale by a change.
    void queries.invalidateQueries({ predicate: (query) => isStale(query.queryKey, topics) });
  });
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
