import { expect, it } from 'vitest';
import { dueEntry } from './schedule.ts';

const at = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`);
const dueScene = (...about: Parameters<typeof dueEntry>) => dueEntry(...about)?.scene ?? null;
const SCHEDULE = [
  { at: '08:00', scene: 'figures' },
  { at: '17:30', scene: 'tour' },
] as const;

it('says a scene when its time of day comes, in Shanghai, and once', () => {
  expect(dueScene(SCHEDULE, at('07:59'), at('08:00'))).toBe('figures');
  expect(dueScene(SCHEDULE, at('08:00'), at('08:01'))).toBeNull();
  expect(dueScene(SCHEDULE, at('17:29'), at('17:31'))).toBe('tour');
});

it('is, at the start of a wall, where it would be had the wall run since yesterday', () => {
  expect(dueScene(SCHEDULE, null, at('12:00'))).toBe('figures');
  expect(dueScene(SCHEDULE, null, at('23:00'))).toBe('tour');
  expect(dueScene(SCHEDULE, null, at('07:00'))).toBe('tour');
  expect(dueScene([], null, at('07:00'))).toBeNull();
});

it('says only the last of what was due while the machine slept', () => {
  expect(dueScene(SCHEDULE, at('07:00'), at('18:00'))).toBe('tour');
});
