import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const MOST_SECONDS = 5;
/** Turns while something is being waited for, and goes with it. */
const PROGRESS = 'turn';

/** Every animation of a style sheet: its words, without those of progress. */
const animationsOf = (css: string) =>
  [...css.matchAll(/animation:\s*([^;}]+)/g)]
    .map(([, words = '']) => words.trim())
    .filter((words) => words !== 'none' && !words.startsWith(`${PROGRESS} `));

/** How long it goes on, s; one that never ends is infinite. */
function lasts(words: string): number {
  if (/\binfinite\b/.test(words)) return Number.POSITIVE_INFINITY;
  const [, number = '0', unit] = /(?:^|\s)([\d.]+)(ms|s)(?:\s|$)/.exec(words) ?? [];
  const times = words.split(/\s+/).find((word) => /^[\d.]+$/.test(word)) ?? '1';
  return (Number(number) / (unit === 'ms' ? 1000 : 1)) * Number(times);
}

it('[ST324] nothing on a screen blinks for more than five seconds', () => {
  expect(lasts('fresh 1s ease-in-out 4')).toBe(4);
  expect(lasts('pulse 900ms linear infinite')).toBe(Number.POSITIVE_INFINITY);
  const sheets = globSync(['renderer/**/*.css', 'gateway/terminal-app/**/*.css'], { cwd: root });
  expect(sheets.length).toBeGreaterThan(20);
  const found = sheets.flatMap((sheet) =>
    animationsOf(readFileSync(join(root, sheet), 'utf8')).map((words) => ({ sheet, words })),
  );
  expect(found.map(({ words }) => words)).toContain('fresh 1s ease-in-out 4');
  for (const { sheet, words } of found) expect(lasts(words), `${sheet}: ${words}`).toBeLessThanOrEqual(MOST_SECONDS);
  expect(
    sheets.filter((sheet) => /animation-iteration-count|<blink/.test(readFileSync(join(root, sheet), 'utf8'))),
  ).toEqual([]);
});
