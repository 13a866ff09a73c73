import { expect, test } from 'vitest';
import { fromWgs84 } from '../geo/index.ts';
import { isGrave, isOver, noticeBox, readNotices } from './notice.ts';

const ring = [
  [121.4, 31.1],
  [121.5, 31.1],
  [121.5, 31.2],
  [121.4, 31.1],
];
const feature = (properties: object, coordinates: unknown = [ring]) => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates },
  properties: { title: '大风', level: 'yellow', ...properties },
});
const read = (...features: unknown[]) => readNotices({ type: 'FeatureCollection', features }, 'wgs84');
const only = (value: unknown) => {
  const said = read(value);
  return said.ok ? said.notices[0] : undefined;
};

test('[ST337] levels are read in both languages, times with a zone, without one, and as numbers', () => {
  for (const [level, written] of [
    ['blue', '蓝色预警'],
    ['yellow', 'Yellow'],
    ['orange', '橙'],
    ['red', 'RED'],
  ] as const)
    expect(only(feature({ level: written }))?.level).toBe(level);
  const eight = Date.parse('2026-11-28T08:00:00+08:00');
  for (const from of ['2026-11-28T08:00:00+08:00', '2026-11-28T00:00Z', '2026-11-28 08:00', eight])
    expect(only(feature({ from }))?.from).toBe(eight);
});

test('[ST337] each notice is judged by itself, a document that is none as a whole', () => {
  const said = read(
    feature({}),
    feature({ level: 'purple' }),
    feature({ to: 'tomorrow' }),
    feature({ title: ' ' }),
    feature({}, [[[121.4, 31.1]]]),
    feature({}, [ring.map(([lon, lat]) => [lat, lon])]),
    null,
  );
  expect(said).toMatchObject({ ok: true, wrong: 6 });
  expect(readNotices([], 'wgs84')).toEqual({ ok: false, problem: 'not-geojson' });
  expect(read(...Array.from({ length: 501 }, () => feature({})))).toEqual({ ok: false, problem: 'too-much' });
  const long = Array.from({ length: 50_001 }, () => ring[0]);
  expect(read(feature({}, [long]))).toEqual({ ok: false, problem: 'too-much' });
});

test('[ST337] two outlines under one name are two notices, long words are cut', () => {
  const said = read(feature({ id: 7 }), feature({ id: 7, text: '雨'.repeat(3000) }));
  if (!said.ok) throw new Error('not read');
  expect(said.notices.map(({ id }) => id)).toEqual(['7', '7 2']);
  expect(said.notices[1]?.text).toHaveLength(2000);
});

test('[ST337] outlines of a shifted system lie where they are meant to', () => {
  const shifted = ring.map(([lon = 0, lat = 0]) => {
    const at = fromWgs84(lon, lat, 'gcj02');
    return [at.lon, at.lat];
  });
  const said = readNotices({ type: 'FeatureCollection', features: [feature({}, [shifted])] }, 'gcj02');
  if (!said.ok || !said.notices[0]) throw new Error('not read');
  const [west, south, east, north] = noticeBox(said.notices[0]);
  expect(west).toBeCloseTo(121.4, 5);
  expect(south).toBeCloseTo(31.1, 5);
  expect(east).toBeCloseTo(121.5, 5);
  expect(north).toBeCloseTo(31.2, 5);
});

test('[ST337] a notice is over at its end, and without one never; orange and red are told', () => {
  expect([isOver({ to: 5 }, 4), isOver({ to: 5 }, 5), isOver({ to: null }, 9e15)]).toEqual([false, true, false]);
  expect((['blue', 'yellow', 'orange', 'red'] as const).map((level) => isGrave({ level }))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
