import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crowds, type OpenCase } from './crowding.ts';
import { type FenceMemory, fencesAfter, LEFT_MS } from './fences.ts';
import { Placed } from './placed.ts';
import { ALARM_POLICY, type AlarmPolicy } from './policy.ts';
import { type Situation, sights } from './rules.ts';
import type { OnDuty, WatchedArea } from './seen.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
/** degrees of latitude that are so many metres */
const north = (metres: number) => metres / 111_195;
const someone = (
  id: string,
  more: Partial<OnDuty> & { metres?: number; speed?: number; age?: number } = {},
): OnDuty => {
  const { metres = 0, speed = 0, age = 0, ...rest } = more;
  const place = { lon: 121.46, lat: 31.195 + north(metres), t: NOW - age, speed };
  return { id, dutySince: NOW - 60 * MINUTE, place, outOfGrid: false, busy: false, ...rest };
};
const followed = (told: boolean, ...keys: string[]) => new Map(keys.map((key) => [key, { told }]));
type Rules = { [R in keyof AlarmPolicy]?: AlarmPolicy[R] extends unknown[] ? AlarmPolicy[R] : Partial<AlarmPolicy[R]> };

function look(people: readonly OnDuty[], rules: Rules = {}, more: Partial<Situation> = {}) {
  const { pairs = [], ...changed } = rules;
  const policy: AlarmPolicy = {
    ...ALARM_POLICY,
    ...Object.fromEntries(
      Object.entries(changed).map(([name, rule]) => [name, { ...ALARM_POLICY[name as 'speed'], ...rule }]),
    ),
    pairs,
  };
  const onDuty = new Map(people.map((one) => [one.id, one]));
  const situation: Situation = {
    ...{
      now: NOW,
      listeningSince: NOW - 24 * 60 * MINUTE,
      policy,
      timers: [],
      cases: [],
      areas: [],
      fences: new Map(),
    },
    ...{ onDuty, placed: new Placed(onDuty, NOW), followed: new Map(), crowdsTold: new Map() },
    ...more,
  };
  const seen = sights(situation);
  return {
    keys: seen.flatMap((one) => ('sees' in one ? [one.sees.key] : [])),
    causes: seen.flatMap((one) => ('sees' in one ? [one.sees] : [])),
    unknown: seen.flatMap((one) => ('cannotTell' in one ? [one.cannotTell] : [])),
  };
}

describe('the rules', () => {
  it('[GW208] a district on an ordinary day is quiet', () => {
    expect(look([someone('a', { speed: 1.3, outOfGrid: true }), someone('b', { metres: 3 })]).keys).toEqual([]);
  });

  it('[GW208] two workers too near or too far, and only some way back ends it', () => {
    const pairs = [{ id: 'p', workerId: 'a', other: { kind: 'worker' as const, id: 'b' }, least: 10, most: 100 }];
    const at = (metres: number, told = false) =>
      look([someone('a'), someone('b', { metres })], { pairs }, { followed: followed(told, 'too-near:p', 'too-far:p') })
        .keys;
    expect(at(9)).toEqual(['too-near:p']);
    expect(at(10.5)).toEqual([]);
    expect(at(10.5, true)).toEqual(['too-near:p']);
    expect(at(11.5, true)).toEqual([]);
    expect(at(101)).toEqual(['too-far:p']);
    expect(at(95, true)).toEqual(['too-far:p']);
    expect(at(89, true)).toEqual([]);
    expect(look([someone('a'), someone('b', { age: 10 * MINUTE })], { pairs }).unknown).toContain('too-near:p');
    expect(look([someone('a')], { pairs }).unknown).toEqual([]);
  });

  it('[GW208] out of grid spares whoever handles a case, and stale counts from what was heard', () => {
    const rules = { outOfGrid: { on: true } };
    expect(
      look([someone('a', { outOfGrid: true }), someone('b', { outOfGrid: true, busy: true })], rules).keys,
    ).toEqual(['out-of-grid:a']);
    const late = 31 * MINUTE;
    expect(look([someone('a', { age: late }), someone('b', { age: 29 * MINUTE })]).keys).toEqual(['stale:a']);
    // On duty for a moment, or the centre has just begun to listen: silence is no silence yet.
    expect(look([someone('a', { place: null, dutySince: NOW - MINUTE })]).keys).toEqual([]);
    const justUp = look([someone('a', { place: null })], {}, { listeningSince: NOW - MINUTE });
    expect(justUp.keys).toEqual([]);
    expect(justUp.unknown).toContain('stale:a');
  });

  it('[GW208] speed has a way back, and an old fix tells nothing of it', () => {
    const at = (kmh: number, told = false) =>
      look([someone('a', { speed: kmh / 3.6 })], {}, { followed: followed(told, 'speed:a') }).keys;
    expect(at(61)).toEqual(['speed:a']);
    expect(at(58)).toEqual([]);
    expect(at(58, true)).toEqual(['speed:a']);
    expect(at(53, true)).toEqual([]);
    expect(look([someone('a', { speed: 40, age: 3 * MINUTE })]).unknown).toContain('speed:a');
  });

  const area = (kind: WatchedArea['kind']): WatchedArea => ({
    ...{ id: 'z', kind, box: [121, 30, 122, 31.195 + north(5)] },
    isWithin: ({ lat }) => lat < 31.195 + north(5),
    distance: ({ lat }) => Math.max(0, (lat - 31.195) * 111_195 - 5),
  });

  it('[GW211] a hazard alarms for whoever is in it, or too near to it', () => {
    const people = [someone('in'), someone('near', { metres: 15 }), someone('far', { metres: 400 })];
    const keys = (rules: Rules = {}) => look(people, rules, { areas: [area('hazard')] }).keys;
    expect(keys()).toEqual(['hazard:z:in']);
    expect(keys({ hazard: { metres: 20 } })).toEqual(['hazard:z:in', 'hazard:z:near']);
    expect(keys({ hazard: { on: false } })).toEqual([]);
  });

  it('[GW211] a fence tells who comes in and who leaves, and nobody who was never in it', () => {
    const areas = [area('geofence')];
    const at = (metres: number, age = 0) => new Map([['a', someone('a', { metres, age })]]);
    const after = (before: FenceMemory, onDuty: Map<string, OnDuty>, now = NOW) =>
      fencesAfter(before, { now, areas, onDuty, placed: new Placed(onDuty, now) });
    const outside = after(new Map(), at(50));
    expect(outside.size).toBe(0);
    const inside = after(outside, at(0));
    const keys = (fences: FenceMemory, rules: Rules = {}) => look([someone('a')], rules, { areas, fences }).keys;
    expect(keys(inside)).toEqual(['geofence-enter:z:a']);
    expect(keys(inside, { geofence: { enter: false } })).toEqual([]);
    // Not heard of for a while: still where they were.
    expect(after(inside, at(50, 10 * MINUTE))).toEqual(inside);
    const left = after(inside, at(50));
    expect(keys(left)).toEqual(['geofence-leave:z:a']);
    expect(keys(after(left, at(0)))).toEqual(['geofence-enter:z:a']);
    const later = after(left, new Map([['a', { ...someone('a', { metres: 50 }), place: null }]]));
    expect(keys(later)).toEqual(['geofence-leave:z:a']);
    const over = new Map([['a', someone('a', { metres: 50, age: -LEFT_MS })]]);
    expect(after(left, over, NOW + LEFT_MS).size).toBe(0);
    expect(after(left, new Map()).size).toBe(0);
  });

  it('[GW210] a timer alarms some time after it is over, and more gravely later', () => {
    const by = { id: 'lead', name: '值班长', kind: 'operator' as const };
    const at = (minutesOver: number) => {
      const checkedAt = NOW - (10 + minutesOver) * MINUTE;
      const timer = { id: 'a', version: 1, minutes: 10, startedAt: checkedAt, startedBy: by, checkedAt };
      return look([someone('a')], {}, { timers: [timer] }).causes.map(({ priority }) => priority);
    };
    expect([at(-1), at(1), at(2.5), at(5.5)]).toEqual([[], [], ['high'], ['critical']]);
  });

  it('[GW225] whoever a look at everybody would find in or near a hazard is found, and of one who cannot be placed it is said', () => {
    const metre = fc.integer({ min: -3000, max: 3000 });
    const hazards = fc.array(fc.record({ x: metre, y: metre, radius: fc.integer({ min: 1, max: 900 }) }), {
      maxLength: 8,
    });
    const people = fc.array(fc.record({ x: metre, y: metre }), { maxLength: 40 });
    const [east, up] = [(x: number) => 121.46 + x / 95_118, (y: number) => 31.195 + north(y)];
    fc.assert(
      fc.property(hazards, people, fc.integer({ min: 0, max: 200 }), (circles, places, reach) => {
        const away = (circle: { x: number; y: number; radius: number }, { lon, lat }: { lon: number; lat: number }) =>
          Math.hypot((lon - east(circle.x)) * 95_118, (lat - up(circle.y)) * 111_195) - circle.radius;
        const areas = circles.map((circle, n): WatchedArea => {
          const [w, e] = [east(circle.x - circle.radius), east(circle.x + circle.radius)];
          const box = [w, up(circle.y - circle.radius), e, up(circle.y + circle.radius)] as const;
          const distance = (place: { lon: number; lat: number }) => Math.max(0, away(circle, place));
          return {
            id: `z${n}`,
            kind: 'hazard',
            box: [...box],
            distance,
            isWithin: (place) => away(circle, place) <= 0,
          };
        });
        const crowd = places.map(({ x, y }, n) => {
          const place = { lon: east(x), lat: up(y), t: NOW, speed: 0 };
          return { ...someone(`w${n}`), place };
        });
        const expected = areas.flatMap((area) =>
          crowd.flatMap(({ id, place }) =>
            area.isWithin(place) || (reach > 0 && area.distance(place) <= reach) ? [`hazard:${area.id}:${id}`] : [],
          ),
        );
        const found = look(crowd, { hazard: { metres: reach } }, { areas }).keys;
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
    const lost = look(
      [someone('in', { age: 10 * MINUTE })],
      {},
      { areas: [area('hazard')], followed: followed(true, 'hazard:z:in') },
    );
    expect(lost.unknown).toContain('hazard:z:in');
    const gone = look([], {}, { areas: [area('hazard')], followed: followed(true, 'hazard:z:in') });
    expect(gone.unknown).toEqual([]);
  });
});

describe('[GW209] crowding', () => {
  const rule = { cases: 4, metres: 100 };
  const at = (id: string, metres: number, time = 0): OpenCase => ({
    ...{ id, lon: 121.46, lat: 31.195 + north(metres), at: time },
  });

  it('is one crowd however many cases, and keeps its key while it grows, creeps and loses one', () => {
    const four = ['a', 'b', 'c', 'd'].map((id, i) => at(id, i * 20, i));
    const [first] = crowds(four, rule, new Map());
    expect(first).toMatchObject({ key: 'crowding:a', caseId: 'a', count: 4 });
    const told = new Map([['crowding:a', { lon: first?.lon ?? 0, lat: first?.lat ?? 0 }]]);
    expect(crowds([...four.slice(1), at('e', 90, 9)], rule, told)).toMatchObject([{ key: 'crowding:a', caseId: 'b' }]);
    expect(crowds(four.slice(1), rule, told)).toMatchObject([{ key: 'crowding:a', count: 3 }]);
    expect(crowds(four.slice(1), rule, new Map())).toEqual([]);
    expect(crowds(four.slice(2), rule, told)).toEqual([]);
  });

  it('finds whatever a look at every pair would, and puts no case into two crowds', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(points, (places) => {
        const cases = places.map(([x, y], i) => ({ ...at(`c${i}`, y, i), lon: 121.46 + x / 95_000 }));
        const found = crowds(cases, rule, new Map());
        const metres = (a: OpenCase, b: OpenCase) => Math.hypot((a.lon - b.lon) * 95_118, (a.lat - b.lat) * 111_195);
        const densest = Math.max(0, ...cases.map((a) => cases.filter((b) => metres(a, b) <= rule.metres - 1).length));
        if (densest >= rule.cases) expect(found[0]?.count).toBeGreaterThanOrEqual(densest);
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(cases.length);
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
      }),
    );
  });
});
