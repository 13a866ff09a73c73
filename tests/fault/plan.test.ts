import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acts, makePlan, type Plan, planHash } from './plan.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const minutes = fc.constantFrom(0.5, 2, 5);
const check = (holds: (plan: Plan) => void) =>
  fc.assert(
    fc.property(seeds, minutes, (seed, length) => holds(makePlan(seed, length))),
    { numRuns: 40 },
  );

describe('makePlan', () => {
  it('is a function of the seed and the length', () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, length) => {
        expect(makePlan(seed, length)).toEqual(makePlan(seed, length));
      }),
      { numRuns: 20 },
    );
    expect(planHash(makePlan(1, 2))).not.toBe(planHash(makePlan(2, 2)));
  });

  it('puts every step in its time, in order', () => {
    check(({ steps, minutes: length }) => {
      expect(steps.map(({ n }) => n)).toEqual(steps.map((_, n) => n));
      expect(steps.every(({ at }, n) => at >= (steps[n - 1]?.at ?? 0) && at < length * 60_000)).toBe(true);
    });
  });

  it('gives every act an id and a mark of its own, and none that is part of another', () => {
    check((plan) => {
      const made = acts(plan);
      const ids = made.flatMap(({ id, wish }) => [
        id,
        ...('commandId' in wish && wish.kind === 'issue' ? [wish.commandId] : []),
      ]);
      expect(new Set(ids).size).toBe(ids.length);
      const marks = [
        ...made.map(({ mark }) => mark),
        ...plan.steps.flatMap((s) => (s.do === 'decide' ? [s.mark] : [])),
      ];
      expect(new Set(marks).size).toBe(marks.length);
      expect(marks.every((mark) => /^⟦[^⟦⟧]+⟧$/.test(mark))).toBe(true);
    });
  });

  it('acts only on cases and commands that earlier acts make', () => {
    check((plan) => {
      const known = new Set<string>();
      for (const { wish } of acts(plan)) {
        if (wish.kind === 'create') known.add(wish.caseId);
        else if (wish.kind === 'issue') known.add(wish.commandId);
        else if ('caseId' in wish && wish.caseId !== null) expect(known.has(wish.caseId)).toBe(true);
        else if ('commandId' in wish) expect(known.has(wish.commandId)).toBe(true);
      }
    });
  });

  it('kills often, and every part', () => {
    const { steps } = makePlan(7, 5);
    const killed = steps.flatMap((step) => (step.do === 'kill' || step.do === 'burst' ? [step.part] : []));
    expect(new Set(killed)).toEqual(new Set(['station', 'renderer', 'gpu', 'main']));
    expect(killed.length).toBeGreaterThan(8 * 5);
  });
});
