/**
 * The life of one video link, from nothing to a moving picture and to its end: a pure reducer, times passed in. A link either
 * opens a source that has streams (a camera) or first asks a person (a worker with a terminal, `asks`).
 *
 *     idle → inviting → ringing → connecting → live ⇄ reconnecting
 *                                        ↘ ended · refused · failed · not-configured
 *
 * Every state that waits for somebody ends by itself; every other may be left by the operator.
 */

/** How a link that is over came to its end. */
export const LINK_CAUSES = [
  /** the operator closed it */
  'closed',
  /** the worker ended it */
  'worker-ended',
  'declined',
  'busy',
  'offline',
  'no-answer',
  'forbidden',
  /** this desk is not connected with the centre */
  'alone',
  /** the terminal vanished in the middle */
  'terminal-lost',
  /** nothing answers at the stream's address */
  'unreachable',
  /** the address answers that there is no such stream */
  'not-found',
  /** the stream asks for a sign-in this desk does not have */
  'unauthorized',
  /** this computer cannot decode it */
  'codec',
  /** it opened, and no picture came */
  'no-picture',
  /** there was a picture; it is gone and did not come back */
  'lost',
] as const;
export type LinkCause = (typeof LINK_CAUSES)[number];

export interface LinkRules {
  /** ms until the centre has reached a terminal */
  inviteMs: number;
  /** ms a terminal rings */
  ringMs: number;
  /** ms from an opened stream to its first picture */
  connectMs: number;
  /** ms a lost picture is tried for */
  lostMs: number;
  /** ms before the first new try; doubles with each */
  firstRetryMs: number;
  longestRetryMs: number;
}
export const LINK_RULES: LinkRules = {
  inviteMs: 10_000,
  ringMs: 45_000,
  connectMs: 15_000,
  lostMs: 120_000,
  firstRetryMs: 1000,
  longestRetryMs: 15_000,
};

interface Going {
  /** of this link; another link of the same source has another */
  sessionId: string;
  /** a person was asked: the other side is told when it ends */
  asks: boolean;
  since: number;
}
export type LinkState =
  | { name: 'idle' }
  | ({ name: 'inviting' | 'ringing' | 'connecting' | 'live' } & Going)
  /** `retryAt`: when it is tried again; null while a try runs, which began at `triedAt` */
  | ({ name: 'reconnecting'; attempt: number; retryAt: number | null; triedAt: number } & Going)
  /** `note`: what the other side said, in its own words */
  | { name: 'ended' | 'refused' | 'failed'; cause: LinkCause; note: string; since: number; sessionId: string }
  | { name: 'not-configured'; since: number };
export type LinkName = LinkState['name'];

export const IDLE_LINK: LinkState = { name: 'idle' };

export type LinkInput =
  /** the operator wants it, also again; `streams` is how many the source has and counts only where nobody is asked */
  | { kind: 'start'; sessionId: string; asks: boolean; streams: number }
  | { kind: 'close' }
  | { kind: 'tick' }
  | LinkWord;

/** What is heard of one session. A word of another session than the present one changes nothing. */
export type LinkWord = { sessionId: string } & (
  | { kind: 'rang' }
  | { kind: 'accepted' }
  | { kind: 'refused'; cause: LinkCause; note?: string }
  /** a picture was decoded */
  | { kind: 'playing' }
  /** there is no picture any more, or not yet; trying again may help */
  | { kind: 'stalled'; cause: LinkCause }
  /** trying again does not help */
  | { kind: 'broken'; cause: LinkCause }
  | { kind: 'ended'; cause: LinkCause; note?: string }
);

export type LinkEffect =
  | { kind: 'invite'; sessionId: string }
  /** opens the media, the first time or anew */
  | { kind: 'open'; sessionId: string }
  | { kind: 'close'; sessionId: string }
  /** tells the person that it is over */
  | { kind: 'end'; sessionId: string; cause: LinkCause };

export interface LinkStep {
  state: LinkState;
  effects: readonly LinkEffect[];
}

const MEDIA: readonly LinkName[] = ['connecting', 'live', 'reconnecting'];
/** Ends that are an answer of a person, not a failure of a machine. */
const REFUSALS: readonly LinkCause[] = ['declined', 'busy', 'forbidden'];
const ENDS: readonly LinkCause[] = ['closed', 'worker-ended'];

export function isGoing(state: LinkState): state is Extract<LinkState, Going> {
  return 'asks' in state;
}

function nameOfEnd(cause: LinkCause): 'ended' | 'refused' | 'failed' {
  if (ENDS.includes(cause)) return 'ended';
  return REFUSALS.includes(cause) ? 'refused' : 'failed';
}

/** Ends a going link: media are closed, and a person who was asked is told unless the end came from there. */
function over(state: Extract<LinkState, Going>, cause: LinkCause, now: number, told: boolean, note = ''): LinkStep {
  const { sessionId, asks } = state;
  const effects: LinkEffect[] = [];
  if (MEDIA.includes(state.name)) effects.push({ kind: 'close', sessionId });
  if (asks && !told) effects.push({ kind: 'end', sessionId, cause });
  return { state: { name: nameOfEnd(cause), cause, note, since: now, sessionId }, effects };
}

const same = (state: LinkState): LinkStep => ({ state, effects: [] });

function start(state: LinkState, input: Extract<LinkInput, { kind: 'start' }>, now: number): LinkStep {
  const { sessionId, asks, streams } = input;
  const before = isGoing(state) ? over(state, 'closed', now, false).effects : [];
  if (!asks && streams === 0) return { state: { name: 'not-configured', since: now }, effects: before };
  const name = asks ? 'inviting' : 'connecting';
  return {
    state: { name, sessionId, asks, since: now },
    effects: [...before, { kind: asks ? 'invite' : 'open', sessionId }],
  };
}

/** Waits before the next try: doubles from `firstRetryMs`. */
function waitBefore(attempt: number, rules: LinkRules): number {
  return Math.min(rules.firstRetryMs * 2 ** (attempt - 1), rules.longestRetryMs);
}

function stalled(state: Extract<LinkState, Going>, cause: LinkCause, now: number, rules: LinkRules): LinkStep {
  const { sessionId, asks } = state;
  // What never showed a picture fails at once, in words: the operator chooses whether to try again.
  if (state.name === 'connecting') return over(state, cause, now, false);
  if (state.name === 'reconnecting' && state.retryAt !== null) return same(state);
  const attempt = state.name === 'reconnecting' ? state.attempt + 1 : 1;
  const since = state.name === 'reconnecting' ? state.since : now;
  const retryAt = now + waitBefore(attempt, rules);
  return {
    state: { name: 'reconnecting', sessionId, asks, since, attempt, retryAt, triedAt: now },
    effects: [{ kind: 'close', sessionId }],
  };
}

function heard(state: Extract<LinkState, Going>, word: LinkWord, now: number, rules: LinkRules): LinkStep {
  const { sessionId, asks } = state;
  switch (word.kind) {
    case 'rang':
      return state.name === 'inviting' ? same({ name: 'ringing', sessionId, asks, since: now }) : same(state);
    case 'accepted': {
      if (state.name !== 'inviting' && state.name !== 'ringing') return same(state);
      return { state: { name: 'connecting', sessionId, asks, since: now }, effects: [{ kind: 'open', sessionId }] };
    }
    case 'refused':
      return MEDIA.includes(state.name) ? same(state) : over(state, word.cause, now, true, word.note);
    case 'ended':
      return over(state, word.cause, now, true, word.note);
    case 'playing':
      return state.name === 'connecting' || state.name === 'reconnecting'
        ? same({ name: 'live', sessionId, asks, since: now })
        : same(state);
    case 'stalled':
      return MEDIA.includes(state.name) ? stalled(state, word.cause, now, rules) : same(state);
    case 'broken':
      return MEDIA.includes(state.name) ? over(state, word.cause, now, false) : same(state);
  }
}

function tick(state: Extract<LinkState, Going>, now: number, rules: LinkRules): LinkStep {
  const { sessionId, since } = state;
  const waited = now - since;
  switch (state.name) {
    case 'inviting':
      return waited >= rules.inviteMs ? over(state, 'offline', now, false) : same(state);
    case 'ringing':
      return waited >= rules.ringMs ? over(state, 'no-answer', now, false) : same(state);
    case 'connecting':
      return waited >= rules.connectMs ? over(state, 'no-picture', now, false) : same(state);
    case 'live':
      return same(state);
    case 'reconnecting':
      if (waited >= rules.lostMs) return over(state, 'lost', now, false);
      if (state.retryAt === null) {
        return now - state.triedAt >= rules.connectMs ? stalled(state, 'no-picture', now, rules) : same(state);
      }
      if (now < state.retryAt) return same(state);
      return { state: { ...state, retryAt: null, triedAt: now }, effects: [{ kind: 'open', sessionId }] };
  }
}

/**
 * One step of a link.
 * @param now ms, never earlier than in the step before
 */
export function stepLink(state: LinkState, input: LinkInput, now: number, rules = LINK_RULES): LinkStep {
  if (input.kind === 'start') return start(state, input, now);
  if (input.kind === 'close' && state.name === 'not-configured') return same(IDLE_LINK);
  if (!isGoing(state)) return same(state);
  if (input.kind === 'close') return over(state, 'closed', now, false);
  if (input.kind === 'tick') return tick(state, now, rules);
  return input.sessionId === state.sessionId ? heard(state, input, now, rules) : same(state);
}
