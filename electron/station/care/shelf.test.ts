import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupName, Shelf } from './shelf.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 8);
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-shelf-'));
  mkdirSync(join(home, 'backups'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** A backup as the machine's clock dated it. */
function put(kind: 'daily' | 'asked', at: number): string {
  const name = backupName(kind, at);
  writeFileSync(join(home, 'backups', name), 'x');
  utimesSync(join(home, 'backups', name), at / 1000, at / 1000);
  return name;
}
const names = (): string[] => new Shelf(home).list().map(({ name }) => name);

test('[ST30] keeps the newest three made by themselves and the newest five asked for', () => {
  const daily = [5, 4, 3, 2, 1].map((days) => put('daily', NOW - days * DAY_MS));
  const asked = [7, 6, 5, 4, 3, 2].map((hours) => put('asked', NOW - hours * 3_600_000));
  new Shelf(home).prune(NOW);
  expect(names().sort()).toEqual([...daily.slice(2), ...asked.slice(1)].sort());
});

test('[ST59] what was made with the clock a year ahead gives way to what is made now', () => {
  const ahead = [3, 2, 1].map((days) => put('daily', NOW + 365 * DAY_MS - days * DAY_MS));
  for (const days of [3, 2, 1, 0]) {
    const made = put('daily', NOW - days * DAY_MS);
    new Shelf(home).prune(NOW - days * DAY_MS);
    expect(names()).toContain(made);
  }
  expect(names().some((name) => ahead.includes(name))).toBe(false);
});

test('[ST59] a clock set back keeps the newest of before beside what is made now', () => {
  const before = [3, 2, 1].map((days) => put('daily', NOW - days * DAY_MS));
  const made = put('daily', NOW - 365 * DAY_MS);
  new Shelf(home).prune(NOW - 365 * DAY_MS);
  expect(names().sort()).toEqual([made, ...before.slice(1)].sort());
});
