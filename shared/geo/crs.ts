/**
 * Coordinate systems met in China: WGS-84 (GPS), CGCS2000 (national; WGS-84 but for centimetres, and taken as such), GCJ-02
 * (commercial state maps), BD-09 (Baidu).
 */
import gcoord from 'gcoord';

export const COORDINATE_SYSTEMS = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];
export type Crs = Exclude<CoordinateSystem, 'cgcs2000'>;

const SHIFTED = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** Whether its coordinates lie hundreds of metres beside WGS-84's. */
export function isShifted(system: CoordinateSystem): system is keyof typeof SHIFTED {
  return system in SHIFTED;
}

/** The same place in WGS-84 degrees, good to 0.1 m inside China; outside China GCJ-02 equals WGS-84. */
export function toWgs84(lon: number, lat: number, system: CoordinateSystem = 'wgs84'): { lon: number; lat: number } {
  if (!isShifted(system)) return { lon, lat };
  const [x, y] = gcoord.transform([lon, lat], SHIFTED[system], gcoord.WGS84);
  return { lon: x, lat: y };
}

/** A WGS-84 place in another system's degrees: what maps of that system show it at. */
export function fromWgs84(lon: number, lat: number, system: CoordinateSystem): { lon: number; lat: number } {
  if (!isShifted(system)) return { lon, lat };
  const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, SHIFTED[system]);
  return { lon: x, lat: y };
}
