import { useMemo, useRef } from 'react';
import type { Answer } from '#shared/contract/station.ts';
import { refusalWords, useTexts } from '../i18n/index.ts';
import { onGone, useStation } from '../station/index.ts';
import { showToast } from '../ui/index.ts';
import { texts } from './locale.ts';

interface OutboxVerbs {
  /** each resolves to whether the station did it; a refusal is said in words */
  undo: () => Promise<boolean>;
  dismiss: () => Promise<boolean>;
  retry: () => Promise<boolean>;
  sendNow: () => Promise<boolean>;
}

/** What can be done with an action that has not been confirmed. One verb at a time: a second press does nothing. */
export function useOutboxVerbs(id: string): OutboxVerbs {
  const station = useStation();
  const t = useTexts(texts);
  const busy = useRef(false);
  return useMemo(() => {
    const run = async (ask: () => Promise<Answer<null>>): Promise<boolean> => {
      if (busy.current) return false;
      busy.current = true;
      try {
        const answer = await ask();
        if (!answer.ok) showToast({ title: t('verbRefused'), detail: refusalWords(answer), look: 'warn' });
        return answer.ok;
      } finally {
        busy.current = false;
      }
    };
    const away = async (ask: () => Promise<Answer<null>>): Promise<boolean> => {
      const done = await run(ask);
      if (done) onGone.emit(id);
      return done;
    };
    return {
      undo: () => away(() => station.undo(id)),
      dismiss: () => run(() => station.dismiss(id)),
      retry: () => run(() => station.retry(id)),
      sendNow: () => away(() => station.sendNow(id)),
    };
  }, [station, t, id]);
}
