import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapsBetween, Hearing } from './hearing.ts';

const MINUTE = 60_000;
const T = 1_800_000_000_000;

test('[ST329] what was heard is no gap, a short silence is none, a long one is', () => {
  const kept: { since: number; until: number }[] = [];
  const hearing = new Hearing({
    hear: (since, until) => kept.push({ since, until }) > 0,
    heardBetween: () => kept,
  });
  for (const minute of [0, 1, 2, 10, 11]) hearing.heard(T + minute * MINUTE);
  expect(hearing.gaps(T, T + 12 * MINUTE)).toEqual([{ from: T + 2 * MINUTE, to: T + 10 * MINUTE }]);
  expect(hearing.gaps(T - 60 * MINUTE, T - 30 * MINUTE)).toEqual([{ from: T - 60 * MINUTE, to: T - 30 * MINUTE }]);
  // What is not on the disk up to its end is told to be heard only as far as it is.
  hearing.save(T + MINUTE);
  expect(kept).toEqual([{ since: T, until: T + MINUTE }]);
});

test('[ST329] gaps and what was heard make up the whole period', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 60 }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (heard) => {
      const spans = heard.map(([from, length]) => ({ from: from * MINUTE, to: (from + length) * MINUTE }));
      const gaps = gapsBetween(100 * MINUTE, 500 * MINUTE, spans);
      for (const gap of gaps) {
        expect(gap.to).toBeGreaterThan(gap.from);
        for (const { from, to } of spans) expect(from < gap.to && to > gap.from).toBe(false);
      }
      for (let t = 100 * MINUTE; t < 500 * MINUTE; t += MINUTE) {
        const known = spans.some(({ from, to }) => t >= from - 2 * MINUTE && t <= to + 2 * MINUTE);
        if (!known) expect(gaps.some(({ from, to }) => t >= from && t <= to)).toBe(true);
      }
    }),
  );
});
