/** One look at the workers' rows tells what a slow path finds by walking through all that every worker did. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from './calendar.ts';
import { MONDAY_TEN } from './fixtures.ts';
import { type DutyCount, DutyTally, type DutyWorker, isKeptOf, wasOnDuty } from './duty.ts';
import { startOfDay } from './periods.ts';

const FROM = startOfDay(MONDAY_TEN);
const DAY = { from: FROM, to: FROM + DAY_MS };
const GRIDS = ['99010100100101', '99010100100102', '99010100200101', '99010200100101'];

/** One worker: the grid, and the moments at which they went on and off in turn, off at first. */
interface Life {
  gridCode: string;
  turns: number[];
}
/** Two days and a half around the day, some of it at its very bounds. */
const moment = fc.oneof(
  fc.integer({ min: FROM - DAY_MS, max: FROM + DAY_MS * 1.5 }),
  fc.constantFrom(FROM - 1, FROM, FROM + 1, FROM + DAY_MS - 1, FROM + DAY_MS),
);
const life: fc.Arbitrary<Life> = fc.record({
  gridCode: fc.constantFrom(...GRIDS, '990101'),
  turns: fc.uniqueArray(moment, { maxLength: 8 }).map((turns) => turns.sort((a, b) => a - b)),
});

/** The row of a worker as the centre has it at a moment. */
function rowAt({ gridCode, turns }: Life, at: number): DutyWorker {
  const until = turns.filter((turn) => turn <= at);
  return { gridCode, onDuty: until.length % 2 === 1, dutySince: until.at(-1) ?? null };
}

/** By their whole life: a spell on duty has a moment in common with the day until now. */
function wasOnDutySlowly({ turns }: Life, now: number): boolean {
  return turns.some((on, n) => n % 2 === 0 && on <= now && (turns[n + 1] ?? Number.POSITIVE_INFINITY) > FROM);
}

function slowCount(lives: readonly Life[], now: number, prefix: string): DutyCount {
  const own = lives.filter(({ gridCode }) => gridCode.startsWith(prefix));
  const onDuty = own.filter((one) => wasOnDutySlowly(one, now));
  const grids = GRIDS.filter((code) => code.startsWith(prefix));
  const covered = grids.filter((code) => onDuty.some(({ gridCode }) => gridCode === code));
  return { rostered: own.length, onDuty: onDuty.length, grids: grids.length, covered: covered.length };
}

test('[ST284] a look at any moment of a day knows of the whole day until then', () => {
  const looks = fc.integer({ min: FROM, max: FROM + DAY_MS - 1 });
  fc.assert(
    fc.property(fc.array(life, { maxLength: 30 }), looks, (lives, now) => {
      const tally = new DutyTally(DAY);
      for (const one of lives) tally.addWorker(rowAt(one, now));
      for (const code of GRIDS) tally.addGrid(code);
      const counts = new Map(tally.counts);
      for (const code of ['990101001001', '990101002001', '990102001001'])
        expect(counts.get(code), code).toEqual(slowCount(lives, now, code));
      const rostered = tally.counts.reduce((sum, [, count]) => sum + count.rostered, 0);
      expect(rostered).toBe(lives.length);
    }),
    { numRuns: 300 },
  );
});

test('who was never told of is not on duty, who is on duty since nobody knows when is', () => {
  expect(wasOnDuty({ onDuty: false, dutySince: null }, DAY)).toBe(false);
  expect(wasOnDuty({ onDuty: true, dutySince: null }, DAY)).toBe(true);
  expect(wasOnDuty({ onDuty: false, dutySince: DAY.from }, DAY)).toBe(false);
  expect(wasOnDuty({ onDuty: true, dutySince: DAY.to }, DAY)).toBe(false);
});

test('days are kept of a district, a street and a community, not of a unit grid', () => {
  expect(['', '990101', '990101001', '990101001001', '99010100100101'].map(isKeptOf)).toEqual([
    ...[true, true, true, true],
    false,
  ]);
});
