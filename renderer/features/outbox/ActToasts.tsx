import { useCallback, useEffect, useRef } from 'react';
import { common, opKey, refusalWords, useTexts } from '../../i18n/index.ts';
import { type ActOutcome, onActed, onGone, useStation } from '../../station/index.ts';
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
    stack.current = stack.current.filter((entry) => entry.id !== id);
    toasts.current.get(id)?.();
    toasts.current.delete(id);
  }, []);
  useEffect(() => onGone.on(forget), [forget]);

  const undo = useCallback(
    async (id: string, label: string) => {
      forget(id);
      const answer = await station.undo(id);
      if (answer.ok) showToast({ title: t('undone', { action: label }) });
      else showToast({ title: t('undoFailed'), detail: refusalWords(answer), look: 'warn' });
    },
    [station, t, forget],
  );

  useEffect(() => {
    const show = ({ id, kind, subject, answer }: ActOutcome) => {
      const action = tc(opKey(kind));
      if (!answer.ok) {
        showToast({ title: t('refused', { action }), detail: refusalWords(answer), look: 'alert', timeout: 10_000 });
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

  useKeys([
    {
      keys: 'Ctrl+Z',
      label: t('undoLast'),
      group: t('group'),
      run: () => {
        const { last, rest } = takeLast(stack.current, Date.now());
        stack.current = rest;
        if (last) void undo(last.id, last.label);
        else showToast({ title: t('tooMany') });
      },
    },
  ]);
  return null;
}
