import type { StationStatus } from '#shared/contract/views.ts';
import { common, formatCount, formatTime, type Translate, translate } from '../../i18n/index.ts';
import type { StationState } from '../../station/index.ts';
import { texts } from './locale.ts';

/** How a link looks: told by shape and word beside colour. */
export type LinkLook = 'good' | 'busy' | 'alone' | 'bad';

export interface LinkWords {
  look: LinkLook;
  text: string;
  /** how old what is shown may be; null while it is live */
  age: string | null;
}

type T = Translate<typeof texts.zh>;

type ReasonKey = keyof typeof texts.zh.reasons;
type ErrorKey = keyof typeof common.zh.errors;
type EntityKey = keyof typeof texts.zh.entities;

/** Why the link is as it is, in words; a reason nobody has worded yet stands as it came. */
export function reasonWords(reason: string, t: T): string {
  if (reason in texts.zh.reasons) return t(`reasons.${reason as ReasonKey}`);
  return reason in common.zh.errors ? translate(common, `errors.${reason as ErrorKey}`) : reason;
}

/** How far the download of everything has come; what was known before stays usable until it has ended. */
function snapshotWords({ sync, dataAsOf }: StationStatus, t: T): string {
  const { entity, rows, total } = sync;
  const what = entity !== null && entity in texts.zh.entities ? t(`entities.${entity as EntityKey}`) : '';
  const n = formatCount(rows);
  const words =
    total === null || total < rows
      ? t('snapshot', { what, n })
      : t('snapshotOf', { what, n, total: formatCount(total), percent: Math.floor((100 * rows) / Math.max(1, total)) });
  return dataAsOf === null ? words : `${words} · ${t('oldStays')}`;
}

function ageOf(status: StationStatus, now: number, t: T): string | null {
  if (status.sync.state === 'snapshot') return snapshotWords(status, t);
  // Joined is not up to date yet: before the first answer of the centre what is shown is as old as it was.
  if (status.link.state === 'online') return status.sync.state === 'live' ? null : t('catchingUp');
  return status.dataAsOf === null ? t('noData') : t('dataAsOf', { time: formatTime(status.dataAsOf, now, true) });
}

/** What the operator must do something about stands beside the state; a centre that is only away does not need it. */
function withReason(text: string, reason: string | null, t: T): string {
  return reason === null ? text : `${text} · ${reasonWords(reason, t)}`;
}

/** The link's state in words: first the station of this machine, then the centre behind it. */
export function linkWords(station: StationState, status: StationStatus | undefined, now: number, t: T): LinkWords {
  if (station !== 'ready' || !status) {
    // One that has never told how it is has not come up yet: the first start after an update takes its time.
    const state = station === 'ready' || (station === 'silent' && !status) ? 'starting' : station;
    const age =
      status && status.dataAsOf !== null ? t('dataAsOf', { time: formatTime(status.dataAsOf, now, true) }) : null;
    return { look: state === 'starting' ? 'busy' : 'bad', text: t(`station.${state}`), age };
  }
  const { state, since } = status.link;
  const age = ageOf(status, now, t);
  if (state === 'online') return { look: 'good', text: t('link.online'), age };
  if (state === 'connecting') return { look: 'busy', text: t('link.connecting'), age };
  if (state === 'alone') {
    const text = t('link.alone', { time: formatTime(since, now) });
    return { look: 'alone', text: withReason(text, status.link.reason === 'nonsense' ? 'nonsense' : null, t), age };
  }
  if (state === 'off' && status.centre.gateway !== '') return { look: 'busy', text: t('link.signedOut'), age };
  return { look: 'bad', text: withReason(t(`link.${state}`), status.link.reason, t), age };
}
