import { describe, expect, it } from 'vitest';
import { type ChartLook, groupOption, streetOption, topGroups } from './options.ts';
import { percent } from './rates.ts';

const look: ChartLook = {
  font: 'sans-serif',
  size: 20,
  text: '#fff',
  soft: '#ccc',
  line: '#888',
  grid: '#333',
  accent: '#5aa9ff',
  green: '#45cf93',
  red: '#ff7a70',
};
const data = (option: ReturnType<typeof streetOption>) =>
  [option.series].flat().map((series) => (series && 'data' in series ? series.data : null));

describe('figures', () => {
  it('show a rate to a tenth of a per cent, and – when there is nothing to divide by', () => {
    expect(percent({ value: 911 / 972, of: 972 })).toBe('93.7');
    expect(percent({ value: 0, of: 0 })).toBe('–');
    expect(percent({ value: null, of: 4 })).toBe('–');
    expect(percent(undefined)).toBe('–');
  });

  it('stack the overdue part and the rest to what is open, most first from the top', () => {
    const streets = [
      { code: '1', name: 'A', open: 12, overdue: 2 },
      { code: '2', name: 'B', open: 5, overdue: 5 },
    ];
    expect(data(streetOption(look, streets, ['open', 'overdue']))).toEqual([
      [5, 2],
      [0, 10],
    ]);
  });

  it('keep the eight most frequent groups', () => {
    const groups = Array.from({ length: 20 }, (_, n) => ({ name: `g${n}`, count: n }));
    expect(topGroups(groups).map(({ count }) => count)).toEqual([19, 18, 17, 16, 15, 14, 13, 12]);
    expect(data(groupOption(look, groups))).toEqual([[12, 13, 14, 15, 16, 17, 18, 19]]);
  });
});
