import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';

/**
 * The map's camera as the overlays need it. North is always up and the map is never tilted, so a camera is a scale and
 * a shift: `screen = mercator × scale + shift`. Lengths are CSS pixels, mercator runs 0…1.
 */
export interface Camera {
  centreX: number;
  centreY: number;
  zoom: number;
  width: number;
  height: number;
}

/** Pixels of the whole world at zoom 0: MapLibre's tile size. */
const WORLD_PIXELS = 512;

/** A screen mapping relative to an origin: `x = dx × scale + x0`. Doubles outside, so that floats inside stay small. */
export interface Affine {
  scale: number;
  x0: number;
  y0: number;
}

export function cameraOf(lon: number, lat: number, zoom: number, width: number, height: number): Camera {
  return { centreX: mercatorX(lon), centreY: mercatorY(lat), zoom, width, height };
}

/** CSS pixels per unit of mercator. */
export function cameraScale(camera: Camera): number {
  return WORLD_PIXELS * 2 ** camera.zoom;
}

/** The mapping of mercator positions relative to (originX, originY) to CSS pixels from the map's top left corner. */
export function affineOf(camera: Camera, originX: number, originY: number): Affine {
  const scale = cameraScale(camera);
  return {
    scale,
    x0: (originX - camera.centreX) * scale + camera.width / 2,
    y0: (originY - camera.centreY) * scale + camera.height / 2,
  };
}

/** Longitude of a mercator x, degrees. */
export function lonOf(x: number): number {
  return x * 360 - 180;
}

/** Latitude of a mercator y, degrees. */
export function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Screen position of a longitude and latitude, CSS pixels. */
export function project(camera: Camera, lon: number, lat: number): { x: number; y: number } {
  const { scale, x0, y0 } = affineOf(camera, 0, 0);
  return { x: mercatorX(lon) * scale + x0, y: mercatorY(lat) * scale + y0 };
}

/** Metres around the equator. */
export const EARTH_METERS = 40_075_016.686;

/** Metres on the ground per unit of mercator, where mercator y is `y`. */
export function metersPerMercator(y: number): number {
  return EARTH_METERS / Math.cosh(Math.PI * (1 - 2 * y));
}

export function sameCamera(a: Camera, b: Camera): boolean {
  return (
    a.centreX === b.centreX &&
    a.centreY === b.centreY &&
    a.zoom === b.zoom &&
    a.width === b.width &&
    a.height === b.height
  );
}

/** The CSS transform that lays a picture painted for one camera where it belongs under another. */
export function carryOver(painted: Camera, now: Camera): { scale: number; x: number; y: number } {
  const scale = 2 ** (now.zoom - painted.zoom);
  const pixels = cameraScale(now);
  return {
    scale,
    x: (painted.centreX - now.centreX) * pixels + now.width / 2 - (painted.width / 2) * scale,
    y: (painted.centreY - now.centreY) * pixels + now.height / 2 - (painted.height / 2) * scale,
  };
}
