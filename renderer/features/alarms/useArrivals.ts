import { useEffect, useRef } from 'react';
import type { SoundKind } from '#shared/contract/settings.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import { useFeed, useStation, useStatus } from '../../station/index.ts';
import { type Arrived, arrivedOf } from './arrivals.ts';

/** How often it is looked whether a case of one's own has turned yellow, ms. */
const LOOK_EVERY = 15_000;

/** Tells of new cases in the queues this operator works on, and of cases of their own that turn yellow. */
export function useArrivals(tell: (kind: SoundKind) => void, onArrived: (arrived: Arrived) => void): void {
  const station = useStation();
  const status = useStatus();
  const counts = useFeed('queue.counts', {}).data;
  const roles = status?.session.user?.roles;
  // What comes in while a desk catches up is no news.
  const isLive = status?.sync.state === 'live';
  const before = useRef<ReadonlyMap<QueueName, number> | null>(null);
  useEffect(() => {
    if (!isLive || !counts || !roles) {
      before.current = null;
      return;
    }
    const totals = new Map(counts.map(({ queue, total }) => [queue, total]));
    const known = before.current;
    before.current = totals;
    const arrived = known ? arrivedOf(roles, known, totals) : null;
    if (!arrived || arrived.size === 0) return;
    tell('arrival');
    onArrived(arrived);
  }, [counts, isLive, roles, tell, onArrived]);

  const yellow = useRef<number | null>(null);
  useEffect(() => {
    if (!isLive) return undefined;
    yellow.current = null;
    const look = async () => {
      const answer = await station
        .read('queue.count', { queue: 'mine', filter: { light: 'yellow' } })
        .catch(() => null);
      if (!answer?.ok) return;
      const { n } = answer.value;
      if (yellow.current !== null && n > yellow.current) tell('due-soon');
      yellow.current = n;
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [station, isLive, tell]);
}
