import type { CaseRow } from '#shared/contract/views.ts';
import type { Case } from '#shared/domain/case.ts';
import { distanceMeters } from '#shared/geo/index.ts';

/** Metres within which an open case of the same category may be the same problem. */
export const NEARBY_METERS = 500;

export interface NearbyCase {
  row: CaseRow;
  /** metres */
  distance: number;
}

/** Cases that may be the same problem: same category, near, nearest first; never the case itself. */
export function nearbySame(
  shown: Pick<Case, 'id' | 'categoryCode' | 'lon' | 'lat'>,
  rows: readonly CaseRow[],
): NearbyCase[] {
  return rows
    .filter((row) => row.id !== shown.id && row.categoryCode === shown.categoryCode)
    .map((row) => ({ row, distance: distanceMeters(shown, row) }))
    .filter(({ distance }) => distance <= NEARBY_METERS)
    .toSorted((a, b) => a.distance - b.distance);
}
