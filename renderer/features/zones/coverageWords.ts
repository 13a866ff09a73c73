import type { CoverageRow } from '#shared/contract/coverageViews.ts';
import type { CoverageAim, CoveragePolicy } from '#shared/domain/coverage.ts';
import { formatDuration, type Translate, useTexts } from '../../i18n/index.ts';
import { texts } from './locale.ts';

export type CoverageTexts = Translate<(typeof texts)['zh']>;

/** The words of the board, for whoever shows a part of it. */
export function useCoverageWords(): { t: CoverageTexts; standing: (row: CoverageRow, asOf: number) => string } {
  const t = useTexts(texts);
  return { t, standing: (row, asOf) => standingWords(row, asOf, t) };
}

/** How a row stands, short: who is in it, or for how long nobody is. */
export function standingWords({ present, since, exact }: CoverageRow, asOf: number, t: CoverageTexts): string {
  if (since === null) return t('presentNow', { n: present });
  return t(exact ? 'emptyFor' : 'emptyAtLeast', { time: formatDuration(asOf - since) });
}

/** What is wanted of a tier, in a sentence. */
export function aimWords({ minutes, least }: CoverageAim, policy: CoveragePolicy, inForce: boolean, t: CoverageTexts) {
  const { from, to } = policy.hours;
  const parts = [
    minutes > 0 ? t('aimMinutes', { time: formatDuration(minutes * 60_000) }) : null,
    least > 0 ? t('aimLeast', { n: least }) : null,
  ].filter((part) => part !== null);
  const aim = parts.length === 0 ? t('noAim') : parts.join(t('aimAnd'));
  return t(inForce ? 'aim' : 'notInForce', { aim, hours: from === to ? t('allDay') : `${from}–${to}` });
}
