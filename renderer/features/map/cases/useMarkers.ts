import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FEEDS, type FeedInput } from '#shared/contract/feeds.ts';
import { type StationConnection, StationRefusal, useStation } from '../../../station/index.ts';
import type { CaseMarker } from './marker.ts';

/** more than these nobody tells apart on a map; the most urgent and the earliest due come first */
const MOST_MARKERS = 20_000;

async function readMarkers(station: StationConnection): Promise<CaseMarker[]> {
  const found: CaseMarker[] = [];
  let after: FeedInput<'case.markers'>['after'];
  for (;;) {
    const answer = await station.read('case.markers', { after });
    if (!answer.ok) throw new StationRefusal(answer);
    found.push(...answer.value.markers);
    const last = found.at(-1);
    if (!last || !answer.value.more || found.length >= MOST_MARKERS) return found;
    after = { urgency: last.urgency, dueAt: last.dueAt, id: last.id };
  }
}

/** Every open case as a marker, read again when the station says cases changed: in pages, so that no other call waits long. */
export function useMarkers(): readonly CaseMarker[] | undefined {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['case.markers'].topics), [station]);
  const { data } = useQuery({ queryKey: ['case.markers', { pages: true }], queryFn: () => readMarkers(station) });
  return data;
}
