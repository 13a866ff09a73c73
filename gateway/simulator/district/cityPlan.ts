import type { Bilingual, LonLat } from '#shared/district/files.ts';
import type { Point } from './geometry.ts';
import type { GridShapes } from './grids.ts';
import type { Layout } from './layout.ts';
import type { StreetNetwork } from './streets.ts';

/** The plan bent into its final place, with names and codes: what buildings, components and workers are put into. */
export interface CityPlan {
  layout: Layout;
  shapes: GridShapes;
  network: StreetNetwork;
  /** Corners of the plan in metres east and north of the centre. */
  points: Point[];
  positions: LonLat[];
  unitCodes: string[];
  communityCodes: string[];
  /** Without 社区. */
  communityNames: Bilingual[];
  streetCodes: string[];
  /** Without 街道. */
  streetNames: Bilingual[];
}
