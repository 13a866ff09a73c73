import { expect, it } from 'vitest';
import { toGeoJson, toGpx } from './track.ts';

const NOON = Date.parse('2026-03-02T12:00:00+08:00');
const TRACK = {
  name: '王春海 <b> & "甲"',
  points: [
    { t: NOON, lon: 121.4600000049, lat: 31.19 },
    { t: NOON + 5000, lon: 121.4601, lat: 31.1901 },
  ],
};

it('writes GPX with the time of every point, whatever the name is', () => {
  const text = toGpx([TRACK]);
  expect(text).toContain('<name>王春海 &lt;b&gt; &amp; &quot;甲&quot;</name>');
  const points = [...text.matchAll(/<trkpt lat="([^"]+)" lon="([^"]+)"><time>([^<]+)<\/time><\/trkpt>/g)];
  expect(points.map(([, lat, lon, time]) => [lat, lon, Date.parse(time ?? '')])).toEqual([
    ['31.19', '121.46', NOON],
    ['31.1901', '121.4601', NOON + 5000],
  ]);
  const tags = [...text.matchAll(/<(\/?)(\w+)[^>]*>/g)].map(([, end, tag]) => `${end}${tag}`);
  expect(tags.filter((tag) => tag.startsWith('/')).length, 'every element ends').toBe(tags.length / 2);
});

it('writes GeoJSON of one line; of one point that, and of none nothing', () => {
  const read = (points: (typeof TRACK)['points']) => JSON.parse(toGeoJson([{ name: 'a', points }])).features;
  expect(read(TRACK.points)[0]).toMatchObject({
    geometry: {
      type: 'LineString',
      coordinates: [
        [121.46, 31.19],
        [121.4601, 31.1901],
      ],
    },
    properties: { name: 'a', coordTimes: ['2026-03-02T04:00:00.000Z', '2026-03-02T04:00:05.000Z'] },
  });
  expect(read(TRACK.points.slice(0, 1))[0].geometry).toEqual({ type: 'Point', coordinates: [121.46, 31.19] });
  expect(read([])).toEqual([]);
});
