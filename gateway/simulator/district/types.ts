import type {
  Bilingual,
  ComponentsFile,
  Department,
  DistrictInfo,
  GridFeature,
  GridTier,
  LonLat,
  StreetClass,
  StreetGraph,
  Team,
  Worker,
} from '#shared/district/files.ts';

export type BlockKind =
  | 'residential'
  | 'commercial'
  | 'office'
  | 'industrial'
  | 'school'
  | 'hospital'
  | 'park'
  | 'square';
export type BuildingKind = 'residential' | 'commercial' | 'office' | 'industrial' | 'school' | 'hospital' | 'public';
export type PoiKind =
  | 'school'
  | 'hospital'
  | 'market'
  | 'mall'
  | 'metro'
  | 'police'
  | 'fire-station'
  | 'community-centre'
  | 'operations-centre'
  | 'park'
  | 'factory';

/** An open ring in WGS-84 with what it is. */
export interface Area<K extends string> {
  kind: K;
  ring: LonLat[];
  name?: Bilingual;
}

export interface Building extends Area<BuildingKind> {
  /** Footprint in m². */
  size: number;
  /** Floors above ground. */
  levels: number;
  address: string;
  gridCode: string;
}

export interface Poi {
  kind: PoiKind;
  name: Bilingual;
  at: LonLat;
  gridCode: string;
}

export interface RoadLine {
  street: StreetClass;
  name: Bilingual;
  line: LonLat[];
}

/** A stretch of border, drawn once; `tier` is the highest tier it divides. */
export interface BorderLine {
  tier: GridTier;
  line: LonLat[];
}

/** A label of a grid. */
export interface GridLabel {
  tier: 'street' | 'community';
  code: string;
  name: Bilingual;
  at: LonLat;
}

/** What only the map needs. */
export interface MapContent {
  land: LonLat[];
  water: Array<Area<'river' | 'lake' | 'pond'>>;
  parks: Array<Area<'park' | 'bank'>>;
  blocks: Array<Area<BlockKind>>;
  buildings: Building[];
  pois: Poi[];
  roads: RoadLine[];
  borders: BorderLine[];
  gridLabels: GridLabel[];
}

/** A whole demo district, as the files and the map are made from. */
export interface District {
  info: DistrictInfo;
  grids: GridFeature[];
  streets: StreetGraph;
  departments: Department[];
  components: ComponentsFile;
  teams: Team[];
  workers: Worker[];
  map: MapContent;
}
