import { useState } from 'react';
import type { Answer } from '#shared/contract/station.ts';
import type { CaseView, OutboxItem } from '#shared/contract/views.ts';
import { common, opKey, refusalWords, useProblem, useTexts } from '../../../i18n/index.ts';
import { useOwnId } from '../../../parts/index.ts';
import { useStation } from '../../../station/index.ts';
import { showToast } from '../../../ui/index.ts';
import { texts } from '../locale.ts';

/** Why the action cannot be sent again as things stand, in words; null when it may be tried. */
function useHindrance(item: OutboxItem, view: CaseView | null | undefined): string | null {
  const t = useTexts(texts);
  const ownId = useOwnId();
  if (item.by.id !== ownId) return t('decision.notYours', { name: item.by.name });
  if (!view || !item.kind.startsWith('case.') || item.kind === 'case.create') return null;
  const action = item.kind.slice('case.'.length);
  const choice = view.actions.find((one) => one.action === action);
  if (!choice) return t('decision.notNow');
  return choice.refusal === null ? null : refusalWords({ reason: choice.refusal });
}

/** The two ways that need no form, and why sending again is not possible now. One at a time; a refusal is said in place. */
export function useDecision(item: OutboxItem, view: CaseView | null | undefined, onDone: () => void) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const station = useStation();
  const hindrance = useHindrance(item, view);
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const action = tc(opKey(item.kind));
  const run = async (ask: Promise<Answer<null>>, said: string) => {
    setBusy(true);
    setProblem(null);
    const answer = await ask;
    setBusy(false);
    if (!answer.ok) return setProblem(answer);
    showToast({ title: said });
    onDone();
  };
  return {
    hindrance,
    problem,
    busy,
    takeTheirs: () => run(station.dismiss(item.id), t('decision.taken', { action })),
    sendAgain: () => run(station.retry(item.id), t('decision.sentAgain', { action })),
    sentChanged: () => {
      showToast({ title: t('decision.sentChanged', { action }) });
      onDone();
    },
  };
}
