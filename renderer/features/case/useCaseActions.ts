import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import type { CaseActionName } from '#shared/domain/case.ts';
import { common, refusalWords, useTexts } from '../../i18n/index.ts';
import { useAct } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { type ActionOffer, isAtOnce, offerOf, offersOf } from './actions.ts';
import { type FormAction, isFormAction } from './forms/spec.ts';
import { texts } from './locale.ts';

/** How long a key waits for the case, or for the step before it, to show, ms. */
const WISH_MS = 3000;

/** A key pressed before it could be taken: when, and at which version (null: the case was not read yet). */
interface Wish {
  shortcut: string;
  version: number | null;
  at: number;
}

/** Every key of the case with what it does; `V` names two steps that never stand side by side. */
export const CASE_KEYS: readonly { shortcut: string; actions: readonly CaseActionName[] }[] = [
  { shortcut: 'A', actions: ['accept'] },
  { shortcut: 'R', actions: ['reject'] },
  { shortcut: 'M', actions: ['merge'] },
  { shortcut: 'D', actions: ['dispatch'] },
  { shortcut: 'S', actions: ['supervise'] },
  { shortcut: 'V', actions: ['send-to-verify', 'verify-pass'] },
  { shortcut: 'F', actions: ['verify-fail'] },
  { shortcut: 'N', actions: ['annotate'] },
];

/** The open form of a case and how actions are taken, by button or key. `view` is absent until the case was read. */
export function useCaseActions(view: CaseView | null | undefined) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const [form, setForm] = useState<FormAction | null>(null);
  /** the version at which an action without a form is on its way */
  const [acting, setActing] = useState<number | null>(null);
  const wish = useRef<Wish | null>(null);
  const version = view?.case.version ?? null;
  if (acting !== null && version !== acting) setActing(null);

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
      const request = { entityId: id, baseVersion: seen, payload: {}, subject: title };
      const answer = await act(`case.${offer.action}`, request);
      const release = () => setActing((now) => (now === seen ? null : now));
      // Taken, refused by the centre and rolled back between two looks shows no other version: it is not waited for longer.
      if (answer.ok) setTimeout(release, WISH_MS);
      else release();
    },
    [act, t, tc, view],
  );

  const press = useCallback(
    (shortcut: string) => {
      const later = () => {
        wish.current = { shortcut, version, at: performance.now() };
      };
      if (!view) return later();
      const offer = offerOf(offersOf(view.actions), shortcut);
      const onItsWay = acting !== null;
      if (offer && !(onItsWay && isAtOnce(offer.action))) void take(offer);
      else if (onItsWay) later();
    },
    [acting, take, version, view],
  );

  // A key pressed before the step before it had shown is taken as soon as it has.
  useEffect(() => {
    const wished = wish.current;
    if (!wished || !view || view.case.version === wished.version) return;
    wish.current = null;
    const offer = offerOf(offersOf(view.actions), wished.shortcut);
    if (offer && performance.now() - wished.at < WISH_MS) void take(offer);
  }, [view, take]);

  const close = useCallback(() => setForm(null), []);
  return { form, close, take, press, busy: acting !== null };
}
