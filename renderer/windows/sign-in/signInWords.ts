import { refusalWords, type Translate } from '../../i18n/index.ts';
import type { texts } from './locale.ts';

/** Why a sign-in was refused, in words that say what to do. */
export function signInWords(
  answer: { code: string; reason: string; message: string },
  t: Translate<typeof texts.zh>,
): string {
  if (answer.code === 'unauthorized' || answer.code === 'invalid') return t('wrong');
  if (answer.reason === 'offline-expired') return t('expired');
  if (answer.reason === 'no-gateway-there') return t('noGateway');
  if (answer.code === 'unavailable') return t('unreachable');
  if (answer.code === 'rate-limited') return t('locked');
  if (answer.code === 'forbidden') return t('notAllowed');
  return t('other', { why: refusalWords(answer) });
}
