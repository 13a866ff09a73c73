import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_STATES, ENDED_STATES, URGENCIES } from './case.ts';
import { isStillAside, type Proposable, supervisionProposalOf, type SupervisionRule } from './supervisionProposals.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const RULE: SupervisionRule = { redMinutes: 1, returns: 3, complaints: 1 };

const clockDue = (dueAt: number, stoppedAt?: number): Proposable['clock'] => ({
  stage: 'handle',
  startedAt: NOW - 86_400_000,
  limit: { value: 1, unit: 'urgent-hour' },
  firstDueAt: dueAt,
  dueAt,
  yellowAt: dueAt - MINUTE,
  extensions: 0,
  ...(stoppedAt === undefined ? {} : { stoppedAt }),
});
const open = (facts: Partial<Proposable> = {}): Proposable => ({
  state: 'handling',
  clock: clockDue(NOW + MINUTE),
  returns: 0,
  supervision: null,
  urgency: 'normal',
  ...facts,
});

describe('a proposal to supervise', () => {
  it('comes with a red light, with returns and with complaints, each by its number', () => {
    expect(supervisionProposalOf(open(), RULE, NOW)).toBeNull();
    expect(supervisionProposalOf(open({ clock: clockDue(NOW - 30_000) }), RULE, NOW)).toBeNull();
    expect(supervisionProposalOf(open({ clock: clockDue(NOW - 90 * MINUTE) }), RULE, NOW)).toEqual({
      reasons: [{ why: 'red-light', n: 90, dueAt: NOW - 90 * MINUTE }],
      level: 1,
    });
    expect(supervisionProposalOf(open({ returns: 2 }), RULE, NOW)).toBeNull();
    expect(supervisionProposalOf(open({ returns: 3 }), RULE, NOW)?.reasons).toEqual([{ why: 'returns', n: 3 }]);
    expect(supervisionProposalOf(open({ complaints: 1 }), RULE, NOW)?.reasons).toEqual([{ why: 'complaints', n: 1 }]);
  });

  it('presses harder the more reasons there are, and for a critical case', () => {
    const all = open({ clock: clockDue(NOW - MINUTE), returns: 4, complaints: 2 });
    expect(supervisionProposalOf(all, RULE, NOW)?.level).toBe(3);
    expect(supervisionProposalOf({ ...all, complaints: 0 }, RULE, NOW)?.level).toBe(2);
    expect(supervisionProposalOf(open({ complaints: 1, urgency: 'critical' }), RULE, NOW)?.level).toBe(2);
  });

  it('never comes for a clock that stands, a case that ended or one that is pressed, nor for what the policy leaves out', () => {
    const late = open({ clock: clockDue(NOW - MINUTE, NOW - 2 * MINUTE) });
    expect(supervisionProposalOf(late, RULE, NOW)).toBeNull();
    const none: SupervisionRule = { redMinutes: 0, returns: 0, complaints: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...CASE_STATES),
        fc.constantFrom(...URGENCIES),
        fc.integer({ min: -500, max: 500 }),
        fc.nat({ max: 9 }),
        fc.nat({ max: 9 }),
        fc.boolean(),
        (state, urgency, minutes, returns, complaints, pressed) => {
          const supervision = pressed ? ({ level: 1, byId: 'u', at: NOW } as const) : null;
          const clock = clockDue(NOW + minutes * MINUTE);
          const one: Proposable = { state, urgency, clock, returns, complaints, supervision };
          expect(supervisionProposalOf(one, none, NOW)).toBeNull();
          const proposal = supervisionProposalOf(one, RULE, NOW);
          const fits = minutes <= -1 || returns >= 3 || complaints >= 1;
          expect(proposal !== null).toBe(fits && !pressed && !ENDED_STATES.includes(state));
        },
      ),
    );
  });
});

describe('[ST252] a proposal that was put aside', () => {
  it('stays aside while nothing new is the matter', () => {
    const proposal = supervisionProposalOf(open({ clock: clockDue(NOW - MINUTE), returns: 3 }), RULE, NOW);
    if (!proposal) throw new Error('nothing proposed');
    const later = open({ clock: clockDue(NOW - MINUTE), returns: 3 });
    const again = supervisionProposalOf(later, RULE, NOW + 60 * MINUTE);
    expect(again && isStillAside(proposal, again)).toBe(true);
  });

  it('comes back for another limit, one more return and a complaint', () => {
    const aside = supervisionProposalOf(open({ clock: clockDue(NOW - MINUTE), returns: 3 }), RULE, NOW);
    if (!aside) throw new Error('nothing proposed');
    const back = [
      open({ clock: clockDue(NOW - 2 * MINUTE), returns: 3 }),
      open({ clock: clockDue(NOW - MINUTE), returns: 4 }),
      open({ clock: clockDue(NOW - MINUTE), returns: 3, complaints: 1 }),
    ];
    for (const one of back) {
      const proposal = supervisionProposalOf(one, RULE, NOW + MINUTE);
      expect(proposal && isStillAside(aside, proposal)).toBe(false);
    }
  });
});
