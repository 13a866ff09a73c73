import type { GridCollection } from '#shared/district/files.ts';
import { bboxOf, inBbox, pointInPolygon } from '#shared/geo/index.ts';

/** The grids under a place, from the street down to the unit grid. */
export interface GridPlace {
  street: string;
  community: string;
  unit: string;
  /** code of the unit grid */
  code: string;
}

export type GridLookup = (lon: number, lat: number) => GridPlace | null;

/** Finds the unit grid of a place and names its parents. */
export function gridLookup({ features }: GridCollection): GridLookup {
  const names = new Map(features.map(({ properties }) => [properties.code, properties]));
  const units = features
    .filter(({ properties }) => properties.tier === 'unit')
    .map((feature) => ({ feature, box: bboxOf(feature.geometry.coordinates[0] ?? []) }));
  return (lon, lat) => {
    const found = units.find(
      ({ feature, box }) => box && inBbox([lon, lat], box) && pointInPolygon([lon, lat], feature.geometry.coordinates),
    );
    if (!found) return null;
    const unit = found.feature.properties;
    const community = names.get(unit.parent);
    const street = community && names.get(community.parent);
    return { unit: unit.name, code: unit.code, community: community?.name ?? '', street: street?.name ?? '' };
  };
}
