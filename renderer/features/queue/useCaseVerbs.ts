import { useCallback } from 'react';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { useClaimVerbs } from '../../parts/index.ts';
import { useAct, useFeed } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';

/** What is done with the selected case without opening it: taking it in hand, letting it go, watching it. */
export function useCaseVerbs(selectedId: string | null) {
  const t = useTexts(texts);
  const act = useAct();
  const { send } = useClaimVerbs();
  const watched = useFeed('watch.list', {}).data;
  const claim = useCallback(
    async (kind: 'claim.take' | 'claim.release') => {
      if (selectedId === null) return;
      const answer = await send(kind, [selectedId], true);
      if (answer?.ok) showToast({ title: t(kind === 'claim.take' ? 'taken' : 'letGone'), timeout: 2000 });
      else if (answer) showToast({ title: refusalWords(answer), look: 'warn' });
    },
    [send, selectedId, t],
  );
  const watch = useCallback(async () => {
    if (selectedId === null) return;
    await act('watch.set', { payload: { caseIds: [selectedId], on: !watched?.includes(selectedId) } });
  }, [act, selectedId, watched]);
  return { claim, watch };
}
