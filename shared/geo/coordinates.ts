import type { CoordinateSystem } from './crs.ts';

/** Coordinates as people write them: decimal, degrees and minutes, or degrees, minutes and seconds, in either order. */

export interface ReadCoordinates {
  lon: number;
  lat: number;
  /** the system the text itself names; null when it says nothing of it */
  named: CoordinateSystem | null;
}

const NAMES: readonly (readonly [CoordinateSystem, RegExp])[] = [
  ['wgs84', /wgs[-_ ]?(?:19)?84|gps/gi],
  ['cgcs2000', /cgcs[-_ ]?2000|国家2000|2000国家(?:大地)?坐标系?|天地图|tianditu/gi],
  ['gcj02', /gcj[-_ ]?02|高德|腾讯|amap|国测局|火星/gi],
  ['bd09', /bd[-_ ]?09(?:ll)?|百度|baidu/gi],
];
const FILLERS = /坐标系?|地图|定位|[:：=()（）]/gu;

const NUMBER = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`;
const SIGNS = String.raw`(?:\s*[°度](?:\s*(\d{1,2}(?:\.\d+)?)\s*['′’分](?:\s*(\d{1,2}(?:\.\d+)?)\s*(?:["″”秒]|''|′′))?)?)?`;
const SIDE = String.raw`([nsew]|北纬|南纬|东经|西经|纬度?|经度?|latitude|lat|longitude|lon|lng)`;
const BEFORE = new RegExp(String.raw`^${SIDE}\.?\s*${NUMBER}${SIGNS}`, 'iu');
const AFTER = new RegExp(String.raw`^${NUMBER}${SIGNS}(?:\s*${SIDE})?`, 'iu');
const BETWEEN = /^[\s,，;；、/|]*/u;

interface Angle {
  degrees: number;
  /** which of the two the text says it is */
  is: 'lon' | 'lat' | null;
}

/** Null for whatever is not exactly one pair of coordinates on the earth. */
export function readCoordinates(typed: string): ReadCoordinates | null {
  let text = typed.replaceAll('º', '°').normalize('NFKC').trim();
  let named: CoordinateSystem | null = null;
  for (const [system, words] of NAMES) {
    const without = text.replace(words, ' ');
    if (without !== text) named ??= system;
    text = without;
  }
  text = text.replace(FILLERS, ' ').trim();
  const pair = signless(text) ?? anglesOf(text);
  const placed = pair && inOrder(pair);
  return placed && Math.abs(placed.lat) <= 90 && Math.abs(placed.lon) <= 180 ? { ...placed, named } : null;
}

/** `31 12 30.5 121 27 3`: the same count of numbers for each, without any sign. */
function signless(text: string): [Angle, Angle] | null {
  const words = text.split(/[\s,，;]+/u);
  if (![4, 6].includes(words.length) || words.some((word) => !/^\d{1,3}(?:\.\d+)?$/.test(word))) return null;
  const half = words.length / 2;
  const one = sexagesimal(words.slice(0, half));
  const other = sexagesimal(words.slice(half));
  if (one === null || other === null) return null;
  return [
    { degrees: one, is: null },
    { degrees: other, is: null },
  ];
}

function anglesOf(text: string): [Angle, Angle] | null {
  const isBefore = BEFORE.test(text);
  const found: Angle[] = [];
  let rest = text;
  while (rest !== '' && found.length < 2) {
    const match = (isBefore ? BEFORE : AFTER).exec(rest);
    const angle = match && angleOf(isBefore ? [...match.slice(2, 5), match[1]] : match.slice(1, 5));
    if (!match || !angle) return null;
    found.push(angle);
    rest = rest.slice(match[0].length).replace(BETWEEN, '');
  }
  const [one, other] = found;
  return rest === '' && one && other ? [one, other] : null;
}

function angleOf([degrees = '', minutes, seconds, side]: (string | undefined)[]): Angle | null {
  const signed = sexagesimal([degrees, minutes ?? '0', seconds ?? '0']);
  if (signed === null) return null;
  const turned = side !== undefined && /^(?:[sw]$|南|西)/i.test(side) ? -signed : signed;
  if (side === undefined) return { degrees: turned, is: null };
  return { degrees: turned, is: /^(?:[ew]$|lon|lng|.?经)/iu.test(side) ? 'lon' : 'lat' };
}

function sexagesimal([degrees = '', minutes = '0', seconds = '0']: readonly string[]): number | null {
  const [d, m, s] = [Number(degrees), Number(minutes), Number(seconds)];
  if (m >= 60 || s >= 60) return null;
  const size = Math.abs(d) + m / 60 + s / 3600;
  return degrees.startsWith('-') ? -size : size;
}

/** What the text does not say is told by the numbers: in China a longitude is never as small as a latitude. */
function inOrder([one, other]: [Angle, Angle]): { lon: number; lat: number } | null {
  const isLonFirst =
    one.is === null && other.is === null
      ? Math.abs(one.degrees) > 90 || (looksLon(one.degrees) && looksLat(other.degrees))
      : one.is === 'lon' || other.is === 'lat';
  if (one.is !== null && one.is === other.is) return null;
  const [lon, lat] = isLonFirst ? [one.degrees, other.degrees] : [other.degrees, one.degrees];
  return { lon, lat };
}

function looksLon(degrees: number): boolean {
  return degrees >= 73 && degrees <= 136;
}
function looksLat(degrees: number): boolean {
  return degrees >= 3 && degrees <= 54;
}
