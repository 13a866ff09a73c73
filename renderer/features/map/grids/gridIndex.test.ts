import { describe, expect, it } from 'vitest';
import { gridCollectionSchema } from '#shared/district/files.ts';
import file from '../../../../resources/district/grids.geojson?raw';
import { gridLookup } from './gridIndex.ts';

describe('the grid under a place', () => {
  it('is found in the demo district with its community and street', () => {
    const grids = gridCollectionSchema.parse(JSON.parse(file));
    const lookup = gridLookup(grids);
    const place = lookup(121.46, 31.195);
    const unit = grids.features.find(({ properties }) => properties.code === place?.code);
    const community = grids.features.find(({ properties }) => properties.code === unit?.properties.parent);
    expect(unit?.properties.tier).toBe('unit');
    expect(place?.unit).toBe(unit?.properties.name);
    expect(place?.community).toBe(community?.properties.name);
    expect(place?.street).not.toBe('');
    expect(lookup(0, 0)).toBeNull();
  });
});
