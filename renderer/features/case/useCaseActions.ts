import { useCallback, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import type { CaseActionName } from '#shared/domain/case.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useOwnId } from '../../parts/index.ts';
import { gatewayNow, useAct } from '../../station/index.ts';
import { showToast, useHeldKeys } from '../../ui/index.ts';
import { type ActionOffer, isAtOnce, offerOf, offersOf } from './actions.ts';
import { type FormAction, isFormAction } from './forms/spec.ts';
import { texts } from './locale.ts';
import { refusalInCase } from './standing/refusalInCase.ts';

/** How long a step without a form waits for the case to show it, ms. */
const SHOWS_MS = 3000;

/** Every key of the case with what it does; `V` names two steps that never stand side by side. */
export const CASE_KEYS: readonly { shortcut: string; actions: readonly CaseActionName[] }[] = [
  { shortcut: 'A', actions: ['accept'] },
  { shortcut: 'R', actions: ['reject'] },
  { shortcut: 'M', actions: ['merge'] },
  { shortcut: 'D', actions: ['dispatch'] },
  { shortcut: 'E', actions: ['correct'] },
  { shortcut: 'S', actions: ['supervise'] },
  { shortcut: 'V', actions: ['send-to-verify', 'verify-pass'] },
  { shortcut: 'F', actions: ['verify-fail'] },
  { shortcut: 'N', actions: ['annotate'] },
];

/**
 * The open form of a case and how actions are taken, by button or key. `view` is absent until the case was read; `mayGoOn` asks
 * the operator where somebody else has the case; `onCorrect` opens the form of a correction elsewhere.
 */
export function useCaseActions(
  view: CaseView | null | undefined,
  mayGoOn: () => Promise<boolean> | null,
  onCorrect?: (caseId: string) => void,
) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const [open, setOpen] = useState<{ action: FormAction; about?: string } | null>(null);
  const form = open?.action ?? null;
  const ownId = useOwnId();
  /** the version at which an action was taken that the case does not show yet */
  const [acting, setActing] = useState<number | null>(null);
  const version = view?.case.version ?? null;
  // What is typed meanwhile is meant for what the step leads to.
  useHeldKeys(acting !== null || view === undefined ? 'acts' : null);
  if (acting !== null && version !== acting) setActing(null);

  const awaitShown = useCallback((seen: number) => {
    const release = () => setActing((now) => (now === seen ? null : now));
    setActing(seen);
    // Taken, refused by the centre and rolled back between two looks shows no other version: it is not waited for longer.
    setTimeout(release, SHOWS_MS);
    return release;
  }, []);

  const take = useCallback(
    async (offer: ActionOffer) => {
      if (!view) return;
      if (offer.refusal !== null) {
        const title = t('refusedTitle', { action: tc(`actions.${offer.action}`) });
        const detail = refusalInCase({ reason: offer.refusal }, view, ownId, gatewayNow());
        showToast({ title, detail, look: 'warn' });
        return;
      }
      const asking = mayGoOn();
      if (asking && !(await asking)) return;
      if (offer.action === 'correct' && onCorrect) return onCorrect(view.case.id);
      if (isFormAction(offer.action)) setOpen({ action: offer.action });
      if (!isAtOnce(offer.action)) return;
      const { id, version: seen, title } = view.case;
      const release = awaitShown(seen);
      const request = { entityId: id, baseVersion: seen, payload: {}, subject: title };
      const answer = await act(`case.${offer.action}`, request);
      if (!answer.ok) release();
    },
    [act, awaitShown, mayGoOn, onCorrect, ownId, t, tc, view],
  );

  const close = useCallback(() => setOpen(null), []);
  /** The form was sent while the case stood at this version. */
  const sent = useCallback(
    (seen: number) => {
      setOpen(null);
      awaitShown(seen);
    },
    [awaitShown],
  );
  const openForm = useCallback(
    (action: FormAction, about?: string) => {
      const open = (goOn: boolean) => goOn && setOpen({ action, about });
      const asking = mayGoOn();
      if (asking) void asking.then(open);
      else open(true);
    },
    [mayGoOn],
  );
  const press = (shortcut: string) => {
    const offer = view ? offerOf(offersOf(view.actions), shortcut) : null;
    // By its key a correction is one of the category, here and at once: what is wrong most often.
    if (offer?.action === 'correct' && offer.refusal === null) openForm('correct');
    else if (offer) void take(offer);
  };

  return { form, about: open?.about, close, sent, openForm, take, press, busy: acting !== null };
}
