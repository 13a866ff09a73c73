import { useCallback } from 'react';
import type { ImportStep } from '#shared/contract/importViews.ts';
import { useProblem } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';

/** Does one thing to the open file; why it could not be done stands in `problem`. */
export function useImportSteps(): { step: (step: ImportStep) => Promise<void>; problem: string | null } {
  const station = useStation();
  const [problem, setProblem] = useProblem();
  const step = useCallback(
    async (next: ImportStep) => {
      const answer = await station.importStep(next);
      setProblem(answer.ok ? null : answer);
    },
    [station, setProblem],
  );
  return { step, problem };
}
