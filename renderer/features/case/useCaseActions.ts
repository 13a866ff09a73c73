import { useCallback, useEffect, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import type { CaseActionName } from '#shared/domain/case.ts';
import { common, refusalWords, useTexts } from '../../i18n/index.ts';
import { useAct } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { type ActionOffer, isAtOnce, mayTake, offerOf, offersOf } from './actions.ts';
import { type FormAction, isFormAction } from './forms/spec.ts';
import { texts } from './locale.ts';

/** How long a key waits for the step before it to show, ms. */
const WISH_MS = 3000;

interface Wish {
  shortcut: string;
  version: number;
}

/** The open form of a case and how actions are taken, by button or key. `view` is undefined until the case was read. */
export function useCaseActions(view: CaseView | undefined) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const [form, setForm] = useState<FormAction | null>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const [acting, setActing] = useState<number | null>(null);
  const version = view?.case.version;

  const take = useCallback(
    async (offer: ActionOffer) => {
      if (!view) return;
      if (offer.refusal !== null) {
        const title = t('refusedTitle', { action: tc(`actions.${offer.action}`) });
        showToast({ title, detail: refusalWords({ reason: offer.refusal }), look: 'warn' });
        return;
      }
      if (isFormAction(offer.action)) setForm(offer.action);
      if (!isAtOnce(offer.action)) return;
      const { id, version: seen, title } = view.case;
      setActing(seen);
      const answer = await act(`case.${offer.action}`, {
        entityId: id,
        baseVersion: seen,
        payload: {},
        subject: title,
      });
      if (!answer.ok) setActing(null);
    },
    [act, t, tc, view],
  );

  const press = useCallback(
    (shortcut: string) => {
      if (!view) return;
      const offer = offerOf(offersOf(view.actions), shortcut);
      const onItsWay = acting !== null && acting === view.case.version;
      if (offer && !(onItsWay && isAtOnce(offer.action))) void take(offer);
      else if (onItsWay) setWish({ shortcut, version: view.case.version });
    },
    [acting, take, view],
  );

  // A key pressed before the step before it had shown is taken as soon as it has.
  useEffect(() => {
    if (!wish || !view || view.case.version === wish.version) return;
    setWish(null);
    const offer = offerOf(offersOf(view.actions), wish.shortcut);
    if (offer) void take(offer);
  }, [wish, view, take]);
  useEffect(() => {
    if (!wish) return;
    const timer = setTimeout(() => setWish(null), WISH_MS);
    return () => clearTimeout(timer);
  }, [wish]);
  useEffect(() => {
    if (acting !== null && version !== acting) setActing(null);
  }, [acting, version]);

  const close = useCallback(() => setForm(null), []);
  const open = useCallback(
    (action: FormAction) => {
      if (view && mayTake(view.actions, action)) setForm(action);
    },
    [view],
  );
  return { form, open, close, take, press, busy: acting !== null && acting === version };
}

/** Every key of the case with the words of what it does, for the help. */
export const CASE_KEYS: readonly { shortcut: string; actions: CaseActionName[] }[] = [
  { shortcut: 'A', actions: ['accept'] },
  { shortcut: 'R', actions: ['reject'] },
  { shortcut: 'M', actions: ['merge'] },
  { shortcut: 'D', actions: ['dispatch'] },
  { shortcut: 'S', actions: ['supervise'] },
  { shortcut: 'V', actions: ['send-to-verify', 'verify-pass'] },
  { shortcut: 'F', actions: ['verify-fail'] },
  { shortcut: 'N', actions: ['annotate'] },
];
