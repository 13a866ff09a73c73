import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  IDLE_LINK,
  isGoing,
  LINK_CAUSES,
  LINK_RULES,
  type LinkEffect,
  type LinkInput,
  type LinkState,
  stepLink,
} from './videoLink.ts';

const SESSIONS = ['s1', 's2', 's3'];
const sessionId = fc.constantFrom(...SESSIONS);
const cause = fc.constantFrom(...LINK_CAUSES);
const input: fc.Arbitrary<LinkInput> = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    sessionId,
    asks: fc.boolean(),
    streams: fc.integer({ min: 0, max: 2 }),
  }),
  fc.constant({ kind: 'close' } as const),
  fc.constant({ kind: 'tick' } as const),
  fc.record({ kind: fc.constantFrom('rang' as const, 'accepted' as const, 'playing' as const), sessionId }),
  fc.record({
    kind: fc.constantFrom('refused' as const, 'stalled' as const, 'broken' as const, 'ended' as const),
    sessionId,
    cause,
  }),
);
const life = fc.array(fc.record({ input, after: fc.integer({ min: 0, max: 60_000 }) }), { maxLength: 60 });

interface Run {
  state: LinkState;
  now: number;
  effects: LinkEffect[];
}
function run(
  steps: readonly { input: LinkInput; after: number }[],
  each?: (before: LinkState, next: Run) => void,
): Run {
  let at: Run = { state: IDLE_LINK, now: 1_700_000_000_000, effects: [] };
  for (const { input: next, after } of steps) {
    const before = at.state;
    const now = at.now + after;
    const step = stepLink(before, next, now);
    at = { state: step.state, now, effects: [...at.effects, ...step.effects] };
    each?.(before, at);
  }
  return at;
}

describe('a video link', () => {
  it('leaves every state: whatever happened, the operator can close it and begin anew', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const { state, now } = run(steps);
        const closed = stepLink(state, { kind: 'close' }, now).state;
        expect(isGoing(closed)).toBe(false);
        const anew = stepLink(state, { kind: 'start', sessionId: 'new', asks: true, streams: 0 }, now);
        expect(anew.state).toMatchObject({ name: 'inviting', sessionId: 'new' });
      }),
    );
  });

  it('ends by itself in every state that waits: only time passes, and nobody answers', () => {
    const longest = LINK_RULES.inviteMs + LINK_RULES.ringMs + LINK_RULES.connectMs + LINK_RULES.lostMs;
    fc.assert(
      fc.property(life, (steps) => {
        let { state, now } = run(steps);
        if (state.name === 'live') return;
        const end = now + longest;
        for (; now < end; now += 500) state = stepLink(state, { kind: 'tick' }, now).state;
        expect(['idle', 'ended', 'refused', 'failed', 'not-configured']).toContain(state.name);
      }),
    );
  });

  it('is moved by no word of another session', () => {
    fc.assert(
      fc.property(life, input, (steps, late) => {
        const { state, now } = run(steps);
        if (!('sessionId' in late) || late.kind === 'start') return;
        const old = { ...late, sessionId: 'an old one' };
        expect(stepLink(state, old, now)).toEqual({ state, effects: [] });
      }),
    );
  });

  it('closes exactly the media it opened, one at a time, and tells who was asked of the end once', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const { state, effects } = run(steps);
        let open: string | null = null;
        for (const effect of effects) {
          if (effect.kind === 'open') {
            expect(open).toBeNull();
            open = effect.sessionId;
          }
          if (effect.kind === 'close') {
            // A try that has not begun yet has nothing open: closing is allowed, and is of the same session.
            if (open !== null) expect(open).toBe(effect.sessionId);
            open = null;
          }
        }
        if (!isGoing(state)) expect(open).toBeNull();
        const invites = effects.filter(({ kind }) => kind === 'invite').length;
        expect(effects.filter(({ kind }) => kind === 'end').length).toBeLessThanOrEqual(invites);
      }),
    );
  });

  it('shows a picture only after it was opened, and asks nobody where there is a stream', () => {
    fc.assert(
      fc.property(life, (steps) => {
        run(steps, (before, { state }) => {
          if (state.name === 'live') expect(['connecting', 'reconnecting', 'live']).toContain(before.name);
          if (state.name === 'ringing') expect(['inviting', 'ringing']).toContain(before.name);
        });
      }),
    );
  });

  it('walks the whole way of a worker: invited, ringing, accepted, live, lost, tried again, live, ended', () => {
    const s = 'a';
    const { state, effects } = run([
      { after: 0, input: { kind: 'start', sessionId: s, asks: true, streams: 0 } },
      { after: 100, input: { kind: 'rang', sessionId: s } },
      { after: 4000, input: { kind: 'accepted', sessionId: s } },
      { after: 800, input: { kind: 'playing', sessionId: s } },
      { after: 60_000, input: { kind: 'stalled', sessionId: s, cause: 'lost' } },
      { after: 900, input: { kind: 'tick' } },
      { after: 200, input: { kind: 'tick' } },
      { after: 500, input: { kind: 'playing', sessionId: s } },
      { after: 5000, input: { kind: 'ended', sessionId: s, cause: 'worker-ended' } },
    ]);
    expect(state).toMatchObject({ name: 'ended', cause: 'worker-ended' });
    expect(effects.map(({ kind }) => kind)).toEqual(['invite', 'open', 'close', 'open', 'close']);
  });

  it('says who refused and what failed by different names', () => {
    const asked = { kind: 'start', sessionId: 'a', asks: true, streams: 0 } as const;
    const after = (word: LinkInput) => stepLink(stepLink(IDLE_LINK, asked, 0).state, word, 1).state;
    expect(after({ kind: 'refused', sessionId: 'a', cause: 'declined', note: '正在劝导' })).toMatchObject({
      name: 'refused',
      note: '正在劝导',
    });
    expect(after({ kind: 'refused', sessionId: 'a', cause: 'offline' })).toMatchObject({ name: 'failed' });
    const camera = { kind: 'start', sessionId: 'c', asks: false, streams: 0 } as const;
    expect(stepLink(IDLE_LINK, camera, 0).state.name).toBe('not-configured');
  });
});
