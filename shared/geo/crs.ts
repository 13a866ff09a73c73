/** Coordinate systems met on Chinese devices: WGS-84 (GPS), GCJ-02 (state maps), BD-09 (Baidu). */
import gcoord from 'gcoord';

export type Crs = 'wgs84' | 'gcj02' | 'bd09';

const SOURCES = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** The same place in WGS-84 degrees, good to about a metre inside China; outside China GCJ-02 equals WGS-84. */
export function toWgs84(lon: number, lat: number, crs: Crs = 'wgs84'): { lon: number; lat: number } {
  if (crs === 'wgs84') return { lon, lat };
  const [x, y] = gcoord.transform([lon, lat], SOURCES[crs], gcoord.WGS84);
  return { lon: x, lat: y };
}
