import { useState } from 'react';
import { REFUSALS, type RefusalReason, refusalText } from '#shared/domain/refusals.ts';
import { common } from './common.ts';
import { currentLanguage, translate, useLanguage } from './texts.ts';

type ErrorKey = keyof typeof common.zh.errors;

/** What an answer says of why it is none: from the station, or from the centre behind it. */
export interface Refused {
  code?: string | null;
  reason?: string | null;
  message?: string | null;
}

/**
 * A refusal in the operator's words: the domain's sentence when the reason is one of its own, else the sentence of the
 * error code, with the centre's own words behind it if it gave any. Never empty.
 */
export function refusalWords(refusal: Refused): string {
  const reason = refusal.reason ?? '';
  if (reason in REFUSALS) return refusalText(reason as RefusalReason, currentLanguage());
  if (reason in common.zh.errors) return translate(common, `errors.${reason as ErrorKey}`);
  // The gateway puts the domain's reason into its message, the station the rule of what it set aside itself.
  const message = refusal.message ?? '';
  if (message in REFUSALS) return refusalText(message as RefusalReason, currentLanguage());
  if (message in common.zh.errors) return translate(common, `errors.${message as ErrorKey}`);
  const code = refusal.code ?? '';
  const words = translate(common, code in common.zh.errors ? `errors.${code as ErrorKey}` : 'errors.unknown');
  const detail = message || (code in common.zh.errors ? '' : reason);
  return detail ? `${words} (${detail})` : words;
}

/**
 * Why something could not be done, and how to say so: own words, or the answer that refused it. A refusal is kept as it came, so
 * that it is said in the language of now. Null when there is nothing to say.
 */
export function useProblem(): readonly [string | null, (problem: string | Refused | null) => void] {
  useLanguage();
  const [problem, setProblem] = useState<string | Refused | null>(null);
  return [typeof problem === 'object' && problem ? refusalWords(problem) : problem, setProblem];
}
