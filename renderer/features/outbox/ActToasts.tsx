import { useCallback, useEffect, useRef } from 'react';
import { common, opKey, refusalWords, useTexts } from '../../i18n/index.ts';
import {
  type ActedTogether,
  type ActOutcome,
  onActed,
  onActedTogether,
  onGone,
  useStation,
} from '../../station/index.ts';
import { showToast, useKeys } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { remember, takeLast, type Undoable } from './undoStack.ts';

/** Shows each action of this window as a toast with undo, and takes the last back on Ctrl+Z. Draws nothing itself. */
export function ActToasts() {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const station = useStation();
  const stack = useRef<Undoable[]>([]);
  const toasts = useRef(new Map<string, () => void>());

  const forget = useCallback((id: string) => {
    const gone = stack.current.find((entry) => entry.id === id || entry.others?.includes(id));
    stack.current = stack.current.filter((entry) => entry !== gone);
    toasts.current.get(gone?.id ?? id)?.();
    toasts.current.delete(gone?.id ?? id);
  }, []);
  useEffect(() => onGone.on(forget), [forget]);

  const undo = useCallback(
    async (id: string, label: string, others: readonly string[] = []) => {
      forget(id);
      // The newest first: what builds on another goes before it.
      const answers = [];
      for (const each of [id, ...others].reverse()) answers.push(await station.undo(each));
      const failed = answers.find((answer) => !answer.ok);
      if (!failed) showToast({ title: t('undone', { action: label }) });
      else showToast({ title: t('undoFailed'), detail: refusalWords(failed), look: 'warn' });
    },
    [station, t, forget],
  );

  useEffect(() => {
    const show = ({ id, kind, subject, answer }: ActOutcome) => {
      const action = tc(opKey(kind));
      if (!answer.ok) {
        const title = () => t('refused', { action: tc(opKey(kind)) });
        showToast({ title, detail: () => refusalWords(answer), look: 'alert', timeout: 10_000 });
        return;
      }
      const until = answer.value.undoUntil;
      const left = until === null ? 0 : until - Date.now();
      if (until !== null && left > 0) stack.current = remember(stack.current, { id, label: action, until }, Date.now());
      const close = showToast({
        title: subject ? t('done', { action, subject }) : t('doneBare', { action }),
        timeout: Math.max(left, 2500),
        action: left > 0 ? { label: tc('verbs.undo'), onPress: () => void undo(id, action) } : undefined,
      });
      if (left > 0) toasts.current.set(id, close);
      // Only what can still be taken back has a toast to take away: an eight-hour shift keeps no more.
      const alive = new Set(stack.current.map((entry) => entry.id));
      for (const known of toasts.current.keys()) if (!alive.has(known)) toasts.current.delete(known);
    };
    return onActed.on(show);
  }, [t, tc, undo]);

  useEffect(() => {
    const show = ({ kind, ids, refused, refusal, undoUntil }: ActedTogether) => {
      const action = t('together', { action: tc(opKey(kind)), n: ids.length });
      const detail = refusal && !refusal.ok ? t('notTaken', { n: refused, why: refusalWords(refusal) }) : undefined;
      const [first, ...others] = ids;
      const left = undoUntil === null ? 0 : undoUntil - Date.now();
      const canUndo = first !== undefined && undoUntil !== null && left > 0;
      if (canUndo)
        stack.current = remember(stack.current, { id: first, others, label: action, until: undoUntil }, Date.now());
      const close = showToast({
        title: action,
        detail,
        look: refused > 0 ? 'warn' : 'plain',
        timeout: Math.max(left, 4000),
        action: canUndo ? { label: tc('verbs.undo'), onPress: () => void undo(first, action, others) } : undefined,
      });
      if (canUndo) toasts.current.set(first, close);
    };
    return onActedTogether.on(show);
  }, [t, tc, undo]);

  useKeys([
    {
      keys: 'Ctrl+Z',
      label: t('undoLast'),
      group: t('group'),
      run: () => {
        const { last, rest } = takeLast(stack.current, Date.now());
        stack.current = rest;
        if (last) void undo(last.id, last.label, last.others);
        else showToast({ title: t('tooMany') });
      },
    },
  ]);
  return null;
}
