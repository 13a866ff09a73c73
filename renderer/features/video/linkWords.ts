import type { LinkState } from '#shared/domain/videoLink.ts';
import type { Translate } from '../../i18n/index.ts';
import type { texts } from './locale.ts';

export interface LinkWords {
  /** of the state */
  title: string;
  /** why, or what happens next; '' when the title says it all */
  detail: string;
  /** since when, ms by the centre's clock; null: no clock is shown */
  since: number | null;
  tone: 'quiet' | 'busy' | 'live' | 'over' | 'trouble';
}

/** A source, a worker who is asked, or a worker's picture that another window lends. */
type Of = 'source' | 'worker' | 'lent';
const BEFORE = { source: 'opens', worker: 'askFirst', lent: 'lentFirst' } as const;

/** What a tile says of its link, in words for an operator. */
export function linkWords(state: LinkState, of: Of, t: Translate<typeof texts.zh>): LinkWords {
  const idle: LinkWords = { title: t('states.idle'), detail: t(BEFORE[of]), since: null, tone: 'quiet' };
  // What is lent no more may be lent again.
  if (of === 'lent' && state.name === 'ended') return idle;
  switch (state.name) {
    case 'idle':
      return idle;
    case 'not-configured':
      return { title: t('states.not-configured'), detail: t('notConfigured'), since: null, tone: 'quiet' };
    case 'inviting':
    case 'ringing':
    case 'connecting':
      return { title: t(`states.${state.name}`), detail: t(`next.${state.name}`), since: state.since, tone: 'busy' };
    case 'live':
      return { title: t('states.live'), detail: '', since: state.since, tone: 'live' };
    case 'reconnecting':
      return {
        title: t('states.reconnecting'),
        detail: t('attempt', { n: state.attempt }),
        since: state.since,
        tone: 'trouble',
      };
    default:
      return {
        title: t(`states.${state.name}`),
        detail: state.note ? `${t(`causes.${state.cause}`)}：${state.note}` : t(`causes.${state.cause}`),
        since: state.since,
        tone: state.name === 'failed' ? 'trouble' : 'over',
      };
  }
}
