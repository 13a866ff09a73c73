import type { PlaceAt } from '#shared/contract/intakeViews.ts';
import { offset } from '#shared/district/streets/metres.ts';
import { type AreaPlace, type KnownAddress, suggestPlaces } from '#shared/domain/intake/addresses.ts';
import type { Confidence } from '#shared/domain/intake/confidence.ts';
import { parseGridCode } from '#shared/domain/codes.ts';
import { normaliseAddress } from '#shared/domain/search.ts';
import { queryTerms } from '#shared/domain/searchTerms.ts';
import { distanceMeters, type GridMap } from '#shared/geo/index.ts';
import { facetTerm } from '../cache/searchIndex.ts';
import type { Pin } from '../intake/componentBook.ts';
import type { Ground } from '../intake/district.ts';
import type { Feed, FeedContext } from './context.ts';
import { matchAll } from './search.ts';

/** of a street, the newest earlier cases whose addresses are looked at */
const MOST_KNOWN = 300;
const MOST_AREAS = 6;
/** how far a border must be for a pin's grid to be certain, metres: what a fix is usually off */
const BORDER_METRES = 10;
/** an address is told of a place up to so far off, metres */
const SAME_PLACE_METRES = 35;
const LATEST_CASES = 3000;

/** [ST241] Where an address may be: by what the district's files, components and earlier cases tell. */
export const intakePlaces: Feed<'intake.places'> = async (context, { text, pin = null }) => {
  const address = normaliseAddress(text);
  if (address === '') return [];
  const { knowledge } = context;
  const [ground, book] = await Promise.all([knowledge.ground(), knowledge.components()]);
  const split = (one: string) => ground.streets?.split(one) ?? null;
  const street = split(address)?.street ?? null;
  const known = [
    ...addressesOfCases(context, queryTerms(address)),
    ...(street === null ? [] : addressesOfCases(context, queryTerms(street))),
    ...(street === null ? [] : book.onStreet(street)),
  ];
  const streets = ground.streets?.named(address, pin) ?? [];
  const areas = areasOf(context, ground, address);
  return suggestPlaces(text, { known, streets, areas }, split, pin).map((one) => ({
    ...one,
    grid: knowledge.gridNames(one.gridCode),
  }));
};

/** Addresses of the newest cases that hold all terms, each with its place once. */
function addressesOfCases(context: FeedContext, terms: readonly string[]): KnownAddress[] {
  const match = matchAll(terms);
  return match === null ? [] : addressesMatching(context, match);
}

function addressesMatching(context: FeedContext, match: string): KnownAddress[] {
  const set = context.cache.live;
  const index = `search_cases_${set}`;
  return context.statements
    .all<{ address: string; lon: number; lat: number; grid_code: string }>(
      `SELECT address, lon, lat, grid_code FROM cases_${set} WHERE rid IN
        (SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ${MOST_KNOWN}) AND address <> ''`,
      match,
    )
    .map(({ grid_code: gridCode, ...place }) => ({ ...place, gridCode }));
}

/** Communities and unit grids that the address names, or whose code it is. */
function areasOf(context: FeedContext, ground: Ground, address: string): AreaPlace[] {
  const code = parseGridCode(address) ? address : null;
  const named = context.knowledge
    .areas()
    .filter((area) => (code === null ? address.includes(area.plain) : area.code === code));
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  return named
    .filter(({ name }) => name.length === longest)
    .slice(0, MOST_AREAS)
    .flatMap(({ code: area, name, tier }) => {
      const middle = ground.middles.get(area);
      if (!middle) return [];
      const [lon, lat] = middle;
      return [{ name, lon, lat, tier, gridCode: tier === 'unit' ? area : ground.grids.gridAt(lon, lat) }];
    });
}

/** [ST241] What is known of a position: position before address. */
export const intakePlaceAt: Feed<'intake.placeAt'> = async (context, pin): Promise<PlaceAt> => {
  const { knowledge } = context;
  const ground = await knowledge.ground();
  const code = ground.grids.gridAt(pin.lon, pin.lat);
  return {
    grid: knowledge.gridNames(code),
    confidence: confidenceAt(ground.grids, pin, code),
    nearest: await nearestAddress(context, ground, pin, code),
  };
};

function confidenceAt(grids: GridMap, { lon, lat }: Pin, code: string): Confidence {
  if (code === '') return 'doubtful';
  const around = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => {
    const angle = (n * Math.PI) / 4;
    return offset(lon, lat, BORDER_METRES * Math.cos(angle), BORDER_METRES * Math.sin(angle));
  });
  return around.every(([x, y]) => grids.gridAt(x, y) === code) ? 'certain' : 'likely';
}

/** A known address close by, of a case or a component; else the street alone. */
async function nearestAddress(
  context: FeedContext,
  ground: Ground,
  pin: Pin,
  gridCode: string,
): Promise<PlaceAt['nearest']> {
  const street = ground.streets?.nearest(pin) ?? null;
  const book = await context.knowledge.components();
  const known = [
    ...addressesMatching(context, `"${facetTerm('grid', gridCode)}"`),
    ...(street ? book.onStreet(normaliseAddress(street.name)) : []),
  ]
    .map(({ address, lon, lat }) => ({ address, metres: distanceMeters(pin, { lon, lat }) }))
    .filter(({ metres }) => metres <= SAME_PLACE_METRES)
    .toSorted((a, b) => a.metres - b.metres);
  return known[0] ?? (street && { address: street.name, metres: street.metres });
}

/** [ST242] Of the latest cases, so that what is reported now comes first. */
export const intakeCategoryUse: Feed<'intake.categoryUse'> = (context) =>
  context.statements.all<{ code: string; n: number }>(
    `SELECT category_code AS code, COUNT(*) AS n FROM
      (SELECT category_code FROM cases_${context.cache.live} ORDER BY rid DESC LIMIT ${LATEST_CASES})
      GROUP BY category_code ORDER BY n DESC, code`,
  );
