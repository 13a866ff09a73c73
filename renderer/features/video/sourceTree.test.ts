import { expect, it } from 'vitest';
import type { VideoSourceView } from '#shared/contract/video.ts';
import { countOf, fits, sourceTree } from './sourceTree.ts';

const source = (id: string, gridCode: string, name = id): VideoSourceView => ({
  ...{ id, name, gridCode, kind: 'camera', lon: 0, lat: 0, streams: [] },
  ...{ heading: null, view: null, range: null, ptz: false, presets: [] },
});
const streets = [
  { code: '990101001', name: '东街' },
  { code: '990101002', name: '西街' },
];
const communities = [{ code: '990101001001', name: '一社区' }];

it('puts every source in one place of the tree, and loses none', () => {
  const all = [
    source('a', '99010100100101'),
    source('b', '990101001002'),
    source('c', '990101009001'),
    source('d', '', '无网格'),
  ];
  const tree = sourceTree(all, streets, communities, '其他');
  expect(tree.map(({ name }) => name)).toEqual(['东街', '其他']);
  expect(tree[0]?.groups).toMatchObject([{ name: '一社区', sources: [{ id: 'a' }] }]);
  expect(tree[0]?.sources.map(({ id }) => id)).toEqual(['b']);
  expect(tree.reduce((sum, group) => sum + countOf(group), 0)).toBe(all.length);
});

it('finds a source by a part of its name or number', () => {
  const one = source('99010100081326000017', '', '云锦路口');
  expect(['云锦', '0017', ' 路口 ', ''].every((text) => fits(one, text))).toBe(true);
  expect(fits(one, '河道')).toBe(false);
});
