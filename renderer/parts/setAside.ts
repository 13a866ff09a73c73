import { useCallback } from 'react';
import type { OutboxItem } from '#shared/contract/views.ts';
import { common, refusalWords, useTexts } from '../i18n/index.ts';
import { REFUSALS } from '#shared/domain/refusals.ts';
import { texts } from './locale.ts';

/** How the state of an action that is not confirmed looks, beside its word. */
export const OUTBOX_LOOKS = {
  held: 'plain',
  waiting: 'plain',
  sending: 'accent',
  conflict: 'warn',
  refused: 'alert',
} as const satisfies Record<OutboxItem['state'], string>;

/** The centre, or this desk, did not take it: what becomes of it is the operator's to decide. */
export function isSetAside({ state }: Pick<OutboxItem, 'state'>): boolean {
  return state === 'conflict' || state === 'refused';
}

type WhyKey = keyof typeof texts.zh.why;

/**
 * The rule in words when the message names one of the domain or of the station, else the centre's own words; of a conflict
 * those only say again that there is one.
 */
function ruleOf(code: string, message: string): string {
  if (message in REFUSALS || message in common.zh.errors) return refusalWords({ reason: message });
  return code === 'conflict' ? '' : message;
}

/** Why an action came back, as a sentence: what happened, and behind it the rule of the domain that speaks against it. */
export function useSetAsideWords(): (item: Pick<OutboxItem, 'code' | 'message'>) => string {
  const t = useTexts(texts);
  return useCallback(
    ({ code, message }) => {
      if (code === null || !(code in texts.zh.why)) return refusalWords({ code, message });
      const what = t(`why.${code as WhyKey}`);
      const rule = message === null ? '' : ruleOf(code, message);
      return rule ? t('whyBecause', { what, rule }) : what;
    },
    [t],
  );
}
