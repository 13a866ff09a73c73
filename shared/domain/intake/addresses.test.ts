import { describe, expect, it } from 'vitest';
import { type FoundPlaces, type KnownAddress, partsOf, suggestPlaces } from './addresses.ts';

const STREETS = new Set(['云锦路', '云锦路8弄', '安河路']);
const split = (address: string) => partsOf(address, STREETS, 6);
const known = (address: string, gridCode: string, lon = 121.46): KnownAddress => ({
  address,
  gridCode,
  lon,
  lat: 31.19,
});
const NOTHING: FoundPlaces = { known: [], streets: [], areas: [] };
const suggest = (typed: string, found: Partial<FoundPlaces>, pin: { lon: number; lat: number } | null = null) =>
  suggestPlaces(typed, { ...NOTHING, ...found }, split, pin);
const [A, B] = ['99010100100101', '99010100100102'];

describe('an address', () => {
  it('is split at its street, the longest that fits', () => {
    expect(split('星林街道云锦路十二号3单元')).toEqual({ street: '云锦路', number: 12 });
    expect(split('云锦路８弄5号')).toEqual({ street: '云锦路8弄', number: 5 });
    expect(split('云锦路559弄')).toEqual({ street: '云锦路', number: 559 });
    expect(split('安河路口')).toEqual({ street: '安河路', number: null });
    expect(split('某处')).toBeNull();
  });

  it('told before from one grid is certain, from several only likely', () => {
    expect(suggest('云锦路１２号', { known: [known('云锦路12号', A), known('云锦路十二号', A)] })).toMatchObject([
      { address: '云锦路12号', confidence: 'certain', why: 'same-address', gridCode: A },
    ]);
    const both = suggest('云锦路12号', { known: [known('云锦路12号', A), known('云锦路12号', B)] });
    expect(both.map(({ confidence }) => confidence)).toEqual(['likely', 'likely']);
  });

  it('beside known numbers is likely, far along the street doubtful, and beyond not proposed', () => {
    const near = (n: number) => suggest('云锦路12号', { known: [known(`云锦路${n}号`, A)] }).find(isNear);
    const isNear = ({ why }: { why: string }) => why === 'near-number';
    expect(near(16)).toMatchObject({ address: '云锦路12号', confidence: 'likely' });
    expect(near(40)).toMatchObject({ confidence: 'doubtful' });
    expect(near(90)).toBeUndefined();
    const between = suggest('云锦路20号', { known: [known('云锦路10号', A), known('云锦路32号', A)] });
    expect(between.find(isNear)).toMatchObject({ confidence: 'likely', gridCode: A });
    expect(suggest('安河路12号', { known: [known('云锦路14号', A)] }).find(isNear)).toBeUndefined();
  });

  it('that names a street alone is likely within one grid, else doubtful; a community is always doubtful', () => {
    const street = (grids: number) => ({ name: '云锦路', grids, gridCode: A, lon: 121.46, lat: 31.19 });
    expect(suggest('云锦路', { streets: [street(1)] })).toMatchObject([{ confidence: 'likely', why: 'street' }]);
    expect(suggest('云锦路', { streets: [street(7)] })).toMatchObject([{ confidence: 'doubtful' }]);
    const area = { name: '书田社区', gridCode: A, lon: 121.46, lat: 31.19 };
    expect(suggest('书田社区', { areas: [{ ...area, tier: 'community' }] })).toMatchObject([
      { confidence: 'doubtful', why: 'community' },
    ]);
    expect(suggest('书田社区第3网格', { areas: [{ ...area, tier: 'unit' }] })).toMatchObject([
      { confidence: 'certain' },
    ]);
  });

  it('among equals is the one nearest to the pin, and says how far it is from it', () => {
    const both = [known('云锦路12号', A, 121.46), known('云锦路12号', B, 121.5)];
    expect(suggest('云锦路12号', { known: both }, { lon: 121.5, lat: 31.19 })).toMatchObject([
      { gridCode: B, away: 0 },
      { gridCode: A },
    ]);
    expect(suggest('', { known: both })).toEqual([]);
  });
});
