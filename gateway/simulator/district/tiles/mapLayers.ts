import type { Feature, Position } from 'geojson';
import type { LonLat } from '#shared/district/files.ts';
import { closed } from '../coding.ts';
import { centroid, mix } from '../geometry.ts';
import type { District, PoiKind } from '../types.ts';

export type LayerName = 'land' | 'water' | 'park' | 'block' | 'building' | 'road' | 'road-label' | 'boundary' | 'place';

/** What each layer holds, for the archive's metadata. */
export const LAYER_FIELDS: Record<LayerName, { minzoom: number; fields: Record<string, 'String' | 'Number'> }> = {
  land: { minzoom: 10, fields: {} },
  water: { minzoom: 10, fields: { kind: 'String' } },
  park: { minzoom: 11, fields: { kind: 'String' } },
  block: { minzoom: 12, fields: { kind: 'String' } },
  building: {
    minzoom: 14,
    fields: { kind: 'String', levels: 'Number', name: 'String', name_en: 'String', address: 'String' },
  },
  road: { minzoom: 10, fields: { class: 'String', name: 'String' } },
  'road-label': { minzoom: 13, fields: { class: 'String', name: 'String', name_en: 'String' } },
  boundary: { minzoom: 10, fields: { tier: 'String' } },
  place: { minzoom: 10, fields: { kind: 'String', name: 'String', name_en: 'String', rank: 'Number', code: 'String' } },
};

type Properties = Record<string, string | number>;

/** Features of like properties become one, so that a tile holds few. */
class Collector {
  private readonly groups = new Map<string, { properties: Properties; parts: Position[][] }>();

  add(properties: Properties, part: Position[]): void {
    const key = JSON.stringify(properties);
    const group = this.groups.get(key) ?? { properties, parts: [] };
    group.parts.push(part);
    this.groups.set(key, group);
  }

  polygons(): Feature[] {
    return [...this.groups.values()].map(({ properties, parts }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'MultiPolygon', coordinates: parts.map((ring) => [ring]) },
    }));
  }

  lines(): Feature[] {
    return [...this.groups.values()].map(({ properties, parts }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'MultiLineString', coordinates: parts },
    }));
  }
}

/** The features of one zoom, by layer; only what is worth drawing there. */
export function layersAt(district: District, zoom: number): Map<LayerName, Feature[]> {
  const { map } = district;
  const layers = new Map<LayerName, Feature[]>();
  const land = new Collector();
  land.add({}, closed(map.land));
  layers.set('land', land.polygons());
  layers.set('water', areas(map.water.filter(({ kind }) => kind !== 'pond' || zoom >= 12)));
  const showsPark = (park: (typeof map.parks)[number]): boolean =>
    zoom >= 13 || park.name?.zh.endsWith('公园') === true;
  if (zoom >= 11) layers.set('park', areas(map.parks.filter(showsPark)));
  if (zoom >= 12) layers.set('block', areas(map.blocks));
  if (zoom >= 14) layers.set('building', buildings(district, zoom));
  layers.set('road', roads(district, zoom));
  if (zoom >= 13) layers.set('road-label', roadLabels(district, zoom));
  const borders = new Collector();
  for (const { tier, line } of map.borders) {
    if (zoom >= { street: 10, community: 12, unit: 14 }[tier]) borders.add({ tier }, line);
  }
  layers.set('boundary', borders.lines());
  layers.set('place', places(district, zoom));
  return layers;
}

function areas(items: ReadonlyArray<{ kind: string; ring: Position[] }>): Feature[] {
  const collector = new Collector();
  for (const { kind, ring } of items) collector.add({ kind }, [...ring, ring[0] as Position]);
  return collector.polygons();
}

/** At 14 only large ones, told by kind; at 15 with floors; at 16 named and with addresses. */
function buildings(district: District, zoom: number): Feature[] {
  const collector = new Collector();
  for (const building of district.map.buildings) {
    if (zoom === 14 && building.size < 500) continue;
    const properties: Properties = { kind: building.kind };
    if (zoom >= 15) properties.levels = building.levels;
    if (zoom >= 15 && building.name) Object.assign(properties, { name: building.name.zh, name_en: building.name.en });
    if (zoom >= 16) properties.address = building.address;
    collector.add(properties, closed(building.ring));
  }
  return collector.polygons();
}

function roads(district: District, zoom: number): Feature[] {
  const collector = new Collector();
  for (const { street, name, line } of district.map.roads) {
    if (zoom < { main: 10, secondary: 12, lane: 13 }[street]) continue;
    collector.add(zoom >= 15 ? { class: street, name: name.zh } : { class: street }, line);
  }
  return collector.lines();
}

function roadLabels(district: District, zoom: number): Feature[] {
  const collector = new Collector();
  for (const { street, name, line } of district.map.roads) {
    if (zoom < { main: 13, secondary: 14, lane: 16 }[street]) continue;
    collector.add({ class: street, name: name.zh, name_en: name.en }, line);
  }
  return collector.lines();
}

const POI_ZOOM: Record<PoiKind, number> = {
  'operations-centre': 12,
  hospital: 14,
  metro: 14,
  mall: 15,
  school: 15,
  police: 15,
  'fire-station': 15,
  park: 14,
  market: 16,
  'community-centre': 16,
  factory: 16,
};

/** Large parks have water in the middle: their label stands beside it. */
function parkLabel(ring: readonly LonLat[], isLarge: boolean): readonly [number, number] {
  const middle = centroid(ring);
  const south = ring.reduce((a, b) => (b[1] < a[1] ? b : a));
  return isLarge ? [middle[0], middle[1] + (south[1] - middle[1]) * 0.72] : middle;
}

/** Between the banks, half way along: a river's ring runs down one bank and back up the other. */
function midstream(ring: readonly LonLat[]): readonly [number, number] {
  const half = Math.floor(ring.length / 4);
  return mix(ring[half] ?? [0, 0], ring[ring.length - 1 - half] ?? [0, 0], 0.5);
}

/** Points to label; the lower the rank the more important. */
function places(district: District, zoom: number): Feature[] {
  const { map } = district;
  const found: Feature[] = [];
  const add = (from: number, at: Position, properties: Properties): void => {
    if (zoom >= from) found.push({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: at } });
  };
  for (const { tier, code, name, at } of map.gridLabels)
    add(tier === 'street' ? 10 : 12, at, {
      kind: tier,
      name: name.zh,
      name_en: name.en,
      rank: tier === 'street' ? 1 : 3,
      code,
    });
  for (const { kind, name, ring } of map.water) {
    const middle = kind === 'river' ? midstream(ring) : centroid(ring);
    if (name) add(12, [...middle], { kind: 'water', name: name.zh, name_en: name.en, rank: 2 });
  }
  for (const { name, ring } of map.parks) {
    const isLarge = name?.zh.endsWith('公园') === true;
    if (name)
      add(isLarge ? 13 : 15, [...parkLabel(ring, isLarge)], {
        kind: 'park',
        name: name.zh,
        name_en: name.en,
        rank: isLarge ? 4 : 7,
      });
  }
  for (const { kind, name, at } of map.pois)
    add(POI_ZOOM[kind], at, { kind, name: name.zh, name_en: name.en, rank: POI_ZOOM[kind] - 9 });
  return found;
}
