import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../limits.ts';
import { Crowd } from './crowd.ts';
import type { Said } from './voiceOut.ts';

/** A crowd whose reach writes down who was given what, in which turn. */
function crowdOf(count: number) {
  const members = new Set(Array.from({ length: count }, (_, n) => `s${n}`));
  const heard = new Map<string, string[]>();
  const given: { at: number; count: number }[] = [];
  const left = { late: 0, overload: 0 };
  const state = { turns: 0, hasTime: true };
  const crowd = new Crowd('room', {
    out: {
      members: () => members,
      give(id, said) {
        heard.set(id, [...(heard.get(id) ?? []), ...said.map(({ bytes }) => bytes.toString())]);
        if (said.length > 0) given.push({ at: state.turns, count: said.length });
        return 0;
      },
    },
    mayWrite: () => state.hasTime,
    leftOut: (why, copies) => (left[why] += copies),
  });
  const turn = (times = 1) => {
    for (let n = 0; n < times; n += 1) {
      crowd.turn();
      state.turns += 1;
    }
  };
  return { crowd, members, heard, given, left, state, turn };
}
const voice = (name: string, exceptSocketId?: string): Said => ({
  ...{ bytes: Buffer.from(name), exceptSocketId, what: { voice: Buffer.from(name) } },
});
const event = (name: string): Said => ({ bytes: Buffer.from(name), what: { event: name, payload: {} } });

describe('[GW155] a crowd of listeners', () => {
  it('hears everything once and in order, whoever comes, goes or speaks meanwhile', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant({ kind: 'voice' as const }) },
      { weight: 6, arbitrary: fc.constant({ kind: 'turn' as const }) },
      fc.constant({ kind: 'event' as const }),
      fc.record({ kind: fc.constantFrom('come' as const, 'go' as const, 'forward' as const), n: fc.nat(400) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 700 }), (steps, count) => {
        const { crowd, members, heard, turn } = crowdOf(count);
        const [stayed, said] = [new Set(members), [] as string[]];
        for (const [i, each] of steps.entries()) {
          if (each.kind === 'voice') crowd.say(voice(`v${i}`));
          if (each.kind === 'event') crowd.say(event(`e${i}`));
          if (each.kind === 'voice' || each.kind === 'event') said.push(`${each.kind[0]}${i}`);
          if (each.kind === 'turn') turn();
          if (each.kind === 'come') members.add(`new${each.n}`);
          if (each.kind === 'forward') crowd.bringForward(`s${each.n % count}`);
          if (each.kind === 'go') {
            members.delete(`s${each.n % count}`);
            stayed.delete(`s${each.n % count}`);
          }
          // Voice is bounded: turns are never so far behind that any of it is left out.
          if (said.length % 5 === 4) turn();
        }
        turn(LIMITS.crowd.mostSlices);
        expect(crowd.isServed).toBe(true);
        for (const id of stayed) expect(heard.get(id) ?? []).toEqual(said);
        for (const id of members) {
          const all = heard.get(id) ?? [];
          expect(all).toEqual(said.slice(said.length - all.length));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of sixteen thousand is served by fifteen turns, none of which is longer than another, and each hears bundles of 300 ms', () => {
    const { crowd, given, heard, turn, state } = crowdOf(16_000);
    expect(crowd.bundleMs).toBe(300);
    for (let n = 0; n < 45; n += 1) {
      crowd.say(voice(`v${n}`));
      turn();
    }
    const perTurn = Array.from({ length: state.turns }, (_, at) => given.filter((one) => one.at === at).length);
    expect(Math.max(...perTurn) - Math.min(...perTurn)).toBeLessThanOrEqual(1);
    expect(Math.max(...perTurn)).toBeLessThanOrEqual(1067);
    for (const { at, count } of given) expect(count).toBe(at < 15 ? at + 1 : 15);
    turn(15);
    expect(new Set([...heard.values()].map((all) => all.length))).toEqual(new Set([45]));
  });

  it('does not hear itself, and one who is told something of their own has heard all before it', () => {
    const { crowd, heard, turn } = crowdOf(500);
    for (const n of [1, 2, 3]) crowd.say(voice(`v${n}`, 's7'));
    crowd.bringForward('s400');
    expect(heard.get('s400')).toEqual(['v1', 'v2', 'v3']);
    crowd.say(event('idle'));
    expect(heard.get('s400')).toEqual(['v1', 'v2', 'v3', 'idle']);
    turn(4);
    expect(heard.get('s7')).toEqual(['idle']);
    expect(heard.get('s400')?.length).toBe(4);
  });

  it('misses the oldest voice where the core has no time, never that a talk began or ended', () => {
    const { crowd, heard, left, state, turn } = crowdOf(240);
    state.hasTime = false;
    crowd.say(event('taken'));
    for (let n = 0; n < 100; n += 1) crowd.say(voice(`v${n}`));
    crowd.say(event('idle'));
    turn(3);
    expect(heard.size).toBe(0);
    state.hasTime = true;
    turn(2);
    const all = heard.get('s0') ?? [];
    expect([all[0], all.at(-2), all.at(-1)]).toEqual(['taken', 'v99', 'idle']);
    expect(all.length).toBe(1 + LIMITS.crowd.spareFrames);
    expect(left.overload).toBe((102 - all.length) * 240);
  });
});
