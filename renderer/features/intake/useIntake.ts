import { useState } from 'react';
import { v7 } from 'uuid';
import type { DuplicateView } from '#shared/contract/intakeViews.ts';
import { refusalWords, type Refused, useTexts } from '../../i18n/index.ts';
import { useAct } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { complaintOf, type IntakeDraft, type Missing, payloadOf, titleOf } from './draft/intakeDraft.ts';
import { texts } from './locale.ts';
import type { Categories } from './useCategories.ts';

export type Problem = { missing: Missing } | { refused: Refused } | null;

interface IntakeOptions {
  draft: IntakeDraft;
  place: { lon: number; lat: number } | null;
  categories: Categories;
  /** handed over as this case: its own, or the one that was complained about */
  onSent: (caseId: string) => void;
}

/** The ways a draft leaves: as a new case, as one that is merged at once, or as a complaint about an earlier one. */
export function useIntake({ draft, place, categories, onSent }: IntakeOptions) {
  const t = useTexts(texts);
  const act = useAct();
  const [problem, setProblem] = useState<Problem>(null);
  const [busy, setBusy] = useState(false);
  const category = categories.of(draft.categoryCode);
  const title = titleOf(draft, category);

  const during = async (work: () => Promise<string | null>) => {
    if (busy) return;
    setBusy(true);
    const caseId = await work();
    setBusy(false);
    if (caseId !== null) onSent(caseId);
  };
  const refused = (answer: Refused) => {
    setProblem({ refused: answer });
    return null;
  };
  const create = async (): Promise<string | null> => {
    const filled = payloadOf(draft, category, place);
    if (!filled.ok) {
      setProblem({ missing: filled.missing });
      return null;
    }
    const id = v7();
    const answer = await act('case.create', { entityId: id, payload: filled.payload, subject: filled.payload.title });
    return answer.ok ? id : refused(answer);
  };
  const merge = async (target: DuplicateView): Promise<string | null> => {
    const id = await create();
    if (id === null) return null;
    const reason = t('duplicates.mergeReason');
    const answer = await act('case.merge', { entityId: id, payload: { intoId: target.id, reason }, subject: title });
    // The new case stands; only the merge has to be done from there.
    if (!answer.ok) showToast({ title: t('duplicates.notMerged'), detail: refusalWords(answer), look: 'warn' });
    return id;
  };
  const complain = async (target: DuplicateView): Promise<string | null> => {
    const payload = complaintOf(draft, title || target.title);
    const answer = await act('case.complain', { entityId: target.id, payload, subject: target.title });
    if (!answer.ok) return refused(answer);
    if (draft.media.length > 0) {
      const note = t('duplicates.mediaNote');
      const added = await act('case.annotate', { entityId: target.id, payload: { note, media: draft.media } });
      if (!added.ok) showToast({ title: t('duplicates.notAdded'), detail: refusalWords(added), look: 'warn' });
    }
    return target.id;
  };
  return {
    ...{ title, category, problem, setProblem, busy },
    send: () => void during(create),
    mergeInto: (target: DuplicateView) => void during(() => merge(target)),
    complainAbout: (target: DuplicateView) => void during(() => complain(target)),
  };
}
