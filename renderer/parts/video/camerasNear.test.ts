// @vitest-environment node
import { expect, it } from 'vitest';
import type { VideoSourceView } from '#shared/contract/video.ts';
import { camerasNear } from './camerasNear.ts';

const DEGREE = 111_320;
const place = { lon: 121.46, lat: 31.2 };
const source = (id: string, metres: number, change: Partial<VideoSourceView> = {}): VideoSourceView => ({
  ...{ id, name: id, kind: 'camera', lon: place.lon, lat: place.lat + metres / DEGREE, gridCode: '' },
  ...{
    streams: [{ kind: 'hls', url: 'stream://a/' }],
    heading: null,
    view: null,
    range: null,
    ptz: false,
    presets: [],
  },
  ...change,
});

it('names the nearest cameras that play, nearest first, and none that is too far to show anything', () => {
  const sources = [
    ...[1400, 300, 1600, 50, 700, 900].map((metres) => source(`at ${metres}`, metres)),
    source('unplayable', 10, { streams: [] }),
    source('terminal', 10, { kind: 'terminal' }),
  ];
  const near = camerasNear(sources, place);
  expect(near.map(({ source: { id } }) => id)).toEqual(['at 50', 'at 300', 'at 700', 'at 900']);
  expect(near[0]?.away).toBeCloseTo(50, -1);
});
