import { describe, expect, it } from 'vitest';
import { crsOfPrj, placeOf } from './crs.ts';

/** Metres between two places that are near each other. */
function metres(a: { lon: number; lat: number } | null, lon: number, lat: number): number {
  if (!a) return Number.POSITIVE_INFINITY;
  return Math.hypot((a.lon - lon) * 111_320 * Math.cos((lat * Math.PI) / 180), (a.lat - lat) * 110_950);
}

/** Forward Gauss-Krüger by the series of Snyder (USGS Professional Paper 1395, 8-9 to 8-15), apart from the library under test. */
function gaussKrueger(lon: number, lat: number, meridian: number): [x: number, y: number] {
  const [a, f] = [6_378_137, 1 / 298.257222101];
  const e2 = f * (2 - f);
  const second = e2 / (1 - e2);
  const phi = (lat * Math.PI) / 180;
  const [sin, cos, tan] = [Math.sin(phi), Math.cos(phi), Math.tan(phi)];
  const N = a / Math.sqrt(1 - e2 * sin * sin);
  const T = tan * tan;
  const C = second * cos * cos;
  const A = (((lon - meridian) * Math.PI) / 180) * cos;
  const M =
    a *
    ((1 - e2 / 4 - (3 * e2 ** 2) / 64 - (5 * e2 ** 3) / 256) * phi -
      ((3 * e2) / 8 + (3 * e2 ** 2) / 32 + (45 * e2 ** 3) / 1024) * Math.sin(2 * phi) +
      ((15 * e2 ** 2) / 256 + (45 * e2 ** 3) / 1024) * Math.sin(4 * phi) -
      ((35 * e2 ** 3) / 3072) * Math.sin(6 * phi));
  const x = N * (A + ((1 - T + C) * A ** 3) / 6 + ((5 - 18 * T + T * T + 72 * C - 58 * second) * A ** 5) / 120);
  const y =
    M +
    N *
      tan *
      (A ** 2 / 2 +
        ((5 - T + 9 * C + 4 * C * C) * A ** 4) / 24 +
        ((61 - 58 * T + T * T + 600 * C - 330 * second) * A ** 6) / 720);
  return [500_000 + x, y];
}

describe('coordinate systems', () => {
  it('[ST268] takes degrees of WGS-84 and CGCS2000 as they are, and moves those of GCJ-02 and BD-09', () => {
    expect(placeOf(121.46, 31.195, { system: 'wgs84' })).toEqual({ lon: 121.46, lat: 31.195 });
    expect(placeOf(121.46, 31.195, { system: 'cgcs2000' })).toEqual({ lon: 121.46, lat: 31.195 });
    // As the README of coordtransform publishes it: WGS-84 116.404, 39.915 in the two other systems.
    const [gcj02, bd09] = [
      [116.41024449916938, 39.91640428150164],
      [116.41662724378733, 39.922699552216216],
    ] as const;
    expect(metres(placeOf(...gcj02, { system: 'gcj02' }), 116.404, 39.915)).toBeLessThan(0.5);
    expect(metres(placeOf(...bd09, { system: 'bd09' }), 116.404, 39.915)).toBeLessThan(1);
  });

  it('[ST268] unprojects Gauss-Krüger metres of 3 and 6 degree zones, with and without the zone before them, in either order', () => {
    for (const [lon, lat] of [
      [121.46, 31.195],
      [119.2, 26.05],
      [113.9, 22.5],
      [126.6, 45.75],
    ] as const) {
      for (const system of ['gk3', 'gk6'] as const) {
        const zone = system === 'gk3' ? Math.round(lon / 3) : Math.floor(lon / 6) + 1;
        const [easting, northing] = gaussKrueger(lon, lat, system === 'gk3' ? zone * 3 : zone * 6 - 3);
        const told = zone * 1_000_000 + easting;
        for (const [x, y] of [
          [easting, northing],
          [northing, easting],
          [told, northing],
          [northing, told],
        ] as const) {
          expect(metres(placeOf(x, y, { system, zone }), lon, lat), `${system} ${x} ${y}`).toBeLessThan(0.02);
        }
        expect(metres(placeOf(told, northing, { system }), lon, lat)).toBeLessThan(0.02);
      }
    }
  });

  it('[ST268] knows the point of the equator of a zone, whose meridian is given by its number', () => {
    expect(placeOf(500_000, 3_452_000, { system: 'gk3', zone: 40 })?.lon).toBe(120);
    expect(placeOf(500_000, 3_452_000, { system: 'gk6', zone: 20 })?.lon).toBe(117);
  });

  it('[ST268] says of what is no coordinate of the system that it is none', () => {
    expect(placeOf(40_500_000, 3_452_000, { system: 'wgs84' })).toBeNull();
    expect(placeOf(121.46, 31.195, { system: 'gk3', zone: 40 })).toBeNull();
    expect(placeOf(500_000, 3_452_000, { system: 'gk3' })).toBeNull();
    expect(placeOf(20_500_000, 3_452_000, { system: 'gk3' })).toBeNull();
  });

  it('[ST268] reads the system of a .prj', () => {
    const gk = (name: string, meridian: number, easting: number) =>
      `PROJCS["${name}",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000"]],PROJECTION["Gauss_Kruger"],` +
      `PARAMETER["False_Easting",${easting}.0],PARAMETER["Central_Meridian",${meridian}.0],UNIT["Meter",1.0]]`;
    expect(crsOfPrj(gk('CGCS2000_3_Degree_GK_Zone_40', 120, 40_500_000))).toEqual({ system: 'gk3', zone: 40 });
    expect(crsOfPrj(gk('CGCS2000_3_Degree_GK_CM_120E', 120, 500_000))).toEqual({ system: 'gk3', zone: 40 });
    expect(crsOfPrj(gk('CGCS2000_GK_Zone_20', 117, 20_500_000))).toEqual({ system: 'gk6', zone: 20 });
    expect(crsOfPrj('GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]')).toEqual({ system: 'cgcs2000' });
    expect(crsOfPrj('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]')).toEqual({ system: 'wgs84' });
    expect(crsOfPrj('PROJCS["WGS_1984_UTM_Zone_51N",GEOGCS["GCS_WGS_1984"]]')).toBeNull();
  });
});
