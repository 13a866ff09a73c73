import type { MapHit } from '#shared/contract/mapFindViews.ts';
import { holds, wordsOf } from '#shared/domain/searchTerms.ts';
import { bboxOf, COORDINATE_SYSTEMS, readCoordinates, type ReadCoordinates, toWgs84 } from '#shared/geo/index.ts';
import type { Ground } from '../intake/district.ts';
import type { Feed, FeedContext } from './context.ts';
import { intakePlaceAt, intakePlaces } from './intake.ts';
import { search } from './search.ts';

const MOST_OF_A_KIND = 6;
const SEARCHED = 40;
/** what begins with so many digits is a code, not an address */
const CODE = /^\d{4,}$/;

/** [ST290] Places by address, grid code, component code, name of a worker or camera, case, or by coordinates. */
export const mapFind: Feed<'map.find'> = async (context, { text }) => {
  const typed = text.trim();
  if (typed === '') return [];
  const coordinates = readCoordinates(typed);
  if (coordinates) return readings(context, coordinates);
  const ground = await context.knowledge.ground();
  const found = search(context, { text: typed, limit: SEARCHED });
  const searched = (await found).flatMap((hit) => ofSearch(context, ground, hit) ?? []);
  const ofKind = (kind: MapHit['kind']) => searched.filter((hit) => hit.kind === kind).slice(0, MOST_OF_A_KIND);
  return [
    ...(CODE.test(typed) ? [] : await addresses(context, typed)),
    ...ofKind('grid'),
    ...(await components(context, typed)),
    ...ofKind('worker'),
    ...cameras(context, typed),
    ...ofKind('case'),
  ];
};

/**
 * [ST291] One reading for each system, since a pair of numbers does not say its own: the one the text names first, else WGS-84, in which
 * everything here is told. What CGCS2000 and WGS-84 read alike stands once.
 */
async function readings(context: FeedContext, { lon, lat, named }: ReadCoordinates): Promise<MapHit[]> {
  const first = named ?? 'wgs84';
  const alike = first === 'cgcs2000' ? 'wgs84' : 'cgcs2000';
  const others = COORDINATE_SYSTEMS.filter((system) => system !== first && system !== alike);
  return Promise.all(
    [first, ...others].map(async (system): Promise<MapHit> => {
      const at = toWgs84(lon, lat, system);
      const { grid, nearest } = await intakePlaceAt(context, at);
      return {
        kind: 'coordinates',
        id: system,
        title: `${at.lon.toFixed(6)}, ${at.lat.toFixed(6)}`,
        detail: [grid.unit, nearest?.address].filter(Boolean).join(' · '),
        at,
        box: null,
        read: { system, named: system === named },
        // A street that runs between two grids lies in neither of them.
        inside: grid.code !== '' || nearest !== null,
      };
    }),
  );
}

async function addresses(context: FeedContext, text: string): Promise<MapHit[]> {
  const places = await intakePlaces(context, { text });
  return places
    .filter(({ why }) => why !== 'grid' && why !== 'community')
    .slice(0, MOST_OF_A_KIND)
    .map(({ address, lon, lat, grid }) => point('address', address, address, grid.unit, { lon, lat }));
}

async function components(context: FeedContext, text: string): Promise<MapHit[]> {
  const book = await context.knowledge.components();
  return book
    .find(text, null, MOST_OF_A_KIND)
    .map(({ component: { code, name, lon, lat } }) => point('component', code, name, code, { lon, lat }));
}

function cameras(context: FeedContext, text: string): MapHit[] {
  const words = wordsOf(text);
  return context.video
    .sources()
    .filter(({ id, name }) => words.length > 0 && holds(words, { named: name, text: id }))
    .slice(0, MOST_OF_A_KIND)
    .map(({ id, name, lon, lat }) => point('camera', id, name, id, { lon, lat }));
}

/** What the station's search found, with its place; null for what has none. */
function ofSearch(
  context: FeedContext,
  ground: Ground,
  hit: Awaited<ReturnType<typeof search>>[number],
): MapHit | null {
  const { id, title, detail, lon, lat } = hit;
  if (hit.kind === 'department') return null;
  if (hit.kind === 'grid') {
    // The centre may have drawn it anew since the district's files were made.
    const drawn = context.cache.stores.entities.get('grid', id)?.rings?.[0];
    const box = (drawn && bboxOf(drawn)) ?? ground.boxes.get(id) ?? null;
    const at = box && { lon: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2 };
    return { ...point('grid', id, title, detail, at), box };
  }
  return point(hit.kind, id, title, detail, lon === null || lat === null ? null : { lon, lat });
}

function point(kind: MapHit['kind'], id: string, title: string, detail: string, at: MapHit['at']): MapHit {
  return { kind, id, title, detail, at, box: null, read: null, inside: true };
}
