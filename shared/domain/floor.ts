/**
 * Floor control of one channel: who may talk. After the floor control server of 3GPP MCPTT (TS 24.380 §6.3: floor idle,
 * floor taken, pending floor revoke), without its RTCP: a pure reducer, times passed in.
 */

/** Ranks of those who ask, lowest first. An emergency stands above every rank. */
export const FLOOR_RANKS = { worker: 0, 'team-lead': 1, operator: 2, 'shift-lead': 3 } as const;
export type FloorRank = keyof typeof FLOOR_RANKS;

export interface Claim {
  /** who asks: one connection of one person */
  id: string;
  rank: FloorRank;
  emergency: boolean;
}

export interface FloorRules {
  /** ms a talk may last (T2 of TS 24.380); an emergency lasts twice as long */
  talkMs: number;
  /** ms between the word that the time is over and the loss of the floor (T3) */
  graceMs: number;
  /** ms without a frame after which the talker counts as gone (T1, end of media) */
  silenceMs: number;
  /** ms somebody who was cut off must let others go first (T9, retry-after) */
  retryAfterMs: number;
  mostQueued: number;
}
export const FLOOR_RULES: FloorRules = {
  talkMs: 60_000,
  graceMs: 3000,
  silenceMs: 2000,
  retryAfterMs: 3000,
  mostQueued: 10,
};

interface Holder extends Claim {
  streamId: number;
  since: number;
  heardAt: number;
  /** the time is over: from then on it is waited for the talker to stop */
  warnedAt: number | null;
}
interface Queued extends Claim {
  /** place among all who ever asked: who asked first among equals */
  order: number;
}

export interface FloorState {
  holder: Holder | null;
  /** in the order in which they will be served */
  queue: readonly Queued[];
  /** who was cut off, until when they wait */
  barred: readonly { id: string; until: number }[];
  /** so many grants were made: the number of the next stream less one */
  streams: number;
  asked: number;
}
export const IDLE_FLOOR: FloorState = { holder: null, queue: [], barred: [], streams: 0, asked: 0 };

/** Why a floor was lost or a request refused. */
export const FLOOR_REASONS = [
  'preempted',
  'too-long',
  'vanished',
  'overruled',
  'queue-full',
  'retry-after',
  'closed',
] as const;
export type FloorReason = (typeof FLOOR_REASONS)[number];

export type FloorInput =
  | { kind: 'request'; claim: Claim }
  /** gives the floor back, or leaves the queue */
  | { kind: 'release'; id: string }
  /** the connection is gone: a talk ends as `vanished`, nobody waits for them any more */
  | { kind: 'gone'; id: string }
  /** a frame of the holder arrived */
  | { kind: 'heard'; id: string }
  /** a dispatcher ends whoever talks */
  | { kind: 'overrule' }
  /** the channel ends: nobody talks or waits any more */
  | { kind: 'close' }
  | { kind: 'tick' };

export type FloorEffect =
  | { kind: 'granted'; claim: Claim; streamId: number; talkMs: number }
  /** a place in the queue, from 1; told again when it changes */
  | { kind: 'queued'; id: string; position: number }
  | { kind: 'denied'; id: string; reason: FloorReason; retryMs: number }
  /** the time is over soon: the talker is asked to end */
  | { kind: 'warned'; id: string; graceMs: number }
  | { kind: 'revoked'; id: string; reason: FloorReason }
  /** a talk ended; every talk that was granted ends once */
  | { kind: 'ended'; id: string; streamId: number; reason: FloorReason | 'released' }
  | { kind: 'idle' };

export interface FloorStep {
  state: FloorState;
  effects: readonly FloorEffect[];
}

/** Emergencies first, then by rank; among equals who asked first. */
function weight({ emergency, rank }: Claim): number {
  return (emergency ? 100 : 0) + FLOOR_RANKS[rank];
}
/** An emergency takes the floor from whoever talks without one, and from an emergency of lower rank. */
function preempts(claim: Claim, holder: Claim): boolean {
  return claim.emergency && weight(claim) > weight(holder);
}
function served(queue: readonly Queued[]): Queued[] {
  return queue.toSorted((a, b) => weight(b) - weight(a) || a.order - b.order);
}
export function talkMsOf(claim: Claim, rules: FloorRules): number {
  return claim.emergency ? rules.talkMs * 2 : rules.talkMs;
}

/** Collects the effects of one step over a state that is replaced as a whole. */
class Step {
  state: FloorState;
  readonly effects: FloorEffect[] = [];
  readonly #rules: FloorRules;
  readonly #now: number;

  constructor(state: FloorState, rules: FloorRules, now: number) {
    this.state = state;
    this.#rules = rules;
    this.#now = now;
  }

  grant({ id, rank, emergency }: Claim): void {
    const claim = { id, rank, emergency };
    const streamId = this.state.streams + 1;
    const holder = { ...claim, streamId, since: this.#now, heardAt: this.#now, warnedAt: null };
    this.state = { ...this.state, holder, streams: streamId };
    this.effects.push({ kind: 'granted', claim, streamId, talkMs: talkMsOf(claim, this.#rules) });
  }

  /** Ends whoever talks; nobody has the floor afterwards. */
  end(reason: FloorReason | 'released'): void {
    const { holder } = this.state;
    if (!holder) return;
    this.state = { ...this.state, holder: null };
    if (reason !== 'released') this.effects.push({ kind: 'revoked', id: holder.id, reason });
    this.effects.push({ kind: 'ended', id: holder.id, streamId: holder.streamId, reason });
  }

  bar(id: string): void {
    const until = this.#now + this.#rules.retryAfterMs;
    this.state = { ...this.state, barred: [...this.state.barred.filter((one) => one.id !== id), { id, until }] };
  }

  /** Replaces the queue, and tells those whose place changed. */
  requeue(queue: readonly Queued[]): void {
    const before = new Map(this.state.queue.map(({ id }, at) => [id, at]));
    const next = served(queue);
    this.state = { ...this.state, queue: next };
    for (const [at, { id }] of next.entries()) {
      if (before.get(id) !== at) this.effects.push({ kind: 'queued', id, position: at + 1 });
    }
  }

  leaveQueue(id: string): void {
    const { queue } = this.state;
    if (queue.some((one) => one.id === id)) this.requeue(queue.filter((one) => one.id !== id));
  }

  /** Gives a free floor to the first who waits, or says that it is free. */
  serve(): void {
    if (this.state.holder) return;
    const [next, ...rest] = this.state.queue;
    if (!next) return void this.effects.push({ kind: 'idle' });
    this.requeue(rest);
    this.grant(next);
  }
}

function request(step: Step, claim: Claim, rules: FloorRules, now: number): void {
  const { holder, queue, barred } = step.state;
  if (holder?.id === claim.id) {
    // A key pressed harder: the talk becomes an emergency and keeps its stream.
    if (claim.emergency && !holder.emergency) step.state = { ...step.state, holder: { ...holder, emergency: true } };
    return void step.effects.push({
      kind: 'granted',
      claim,
      streamId: holder.streamId,
      talkMs: talkMsOf(claim, rules) - (now - holder.since),
    });
  }
  const bar = barred.find(({ id, until }) => id === claim.id && until > now);
  if (bar && !claim.emergency && (holder || queue.length > 0)) {
    return void step.effects.push({ kind: 'denied', id: claim.id, reason: 'retry-after', retryMs: bar.until - now });
  }
  if (holder && preempts(claim, holder)) {
    step.end('preempted');
    step.requeue(queue.filter(({ id }) => id !== claim.id));
    return step.grant(claim);
  }
  if (!holder) return step.grant(claim);
  wait(step, claim, rules);
}

function wait(step: Step, claim: Claim, rules: FloorRules): void {
  const { queue, asked } = step.state;
  const waiting = queue.find(({ id }) => id === claim.id);
  if (!waiting && queue.length >= rules.mostQueued && !claim.emergency) {
    return void step.effects.push({ kind: 'denied', id: claim.id, reason: 'queue-full', retryMs: 0 });
  }
  const entry: Queued = waiting
    ? { ...waiting, emergency: waiting.emergency || claim.emergency }
    : { ...claim, order: asked };
  step.state = { ...step.state, asked: asked + 1 };
  step.requeue([...queue.filter(({ id }) => id !== claim.id), entry]);
  const position = step.state.queue.findIndex(({ id }) => id === claim.id) + 1;
  const told = step.effects.some((effect) => effect.kind === 'queued' && effect.id === claim.id);
  if (!told) step.effects.push({ kind: 'queued', id: claim.id, position });
}

function tick(step: Step, rules: FloorRules, now: number): void {
  const { barred, holder } = step.state;
  if (barred.some(({ until }) => until <= now)) {
    step.state = { ...step.state, barred: barred.filter(({ until }) => until > now) };
  }
  if (!holder) return;
  if (now - holder.heardAt >= rules.silenceMs) {
    step.end('vanished');
    return step.serve();
  }
  if (holder.warnedAt === null && now - holder.since >= talkMsOf(holder, rules)) {
    step.state = { ...step.state, holder: { ...holder, warnedAt: now } };
    return void step.effects.push({ kind: 'warned', id: holder.id, graceMs: rules.graceMs });
  }
  if (holder.warnedAt !== null && now - holder.warnedAt >= rules.graceMs) {
    step.end('too-long');
    step.bar(holder.id);
    step.serve();
  }
}

/**
 * One step of a channel's floor.
 * @param now ms, never earlier than in the step before
 */
export function stepFloor(state: FloorState, input: FloorInput, now: number, rules = FLOOR_RULES): FloorStep {
  const step = new Step(state, rules, now);
  switch (input.kind) {
    case 'request':
      request(step, input.claim, rules, now);
      break;
    case 'release':
      if (state.holder?.id === input.id) {
        step.end('released');
        step.serve();
      } else step.leaveQueue(input.id);
      break;
    case 'gone':
      step.leaveQueue(input.id);
      if (state.holder?.id !== input.id) break;
      step.end('vanished');
      step.serve();
      break;
    case 'heard':
      if (state.holder?.id === input.id) step.state = { ...state, holder: { ...state.holder, heardAt: now } };
      break;
    case 'overrule':
      if (!state.holder) break;
      step.end('overruled');
      step.serve();
      break;
    case 'close':
      step.end('closed');
      for (const { id } of state.queue) step.effects.push({ kind: 'denied', id, reason: 'closed', retryMs: 0 });
      step.state = { ...step.state, queue: [] };
      break;
    case 'tick':
      tick(step, rules, now);
      break;
  }
  return { state: step.state, effects: step.effects };
}
