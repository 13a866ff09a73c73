import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FEEDS, type FeedInput, type FeedName, type FeedOutput } from '#shared/contract/feeds.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { feedKey, keepStatus } from './client.ts';
import { useStation } from './StationProvider.tsx';

/** The station answered that it will not: `reason` is a message key for `refusalWords`. */
export class StationRefusal extends Error {
  readonly code: string;
  readonly reason: string;
  constructor(answer: { code: string; reason: string; message: string }) {
    super(answer.message || answer.reason);
    this.name = 'StationRefusal';
    this.code = answer.code;
    this.reason = answer.reason;
  }
}

/** Feeds of one thing: another case's data must never stand under the id of this one. */
const SINGLE: readonly FeedName[] = ['case.get', 'worker.get', 'media.get'];

export interface FeedOptions {
  /** false: do not read (nothing is selected, say) */
  enabled?: boolean;
}

/**
 * One read of the station, kept current: read again when the station says one of its topics changed. While a new
 * input of a list is read, the answer to the one before stays (`isPlaceholderData`), so lists do not flicker.
 */
export function useFeed<K extends FeedName>(
  name: K,
  input: FeedInput<K>,
  options: FeedOptions = {},
): UseQueryResult<FeedOutput<K>> {
  const station = useStation();
  const enabled = options.enabled ?? true;
  useEffect(() => (enabled ? station.watch(FEEDS[name].topics) : undefined), [station, name, enabled]);
  return useQuery({
    queryKey: feedKey(name, input),
    queryFn: async (): Promise<FeedOutput<K>> => {
      const answer = await station.read(name, input);
      if (!answer.ok) throw new StationRefusal(answer);
      return answer.value;
    },
    enabled,
    placeholderData: SINGLE.includes(name) ? undefined : keepPreviousData,
  });
}

/** The station's status; undefined until the station of this machine first answered. */
export function useStatus(): StationStatus | undefined {
  const queries = useQueryClient();
  const { data } = useFeed('status', {});
  useEffect(() => {
    if (data) keepStatus(queries, data);
  }, [queries, data]);
  return data;
}
