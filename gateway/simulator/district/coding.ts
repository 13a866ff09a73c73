import type { Bilingual, GridFeature, LonLat } from '#shared/district/files.ts';
import type { CityPlan } from './cityPlan.ts';
import type { Point } from './geometry.ts';
import { centroid } from './geometry.ts';
import type { GridShape } from './grids.ts';

/** A code no real district has. */
export const DISTRICT_CODE = '990101';

/** Order in which people number places on a map: bands from north to south, west to east within a band. */
function readingOrder(centres: readonly Point[], band: number): number[] {
  const row = (i: number): number => -Math.round((centres[i]?.[1] ?? 0) / band);
  return centres.map((_, i) => i).sort((a, b) => row(a) - row(b) || (centres[a]?.[0] ?? 0) - (centres[b]?.[0] ?? 0));
}

function numberWithin(
  shapes: readonly GridShape[],
  parentCodes: readonly string[],
  points: readonly Point[],
  band: number,
  digits: number,
): string[] {
  const centres = shapes.map((shape) => centroid((shape.loops[0] ?? []).map((corner) => points[corner] ?? [0, 0])));
  const next = parentCodes.map(() => 1);
  const codes: string[] = [];
  for (const i of readingOrder(centres, band)) {
    const parent = shapes[i]?.parent ?? 0;
    const serial = next[parent] ?? 1;
    next[parent] = serial + 1;
    codes[i] = (parentCodes[parent] ?? '') + String(serial).padStart(digits, '0');
  }
  return codes;
}

/** Codes of all tiers: 6 district + 3 street + 3 community + 2 unit digits, parents being prefixes. */
export function codeGrids(
  plan: Pick<CityPlan, 'shapes' | 'points'>,
): Pick<CityPlan, 'streetCodes' | 'communityCodes' | 'unitCodes'> {
  const { shapes, points } = plan;
  const streetCodes = numberWithin(shapes.streets, [DISTRICT_CODE], points, 2_500, 3);
  const communityCodes = numberWithin(shapes.communities, streetCodes, points, 1_100, 3);
  const unitCodes = numberWithin(shapes.units, communityCodes, points, 260, 2);
  return { streetCodes, communityCodes, unitCodes };
}

/** All grids as GeoJSON features: streets, communities, units, each tier ordered by code. */
export function gridFeatures(plan: CityPlan): GridFeature[] {
  const { shapes } = plan;
  const street = shapes.streets.map((shape, i) =>
    feature(plan, shape, 'street', plan.streetCodes[i], `${plan.streetNames[i]?.zh}街道`),
  );
  const community = shapes.communities.map((shape, i) =>
    feature(plan, shape, 'community', plan.communityCodes[i], `${plan.communityNames[i]?.zh}社区`),
  );
  const unit = shapes.units.map((shape, i) => {
    const code = plan.unitCodes[i] ?? '';
    return feature(
      plan,
      shape,
      'unit',
      code,
      `${plan.communityNames[shape.parent]?.zh}社区第${Number(code.slice(12))}网格`,
    );
  });
  const byCode = (a: GridFeature, b: GridFeature): number => (a.properties.code < b.properties.code ? -1 : 1);
  return [...street.sort(byCode), ...community.sort(byCode), ...unit.sort(byCode)];
}

function feature(
  plan: CityPlan,
  shape: GridShape,
  tier: GridFeature['properties']['tier'],
  code = '',
  name = '',
): GridFeature {
  return {
    type: 'Feature',
    properties: { code, parent: code.slice(0, { street: 6, community: 9, unit: 12 }[tier]), tier, name },
    geometry: {
      type: 'Polygon',
      coordinates: shape.loops.map((loop) => closed(loop.map((corner) => plan.positions[corner] ?? [0, 0]))),
    },
  };
}

/** Repeats the first position at the end, as GeoJSON wants. */
export function closed(ring: readonly LonLat[]): LonLat[] {
  const [first] = ring;
  return first ? [...ring, first] : [];
}

/** Appends a suffix to a name in both languages. */
export function suffixed(name: Bilingual, zh: string, en: string): Bilingual {
  return { zh: name.zh + zh, en: `${name.en} ${en}` };
}
