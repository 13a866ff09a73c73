import type { Geometry } from 'geojson';
import type { ImportCrs } from '#shared/contract/importViews.ts';
import { MOST_RING_POINTS } from '#shared/imports/rows.ts';
import { bboxOf } from '#shared/geo/index.ts';
import { placeOf } from './crs.ts';

type Position = readonly number[];

/** Where a shape is, in WGS-84: a point as it is, of anything else the middle; null when it is none of the file's system. */
export function pointOf(shape: Geometry | null, crs: ImportCrs): { lon: number; lat: number } | null {
  const positions = shape ? positionsOf(shape) : [];
  const box = bboxOf(positions.map(([x = Number.NaN, y = Number.NaN]) => [x, y]));
  return box && placeOf((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, crs);
}

/** The rings of one polygon in WGS-84, outline first; null when the shape is no single closed polygon of the file's system. */
export function ringsOf(shape: Geometry | null, crs: ImportCrs): [number, number][][] | null {
  const rings = shape && polygonOf(shape);
  if (!rings || rings.length === 0) return null;
  const placed = rings.map((ring) => ringOf(ring, crs));
  return placed.every((ring) => ring !== null) ? placed : null;
}

function polygonOf(shape: Geometry): Position[][] | null {
  if (shape.type === 'Polygon') return shape.coordinates;
  // A grid is one piece; parts of several would need a shape of its own on the wire.
  return shape.type === 'MultiPolygon' && shape.coordinates.length === 1 ? (shape.coordinates[0] ?? null) : null;
}

function ringOf(ring: readonly Position[], crs: ImportCrs): [number, number][] | null {
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  if (!isClosed || ring.length > MOST_RING_POINTS) return null;
  const placed = ring.map(([x = Number.NaN, y = Number.NaN]) => placeOf(x, y, crs));
  return placed.every((at) => at !== null) ? placed.map(({ lon, lat }) => [lon, lat]) : null;
}

function positionsOf(shape: Geometry): Position[] {
  switch (shape.type) {
    case 'Point':
      return [shape.coordinates];
    case 'MultiPoint':
    case 'LineString':
      return shape.coordinates;
    case 'Polygon':
    case 'MultiLineString':
      return shape.coordinates.flat();
    case 'MultiPolygon':
      return shape.coordinates.flat(2);
    case 'GeometryCollection':
      return shape.geometries.flatMap(positionsOf);
  }
}
