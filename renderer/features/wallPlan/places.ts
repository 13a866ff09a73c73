import type { TourPlace } from '#shared/contract/wallPlan.ts';
import { type SavedView, showsOf } from '#shared/contract/mapView.ts';
import { type AreaGeometry, bboxOf, extentOf } from '#shared/geo/index.ts';

/** CSS pixels of a wall's map at 1080p that an area may fill */
const ROOM = { width: 900, height: 650 };
/** pixels of the world at zoom 0, and its degrees */
const WORLD_PX = 512;
const EARTH_DEGREES = 360;
const [FARTHEST, NEAREST] = [9, 17];

/** Where a saved view looks, and what is shown there. */
export function placeOfView(view: SavedView): TourPlace {
  const { name, lon, lat, zoom } = view;
  return { name, lon, lat, zoom, shows: showsOf(view) };
}

/** Where a map looks that shows an area whole. */
export function placeOfArea({ name, geometry }: { name: string; geometry: AreaGeometry }): TourPlace {
  const [west, south, east, north] = bboxOf(extentOf(geometry)) ?? [0, 0, 0, 0];
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const perPixel = EARTH_DEGREES / WORLD_PX;
  const byWidth = (ROOM.width * perPixel) / Math.max(east - west, 1e-6);
  const byHeight = (ROOM.height * perPixel * Math.cos((lat * Math.PI) / 180)) / Math.max(north - south, 1e-6);
  const zoom = Math.log2(Math.min(byWidth, byHeight));
  return { name: name.slice(0, 100), lon, lat, zoom: Math.min(NEAREST, Math.max(FARTHEST, zoom)) };
}
