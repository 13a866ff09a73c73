import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FEEDS } from '#shared/contract/feeds.ts';
import type { WorkerView } from '#shared/contract/views.ts';
import { StationRefusal, useStation } from '../../../station/index.ts';

/** Beyond so many chosen workers nobody reads each one's state: the first are shown. */
const MOST = 60;

/** The workers of a list as they are now, current; those not yet read are missing. */
export function useWorkers(ids: readonly string[]): Map<string, WorkerView> {
  const station = useStation();
  useEffect(() => station.watch(FEEDS['worker.get'].topics), [station]);
  const answers = useQueries({
    queries: ids.slice(0, MOST).map((id) => ({
      queryKey: ['worker.get', { id }],
      queryFn: async () => {
        const answer = await station.read('worker.get', { id });
        if (!answer.ok) throw new StationRefusal(answer);
        return answer.value;
      },
    })),
  });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.worker.id, data] as const] : [])));
}
