import { useCallback, useState } from 'react';
import type { ImportStep } from '#shared/contract/importViews.ts';
import { refusalWords } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';

/** Does one thing to the open file; why it could not be done stands in `problem`. */
export function useImportSteps(): { step: (step: ImportStep) => Promise<void>; problem: string | null } {
  const station = useStation();
  const [problem, setProblem] = useState<string | null>(null);
  const step = useCallback(
    async (next: ImportStep) => {
      const answer = await station.importStep(next);
      setProblem(answer.ok ? null : refusalWords(answer));
    },
    [station],
  );
  return { step, problem };
}
