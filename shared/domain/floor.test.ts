import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FLOOR_RULES,
  type FloorEffect,
  type FloorInput,
  type FloorState,
  IDLE_FLOOR,
  stepFloor,
  talkMsOf,
} from './floor.ts';
import type { Claim, FloorRank } from './floor.ts';

const claim = (id: string, rank: FloorRank = 'worker', emergency = false): Claim => ({ id, rank, emergency });
const ask = (id: string, rank?: FloorRank, emergency?: boolean): FloorInput => ({
  kind: 'request',
  claim: claim(id, rank, emergency),
});

/** Plays inputs, each with the ms since the one before. */
function play(...inputs: (FloorInput | [number, FloorInput])[]): { state: FloorState; effects: FloorEffect[] } {
  let now = 0;
  let state = IDLE_FLOOR;
  const effects: FloorEffect[] = [];
  for (const entry of inputs) {
    const [wait, input] = Array.isArray(entry) ? entry : [0, entry];
    now += wait;
    const step = stepFloor(state, input, now);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
const TICK: FloorInput = { kind: 'tick' };
const talking = (id: string, ms: number): [number, FloorInput][] =>
  Array.from({ length: Math.ceil(ms / 1000) }, () => [1000, { kind: 'heard', id }]);

describe('the floor', () => {
  it('is granted when idle, queued behind a talker, and passed on at release', () => {
    const { state, effects } = play(ask('a'), ask('b'), { kind: 'release', id: 'a' }, { kind: 'release', id: 'b' });
    expect(effects.map(({ kind }) => kind)).toEqual(['granted', 'queued', 'ended', 'granted', 'ended', 'idle']);
    expect(state).toMatchObject({ holder: null, queue: [], streams: 2 });
  });

  it('serves by rank, and among equals who asked first', () => {
    const { state } = play(ask('a'), ask('w1'), ask('lead', 'shift-lead'), ask('w2'), ask('op', 'operator'));
    expect(state.queue.map(({ id }) => id)).toEqual(['lead', 'op', 'w1', 'w2']);
  });

  it('is taken by an emergency, by a second one only of a higher rank', () => {
    const first = play(ask('op', 'operator'), ask('w', 'worker', true));
    expect(first.state.holder?.id).toBe('w');
    expect(first.effects).toContainEqual({ kind: 'revoked', id: 'op', reason: 'preempted' });
    const { state } = play(ask('w', 'worker', true), ask('v', 'worker', true), ask('op', 'operator', true));
    expect(state).toMatchObject({ holder: { id: 'op' }, queue: [{ id: 'v' }] });
  });

  it('warns whoever talks too long, cuts them off, and lets others go first', () => {
    const { talkMs, graceMs } = FLOOR_RULES;
    const end: FloorInput[] = [TICK];
    const { state, effects } = play(
      ask('a'),
      ask('b'),
      ...talking('a', talkMs),
      ...end,
      ...talking('a', graceMs),
      TICK,
      ask('a'),
    );
    expect(effects).toContainEqual({ kind: 'warned', id: 'a', graceMs });
    expect(effects).toContainEqual({ kind: 'revoked', id: 'a', reason: 'too-long' });
    expect(state.holder?.id).toBe('b');
    expect(effects.at(-1)).toMatchObject({ kind: 'denied', id: 'a', reason: 'retry-after' });
  });

  it('holds nobody back longer than that, whoever talks when they come again', () => {
    const { talkMs, graceMs, retryAfterMs } = FLOOR_RULES;
    const cutOff = [ask('a'), ...talking('a', talkMs), TICK, ...talking('a', graceMs), TICK];
    const { effects } = play(...cutOff, [retryAfterMs, ask('b')], ask('a'));
    expect(effects.at(-1)).toEqual({ kind: 'queued', id: 'a', position: 1 });
  });

  it('ends when nothing is heard of the talker', () => {
    const { state, effects } = play(ask('a'), ask('b'), [FLOOR_RULES.silenceMs, TICK]);
    expect(effects).toContainEqual({ kind: 'revoked', id: 'a', reason: 'vanished' });
    expect(state.holder?.id).toBe('b');
  });

  it('ends as vanished when the connection of the talker is gone, and forgets who waited on a lost one', () => {
    const { state, effects } = play(ask('a'), ask('b'), ask('c'), { kind: 'gone', id: 'b' }, { kind: 'gone', id: 'a' });
    expect(effects).toContainEqual({ kind: 'ended', id: 'a', streamId: 1, reason: 'vanished' });
    expect(state).toMatchObject({ holder: { id: 'c' }, queue: [] });
  });

  it('keeps its stream when the talker presses the emergency key, and can be overruled', () => {
    const { state, effects } = play(ask('a'), ask('a', 'worker', true), { kind: 'overrule' });
    expect(effects[1]).toMatchObject({ kind: 'granted', streamId: 1 });
    expect(effects).toContainEqual({ kind: 'ended', id: 'a', streamId: 1, reason: 'overruled' });
    expect(state.holder).toBeNull();
  });
});

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
/** A person's rank never changes, so it goes by the name. */
const rankOf = (id: string): FloorRank =>
  (['worker', 'worker', 'worker', 'team-lead', 'operator', 'shift-lead'] as const)['abcdef'.indexOf(id)] ?? 'worker';
const inputs = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('request' as const),
      claim: fc
        .record({ id: ids, emergency: fc.boolean() })
        .map(({ id, emergency }) => claim(id, rankOf(id), emergency)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('release' as const), id: ids }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('heard' as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('gone' as const), id: ids }) },
  { weight: 3, arbitrary: fc.constant(TICK) },
  { weight: 1, arbitrary: fc.constant<FloorInput>({ kind: 'overrule' }) },
  { weight: 1, arbitrary: fc.constant<FloorInput>({ kind: 'close' }) },
);
const runs = fc.array(fc.tuple(fc.nat(30_000), inputs), { maxLength: 80 });

describe('whatever is asked', () => {
  it('grants only what was asked for, to one at a time, and ends each talk once', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        let now = 0;
        let state = IDLE_FLOOR;
        let open: number | null = null;
        const wishes = new Set<string>();
        for (const [wait, input] of steps) {
          now += wait;
          if (input.kind === 'request') wishes.add(input.claim.id);
          const step = stepFloor(state, input, now);
          for (const effect of step.effects) {
            if (effect.kind === 'granted' && effect.streamId !== open) {
              expect(open).toBeNull();
              expect(wishes).toContain(effect.claim.id);
              open = effect.streamId;
            } else if (effect.kind === 'ended') {
              expect(effect.streamId).toBe(open);
              open = null;
              wishes.delete(effect.id);
            } else if (effect.kind === 'denied') wishes.delete(effect.id);
          }
          state = step.state;
          if (input.kind === 'release' || input.kind === 'gone') wishes.delete(input.id);
          expect(state.holder?.streamId ?? null).toBe(open);
          const names = state.queue.map(({ id }) => id);
          expect(new Set(names).size).toBe(names.length);
          expect(names).not.toContain(state.holder?.id);
          expect(state.holder !== null || names.length === 0).toBe(true);
          for (const name of names) expect(wishes).toContain(name);
        }
      }),
    );
  });

  it('starves nobody within a rank: they are served in the order in which they asked', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        let now = 0;
        let state = IDLE_FLOOR;
        for (const [wait, input] of steps) {
          now += wait;
          state = stepFloor(state, input, now).state;
          for (const [at, one] of state.queue.entries()) {
            for (const later of state.queue.slice(at + 1)) {
              const same = later.rank === one.rank && later.emergency === one.emergency;
              expect(!same || later.order > one.order).toBe(true);
            }
          }
        }
      }),
    );
  });

  it('ends every queue in bounded time when nobody asks any more, however long they all talk', () => {
    fc.assert(
      fc.property(runs, fc.boolean(), (steps, everTalking) => {
        let now = 0;
        let state = IDLE_FLOOR;
        for (const [wait, input] of steps) {
          now += wait;
          state = stepFloor(state, input, now).state;
        }
        const most = talkMsOf(claim('x', 'worker', true), FLOOR_RULES) + FLOOR_RULES.graceMs + 2000;
        const end = now + most * (state.queue.length + 1);
        while (state.holder && now <= end) {
          now += 1000;
          if (everTalking) state = stepFloor(state, { kind: 'heard', id: state.holder.id }, now).state;
          state = stepFloor(state, TICK, now).state;
        }
        expect(state).toMatchObject({ holder: null, queue: [] });
      }),
      { numRuns: 50 },
    );
  });
});
