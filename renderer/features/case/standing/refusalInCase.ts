import type { CaseView } from '#shared/contract/views.ts';
import { lineBehind } from '#shared/domain/lineBehind.ts';
import { REFUSALS, type RefusalReason } from '#shared/domain/refusals.ts';
import { formatTime, refusalWords, translate } from '../../../i18n/index.ts';
import { texts } from './locale.ts';

type Did = keyof typeof texts.zh.did;

function didWords(action: string): string {
  const key = action in texts.zh.did ? (action as Did) : 'other';
  return translate(texts, `did.${key}`);
}

/**
 * A refusal on this case in words that say why: with what the operator did to it, and when, where separation of duties is
 * behind it.
 * @param now the centre's time, ms
 */
export function refusalInCase(
  refusal: Parameters<typeof refusalWords>[0],
  { events }: Pick<CaseView, 'events'>,
  ownId: string,
  now: number,
): string {
  const said = refusalWords(refusal);
  const reason = [refusal.reason, refusal.message].find((one) => one && one in REFUSALS) as RefusalReason | undefined;
  const behind = reason && lineBehind(reason, events, ownId);
  if (!behind) return said;
  const time = formatTime(behind.line.at, now);
  const words =
    behind.how === 'did'
      ? translate(texts, 'did.you', { time, did: didWords(behind.line.action) })
      : translate(texts, 'did.given', { time });
  return `${said} (${words})`;
}
