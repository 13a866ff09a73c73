import { distanceMeters } from '../../geo/index.ts';
import { normaliseAddress } from '../search.ts';
import { type Confidence, surer } from './confidence.ts';
import { likeness } from './likeness.ts';

/** Where an address may be: by what the district and earlier cases tell of it. Positions are WGS-84 degrees. */

/** Why a place is proposed. */
export const PLACE_REASONS = [
  /** an earlier case or component has this very address */
  'same-address',
  /** a house number of the same street not far from it is known */
  'near-number',
  /** the grid or its code is named itself */
  'grid',
  'street',
  'community',
  /** an earlier case's address reads much the same */
  'alike',
] as const;
export type PlaceReason = (typeof PLACE_REASONS)[number];

export interface Place {
  lon: number;
  lat: number;
  /** unit grid, '' when in none */
  gridCode: string;
}
export interface PlaceSuggestion extends Place {
  address: string;
  confidence: Confidence;
  why: PlaceReason;
  /** metres from the pin; null without one */
  away: number | null;
}

/** An address whose place is known: of an earlier case, or of a component. */
export interface KnownAddress extends Place {
  address: string;
}
/** A street as far as it is known where it runs. */
export interface StreetPlace extends Place {
  name: string;
  /** unit grids it runs through */
  grids: number;
}
/** A community or unit grid that is named; the position is its middle. */
export interface AreaPlace extends Place {
  name: string;
  tier: 'community' | 'unit';
}

export interface FoundPlaces {
  known: readonly KnownAddress[];
  streets: readonly StreetPlace[];
  areas: readonly AreaPlace[];
}

/** The street of an address, and the number right behind it. */
export interface AddressParts {
  street: string;
  /** 号 or 弄; null when none is told */
  number: number | null;
}

/** Splits an address at the longest street name in it; null when it names none of them. Names are normalised addresses. */
export function partsOf(
  address: string,
  streets: { has(name: string): boolean },
  longest: number,
): AddressParts | null {
  const text = normaliseAddress(address);
  for (let length = Math.min(longest, text.length); length > 1; length -= 1) {
    for (let from = 0; from + length <= text.length; from += 1) {
      const street = text.slice(from, from + length);
      if (!streets.has(street)) continue;
      const number = /^(\d{1,5})[号弄]/u.exec(text.slice(from + length))?.[1];
      return { street, number: number === undefined ? null : Number(number) };
    }
  }
  return null;
}

/** Numbers so far apart are still neighbours, and still of the same stretch. */
const NEIGHBOURS = 6;
const SAME_STRETCH = 30;
const MOST_SHOWN = 8;
const ALIKE = 0.6;

/**
 * What may be meant, surest first, nearest to the pin among equals. `known` must have been found by the typed address; `split`
 * tells the parts of an address as `partsOf` does.
 */
export function suggestPlaces(
  typed: string,
  found: FoundPlaces,
  split: (address: string) => AddressParts | null,
  pin: { lon: number; lat: number } | null,
): PlaceSuggestion[] {
  const address = normaliseAddress(typed);
  if (address === '') return [];
  const parts = split(address);
  const proposals = [
    // What is told of a whole street says no more than the street.
    ...(parts?.street === address ? [] : sameAddress(address, found.known)),
    ...nearNumber(typed.trim(), parts, found.known, split),
    ...found.areas.map((area) => ofArea(area)),
    ...found.streets.map((street) => ofStreet(street)),
    ...alike(address, found.known),
  ];
  const placed = proposals.map((one) => ({ ...one, away: pin && distanceMeters(pin, one) }));
  return distinct(placed.toSorted((a, b) => surer(a.confidence, b.confidence) || (a.away ?? 0) - (b.away ?? 0))).slice(
    0,
    MOST_SHOWN,
  );
}

type Proposal = Omit<PlaceSuggestion, 'away'>;

/** All that were told from this address: certain when they agree on a grid. */
function sameAddress(address: string, known: readonly KnownAddress[]): Proposal[] {
  const same = known.filter((one) => normaliseAddress(one.address) === address);
  const grids = new Set(same.map(({ gridCode }) => gridCode));
  return same.map((one) => ({
    ...placeOf(one),
    address: one.address,
    confidence: grids.size === 1 && one.gridCode !== '' ? 'certain' : 'likely',
    why: 'same-address',
  }));
}

/** Between the nearest known numbers of the street, on either side of what was typed. */
function nearNumber(
  typed: string,
  parts: AddressParts | null,
  known: readonly KnownAddress[],
  split: (address: string) => AddressParts | null,
): Proposal[] {
  if (parts === null || parts.number === null) return [];
  const wanted = parts.number;
  const numbered = known.flatMap((one) => {
    const own = split(one.address);
    const fits = own?.street === parts.street && own.number !== null && own.number !== wanted;
    return fits ? [{ one, off: (own.number ?? 0) - wanted }] : [];
  });
  const below = nearestBy(numbered.filter(({ off }) => off < 0));
  const above = nearestBy(numbered.filter(({ off }) => off > 0));
  const nearest = nearestBy([below, above].flatMap((one) => one ?? []));
  if (!nearest || Math.abs(nearest.off) > SAME_STRETCH) return [];
  const agree = below && above && below.one.gridCode === above.one.gridCode;
  const likely = Math.abs(nearest.off) <= NEIGHBOURS || agree;
  return [{ ...placeOf(nearest.one), address: typed, confidence: likely ? 'likely' : 'doubtful', why: 'near-number' }];
}

function nearestBy<T extends { off: number }>(all: readonly T[]): T | null {
  return all.reduce<T | null>((best, one) => (best && Math.abs(best.off) <= Math.abs(one.off) ? best : one), null);
}

/** A whole street says little of where on it, unless it is a lane within one grid. */
function ofStreet({ name, grids, ...place }: StreetPlace): Proposal {
  return { ...placeOf(place), address: name, confidence: grids === 1 ? 'likely' : 'doubtful', why: 'street' };
}

function ofArea({ name, tier, ...place }: AreaPlace): Proposal {
  if (tier === 'unit') return { ...placeOf(place), address: name, confidence: 'certain', why: 'grid' };
  return { ...placeOf(place), address: name, confidence: 'doubtful', why: 'community' };
}

function alike(address: string, known: readonly KnownAddress[]): Proposal[] {
  return known
    .map((one) => ({ one, like: likeness(address, normaliseAddress(one.address)) }))
    .filter(({ one, like }) => like >= ALIKE && normaliseAddress(one.address) !== address)
    .toSorted((a, b) => b.like - a.like)
    .map(({ one }) => ({ ...placeOf(one), address: one.address, confidence: 'doubtful', why: 'alike' }));
}

function placeOf({ lon, lat, gridCode }: Place): Place {
  return { lon, lat, gridCode };
}

/** Each address once: what is surest of it. */
function distinct(suggestions: readonly PlaceSuggestion[]): PlaceSuggestion[] {
  const seen = new Set<string>();
  return suggestions.filter(({ address, gridCode }) => {
    const key = `${normaliseAddress(address)}|${gridCode}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
