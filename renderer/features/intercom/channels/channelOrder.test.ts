import { expect, it } from 'vitest';
import { channelForTest } from '../testRadio.ts';
import { foundChannels, tierOf } from './channelOrder.ts';

const channels = [
  channelForTest('unit', { name: '第2网格', gridCode: '11010100100102', joined: false }),
  channelForTest('street', { name: '粤海街道', gridCode: '110101001', joined: false }),
  channelForTest('team', { name: '二班', kind: 'team', joined: true }),
  channelForTest('all', { name: '全体', kind: 'all-call', joined: false }),
];
const ids = (query: Parameters<typeof foundChannels>[1]) => foundChannels(channels, query).map(({ id }) => id);

it('shows what is joined first, then by kind and from the large grid to the small', () => {
  expect(ids({ text: '', kind: 'all' })).toEqual(['team', 'all', 'street', 'unit']);
});

it('finds by name, by the beginning of the code, and by kind', () => {
  expect(ids({ text: '网格', kind: 'all' })).toEqual(['unit']);
  expect(ids({ text: '110101', kind: 'all' })).toEqual(['street', 'unit']);
  expect(ids({ text: '', kind: 'team' })).toEqual(['team']);
});

it('knows the tier of a grid channel by its code', () => {
  expect(channels.map(tierOf)).toEqual(['unit', 'street', null, null]);
});
