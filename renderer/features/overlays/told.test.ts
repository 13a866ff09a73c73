import { expect, test } from 'vitest';
import type { OverlayView } from '#shared/contract/overlays.ts';
import type { NoticeLevel } from '#shared/domain/notice.ts';
import { tellings, toldSchema, withTold } from './told.ts';

const notice = (id: string, level: NoticeLevel, to: number | null = null) => ({
  ...{ id, level, title: id, from: null, to, text: '', polygons: [] },
});
const overlay = (...notices: OverlayView['notices']): OverlayView => ({
  source: { kind: 'notices', id: 'weather', name: '气象', url: 'http://a/', minutes: 10, system: 'wgs84' },
  ...{ hasToken: false, asOf: 1, trouble: null, reading: false, notices, wrong: 0 },
});
const ids = (view: OverlayView, told: string[] = [], now = 0) => tellings([view], told, now).map(({ key }) => key);

test('[ST340] orange and red are told, the gravest first, and none that is over', () => {
  const view = overlay(notice('a', 'orange'), notice('b', 'yellow'), notice('c', 'red'), notice('d', 'red', 5));
  expect(ids(view)).toEqual(['weather red c', 'weather red d', 'weather orange a']);
  expect(ids(view, [], 5)).toEqual(['weather red c', 'weather orange a']);
});

test('[ST340] told once, and again when it becomes graver', () => {
  const told = withTold([], tellings([overlay(notice('a', 'orange'))], [], 0));
  expect(ids(overlay(notice('a', 'orange')), told)).toEqual([]);
  expect(ids(overlay(notice('a', 'red')), told)).toEqual(['weather red a']);
  const many = Array.from({ length: 900 }, (_, n) => tellings([overlay(notice(String(n), 'red'))], [], 0)).flat();
  expect(toldSchema.safeParse(withTold(told, many)).success).toBe(true);
});
