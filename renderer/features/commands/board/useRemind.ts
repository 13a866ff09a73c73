import { useCallback } from 'react';
import type { CommandHead } from '#shared/contract/views.ts';
import { useAct } from '../../../station/index.ts';

/** Asks again whoever owes the required receipt, or those named; what is refused says so by itself. */
export function useRemind({ id, title }: Pick<CommandHead, 'id' | 'title'>): (workerIds?: string[]) => Promise<void> {
  const act = useAct();
  return useCallback(
    async (workerIds) => {
      await act('command.remind', { entityId: id, payload: workerIds ? { workerIds } : {}, subject: title });
    },
    [act, id, title],
  );
}
