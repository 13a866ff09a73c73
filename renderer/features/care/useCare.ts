import { useCallback, useState } from 'react';
import type { Answer } from '#shared/contract/station.ts';
import { useProblem } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';

/** Begins a piece of work on backups; a refusal to begin is said in words. `busy` while one runs, whoever began it. */
export function useCare() {
  const running = useStatus()?.care.running ?? null;
  const [problem, setProblem] = useProblem();
  const [asking, setAsking] = useState(false);
  const ask = useCallback(
    async (begin: () => Promise<Answer<null>>) => {
      setAsking(true);
      const answer = await begin();
      setAsking(false);
      setProblem(answer.ok ? null : answer);
    },
    [setProblem],
  );
  return { ask, busy: asking || running !== null, problem };
}
