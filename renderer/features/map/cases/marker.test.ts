import { describe, expect, it } from 'vitest';
import { addLimit, statutoryCalendar } from '#shared/domain/calendar.ts';
import { lightOf, startClock, stopClock } from '#shared/domain/clocks.ts';
import { cameraOf, project } from '../camera.ts';
import { type CaseMarker, countLights, groupCases, LIGHTS, markerLight, pickCases, placeCases } from './marker.ts';

const NOW = Date.UTC(2026, 10, 23, 2);
const HOUR = 3_600_000;

function marker(id: string, lon: number, lat: number, change: Partial<CaseMarker> = {}): CaseMarker {
  const clock = { yellowAt: NOW + HOUR, dueAt: NOW + 3 * HOUR, stopped: false };
  return { id, lon, lat, state: 'handling', urgency: 'normal', title: id, ...clock, ...change };
}

describe('the light of a marker', () => {
  it('is the light the domain gives the same clock, at any time', () => {
    const limit = { value: 6, unit: 'urgent-hour' } as const;
    const clock = startClock('handle', limit, NOW, statutoryCalendar());
    expect(addLimit(NOW, limit, statutoryCalendar()).dueAt).toBe(clock.dueAt);
    for (let at = NOW; at < NOW + 8 * HOUR; at += HOUR / 4) {
      expect(markerLight({ ...clock, stopped: false }, at)).toBe(lightOf(clock, at));
    }
    expect(markerLight({ ...clock, stopped: false }, clock.dueAt)).toBe(lightOf(clock, clock.dueAt));
    expect(markerLight({ ...clock, stopped: true }, NOW)).toBe(lightOf(stopClock(clock, NOW), NOW));
  });

  it('says that no clock runs', () => {
    expect(markerLight({ dueAt: null, yellowAt: null, stopped: false }, NOW)).toBe('none');
  });
});

describe('grouping cases', () => {
  const near = Array.from({ length: 5 }, (_, n) => marker(`n${n}`, 121.46 + n * 1e-5, 31.195));

  it('groups what would cover itself and keeps every case', () => {
    const marks = groupCases(placeCases([...near, marker('far', 121.5, 31.22)], NOW), 12, 1);
    expect(marks.map(({ cases }) => cases.length)).toEqual([5, 1]);
  });

  it('lets each case stand for itself in the streets', () => {
    expect(groupCases(placeCases(near, NOW), 16, 1)).toHaveLength(5);
  });

  it('never hides a critical case in a group, and draws it last', () => {
    const cases = placeCases([marker('c', 121.46, 31.195, { urgency: 'critical' }), ...near], NOW);
    const marks = groupCases(cases, 12, 1);
    expect(marks.at(-1)?.cases.map(({ marker }) => marker.id)).toEqual(['c']);
  });

  it('lets the chosen case stand out of its group', () => {
    const marks = groupCases(placeCases(near, NOW), 12, 1, 'n2');
    expect(marks.map(({ cases }) => cases.map(({ marker }) => marker.id))).toEqual([['n0', 'n1', 'n3', 'n4'], ['n2']]);
  });

  it('does not regroup while the zoom stays within a step', () => {
    const cases = placeCases(near, NOW);
    expect(groupCases(cases, 12.1, 1)).toEqual(groupCases(cases, 12.9, 1));
  });

  it('counts its lights', () => {
    const cases = placeCases([...near, marker('late', 121.46, 31.195, { dueAt: NOW - 1 })], NOW);
    const [group] = groupCases(cases, 12, 1);
    expect(group && countLights(group)[LIGHTS.indexOf('red')]).toBe(1);
    expect(group && countLights(group)[LIGHTS.indexOf('green')]).toBe(5);
  });

  it('is picked topmost first', () => {
    const camera = cameraOf(121.46, 31.195, 16, 800, 600);
    const cases = placeCases([marker('a', 121.46, 31.195), marker('b', 121.46, 31.195, { urgency: 'urgent' })], NOW);
    const at = project(camera, 121.46, 31.195);
    const picked = pickCases(groupCases(cases, 16, 1), camera, at.x + 3, at.y, 1);
    expect(picked.flatMap(({ cases }) => cases.map(({ marker }) => marker.id))).toEqual(['b', 'a']);
    expect(pickCases(groupCases(cases, 16, 1), camera, at.x + 40, at.y, 1)).toEqual([]);
  });
});
