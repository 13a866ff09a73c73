import type { Intent } from './intents.ts';
import { measuredPlace } from './moving.ts';
import type { Random } from './random.ts';
import type { WorkerState } from './state.ts';
import type { BehaviourSettings, World } from './world.ts';

/** Of the wishes to talk: so many become a call for an answer, and so many go to a wider circle. */
const CALL_BACK = 0.06;
const WIDE = 0.15;
/** How likely one who heard a talk answers it: of a dozen colleagues every second talk gets an answer, and the exchange dies down. */
const REPLY = 0.04;
/** Milliseconds: people think before they answer, and say a sentence or two. */
const THINK = [600, 2600] as const;
const SHORTEST = 1400;
const MEAN = 2400;
const LONGEST = 9000;
const NOTES = ['请回电', '对讲听不清，请回电', '有情况需要当面说明', '当事人在旁，不便对讲'] as const;

export function nextTalk(random: Random, now: number, { talkMean, speed }: BehaviourSettings): number {
  // Where nobody talks nothing is drawn: a run without radio is the same as before there was one.
  return talkMean === Number.POSITIVE_INFINITY ? talkMean : now + random.exponential(talkMean) / speed;
}

/** Presses the key, or asks the centre to call. */
export function talk(state: WorkerState, now: number, { settings }: World, out: Intent[]): void {
  const { random, replying } = state;
  state.replying = false;
  state.nextTalkAt = nextTalk(random, now, settings);
  if (!replying && random.chance(CALL_BACK)) {
    askForCall(state, now, out);
    return;
  }
  const ms = Math.min(LONGEST, SHORTEST + random.exponential(MEAN));
  out.push({ type: 'talk', ms, to: replying ? 'last' : random.chance(WIDE) ? 'wide' : 'near' });
}

/** Somebody has ended: now and then this worker answers. */
export function hearTalk(state: WorkerState, now: number, { settings }: World): void {
  if (settings.talkMean === Number.POSITIVE_INFINITY || !state.onDuty || !state.random.chance(REPLY)) return;
  state.replying = true;
  state.nextTalkAt = Math.min(state.nextTalkAt, now + state.random.range(...THINK));
}

function askForCall(state: WorkerState, now: number, out: Intent[]): void {
  const [lon, lat] = measuredPlace(state);
  const payload = { id: state.random.id(now), at: now, note: state.random.pick(NOTES), lon, lat };
  out.push({ type: 'message', event: 'call-back', payload, photos: [] });
}
