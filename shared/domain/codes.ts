/**
 * The codes of the trade: grids (GB/T 30428.1), components (GB/T 30428.2 style) and case numbers; those of video
 * sources are in `gb28181.ts`. Parsers answer null for anything that is no such code; formatters throw RangeError on lengths that
 * cannot make one.
 */
import { shanghaiDay } from './calendar.ts';

export type GridCodeTier = 'district' | 'street' | 'community' | 'unit';

const TIER_LENGTHS: readonly { tier: GridCodeTier; length: number }[] = [
  { tier: 'district', length: 6 },
  { tier: 'street', length: 9 },
  { tier: 'community', length: 12 },
  { tier: 'unit', length: 14 },
];

/** 6 district + 3 street + 3 community + 2 unit digits; the parts below the code's own tier are absent. */
export interface GridCode {
  district: string;
  street?: string;
  community?: string;
  unit?: string;
}

/** The tier a code names by its length, or null when it is no grid code. */
export function gridTier(code: string): GridCodeTier | null {
  if (!/^\d+$/.test(code)) return null;
  return TIER_LENGTHS.find((row) => row.length === code.length)?.tier ?? null;
}

/** The code of the tier above, a prefix; null for a district or for no grid code. */
export function parentGrid(code: string): string | null {
  const tier = gridTier(code);
  const above = TIER_LENGTHS[TIER_LENGTHS.findIndex((row) => row.tier === tier) - 1];
  return above ? code.slice(0, above.length) : null;
}

/** Splits a 6-, 9-, 12- or 14-digit grid code. */
export function parseGridCode(code: string): GridCode | null {
  const tier = gridTier(code);
  if (!tier) return null;
  const parts: GridCode = { district: code.slice(0, 6) };
  if (code.length >= 9) parts.street = code.slice(6, 9);
  if (code.length >= 12) parts.community = code.slice(9, 12);
  if (code.length === 14) parts.unit = code.slice(12, 14);
  return parts;
}

/** Joins the parts again; throws RangeError when they make no grid code. */
export function formatGridCode(parts: GridCode): string {
  const fits =
    digits(parts.district, 6) &&
    (parts.street === undefined || digits(parts.street, 3)) &&
    (parts.community === undefined || (parts.street !== undefined && digits(parts.community, 3))) &&
    (parts.unit === undefined || (parts.community !== undefined && digits(parts.unit, 2)));
  if (!fits) throw new RangeError('not the parts of a grid code');
  return `${parts.district}${parts.street ?? ''}${parts.community ?? ''}${parts.unit ?? ''}`;
}

/** 6 district + 2 group + 2 kind + 6 serial digits. */
export interface ComponentCode {
  district: string;
  group: string;
  kind: string;
  serial: string;
}

/** Splits a 16-digit component code. */
export function parseComponentCode(code: string): ComponentCode | null {
  if (!digits(code, 16)) return null;
  return { district: code.slice(0, 6), group: code.slice(6, 8), kind: code.slice(8, 10), serial: code.slice(10) };
}

/** Joins the parts again; throws RangeError when they make no component code. */
export function formatComponentCode({ district, group, kind, serial }: ComponentCode): string {
  if (!digits(district, 6) || !digits(group, 2) || !digits(kind, 2) || !digits(serial, 6)) {
    throw new RangeError('not the parts of a component code');
  }
  return `${district}${group}${kind}${serial}`;
}

/** The community prefix of cases whose position is in no grid. */
export const NO_COMMUNITY = '000000000000';

/**
 * The case number: 12-digit community prefix + yyyymmdd in Shanghai + 5-digit serial (1–99,999) of that community
 * and day. A case outside every grid is numbered under `NO_COMMUNITY`.
 */
export function caseNumber(gridCode: string, at: number, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 99_999) throw new RangeError(`case serial ${serial}`);
  const community = /^\d{12}(\d{2})?$/.test(gridCode) ? gridCode.slice(0, 12) : NO_COMMUNITY;
  return `${community}${shanghaiDay(at).replaceAll('-', '')}${String(serial).padStart(5, '0')}`;
}

/** Splits a 25-digit case number; `day` is `YYYY-MM-DD` and must be a real day. */
export function parseCaseNumber(number: string): { community: string; day: string; serial: number } | null {
  const parts = /^(\d{12})(\d{4})(\d{2})(\d{2})(\d{5})$/.exec(number);
  if (!parts) return null;
  const [, community = '', year = '', month = '', date = '', serial = ''] = parts;
  const day = `${year}-${month}-${date}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day || Number(serial) === 0) return null;
  return { community, day, serial: Number(serial) };
}

function digits(text: string, length: number): boolean {
  return text.length === length && /^\d+$/.test(text);
}
