import { expect, test } from 'vitest';
import type { Notice } from '#shared/domain/notice.ts';
import { noticeData } from './noticeLayer.ts';

const notice = (id: string, level: Notice['level'], from: number | null): Notice => ({
  ...{ id, level, from, title: id, to: null, text: '' },
  polygons: [
    [
      [
        [121.4, 31.1],
        [121.6, 31.1],
        [121.6, 31.3],
        [121.4, 31.1],
      ],
    ],
  ],
});

test('[ST337] the gravest lies on top, one that is to begin is told apart, and its words stand once in its middle', () => {
  const data = noticeData([notice('a', 'red', 10), notice('b', 'blue', null)], 'dark', 5, ({ id }) => `words of ${id}`);
  const outlines = data.features.filter(({ geometry }) => geometry.type === 'MultiPolygon');
  expect(outlines.map(({ properties }) => [properties?.id, properties?.begun])).toEqual([
    ['b', true],
    ['a', false],
  ]);
  const [words] = data.features.filter(({ geometry }) => geometry.type === 'Point');
  expect(words?.properties?.words).toBe('words of b');
  expect(words?.geometry).toEqual({ type: 'Point', coordinates: [121.5, expect.closeTo(31.2, 6)] });
});
