import type { StationStatus } from '#shared/contract/views.ts';
import { formatAge, formatTime, refusalWords, type Translate } from '../../i18n/index.ts';
import type { wallTexts } from './locale.ts';

export interface LinkWords {
  text: string;
  /** `well`: current; `wait`: on its way; `old`: what is shown may be old */
  state: 'well' | 'wait' | 'old';
}

type Words = Translate<(typeof wallTexts)['zh']>;

/** Older than this, data of a link that says it is up is told as old. */
const STALE_AFTER = 15_000;

/** Link and age of the data in a sentence that is read from across the room. */
export function linkWords(status: StationStatus, now: number, t: Words): LinkWords {
  const { link, dataAsOf, sync } = status;
  const as = dataAsOf === null ? '' : ` · ${t('dataAsOf', { at: formatTime(dataAsOf, now) })}`;
  switch (link.state) {
    case 'online':
      if (sync.state === 'snapshot' || sync.state === 'catching-up') return { text: t('syncing') + as, state: 'wait' };
      if (dataAsOf === null) return { text: t('syncing'), state: 'wait' };
      return {
        text: t('link.online', { age: formatAge(dataAsOf, now) }),
        state: now - dataAsOf > STALE_AFTER ? 'old' : 'well',
      };
    case 'connecting':
      return { text: t('link.connecting') + as, state: 'wait' };
    case 'alone':
      return {
        text: t('link.alone', { since: formatTime(link.since, now), attempt: link.attempt }) + as,
        state: 'old',
      };
    case 'refused': {
      const reason = refusalWords({ code: 'forbidden', reason: link.reason ?? '', message: '' });
      return { text: t('link.refused', { reason }) + as, state: 'old' };
    }
    case 'off':
      return { text: t('link.off') + as, state: 'old' };
  }
}
