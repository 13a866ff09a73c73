import proj4 from 'proj4';
import type { ImportCrs } from '#shared/contract/importViews.ts';
import { toWgs84 } from '#shared/geo/index.ts';

/** metres by which eastings of a zone are moved, so that none is negative */
const FALSE_EASTING = 500_000;
/** a zone's number stands before the easting: 40 500 000 is the middle of zone 40 */
const ZONE_METRES = 1_000_000;
const WIDTHS = { gk3: { degrees: 3, from: 25, to: 45 }, gk6: { degrees: 6, from: 13, to: 23 } } as const;

interface Place {
  lon: number;
  lat: number;
}

/**
 * WGS-84 of a coordinate pair in the file's system; null when it is none of it. CGCS2000 is WGS-84 but for some centimetres, and is taken
 * as such. Of Gauss-Krüger metres the one that can be an easting is the easting, since tables write them in either order, with
 * or without the zone's number before it.
 */
export function placeOf(x: number, y: number, { system, zone }: ImportCrs): Place | null {
  if (system === 'gk3' || system === 'gk6') return unprojected(x, y, system, zone);
  const isDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 90;
  if (!isDegrees) return null;
  return rounded(system === 'cgcs2000' ? { lon: x, lat: y } : toWgs84(x, y, system));
}

function unprojected(x: number, y: number, system: 'gk3' | 'gk6', zone: number | undefined): Place | null {
  const [easting, northing] = isNorthing(x) && !isNorthing(y) ? [y, x] : [x, y];
  const told = Math.floor(easting / ZONE_METRES);
  const at = told > 0 ? told : zone;
  const { degrees, from, to } = WIDTHS[system];
  if (!isNorthing(northing) || at === undefined || at < from || at > to) return null;
  const meridian = system === 'gk3' ? at * degrees : at * degrees - degrees / 2;
  const metres = told > 0 ? easting - told * ZONE_METRES : easting;
  const projection = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${FALSE_EASTING} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  const [lon = Number.NaN, lat = Number.NaN] = proj4(projection, 'WGS84', [metres, northing]);
  const fits = Math.abs(lon - meridian) <= degrees && lat >= 0 && lat <= 60;
  return fits ? rounded({ lon, lat }) : null;
}

/** China lies between some 400 and 6,000 km north of the equator; an easting without its zone is less, one with it more. */
function isNorthing(metres: number): boolean {
  return metres > ZONE_METRES && metres < 6_200_000;
}

/** A hundredth of a metre is more than any source knows. */
function rounded({ lon, lat }: Place): Place {
  return { lon: Math.round(lon * 1e7) / 1e7, lat: Math.round(lat * 1e7) / 1e7 };
}

/** The system a .prj file names; null when it is none of those an import knows. */
export function crsOfPrj(text: string): ImportCrs | null {
  const isProjected = /^\s*PROJCS/i.test(text);
  const isCgcs = /CGCS|China_?Geodetic|China Geodetic/i.test(text);
  if (!isProjected) return isCgcs ? { system: 'cgcs2000' } : /WGS_?(19)?84/i.test(text) ? { system: 'wgs84' } : null;
  const meridian = parameterOf(text, 'central_meridian');
  if (!isCgcs || meridian === null || !/Gauss_?Kr|Transverse_?Mercator/i.test(text)) return null;
  const told = Math.floor((parameterOf(text, 'false_easting') ?? 0) / ZONE_METRES);
  const six = (meridian + 3) / 6;
  const isSix =
    told > 0 ? told === six : !/3_?-?Degree/i.test(text) && Number.isInteger(six) && /GK_Zone|6_?-?Degree/i.test(text);
  if (isSix) return { system: 'gk6', zone: six };
  return Number.isInteger(meridian / 3) ? { system: 'gk3', zone: meridian / 3 } : null;
}

function parameterOf(text: string, name: string): number | null {
  const found = new RegExp(`"${name}"\\s*,\\s*(-?[\\d.]+)`, 'i').exec(text);
  return found ? Number(found[1]) : null;
}
