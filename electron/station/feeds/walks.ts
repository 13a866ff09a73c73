import type { WalkGap, WalkedGrid } from '#shared/contract/trailViews.ts';
import { dayNumber, dayStart } from '#shared/domain/calendar.ts';
import { type AgeClass, ageClassOf, type Coverage, coverageOf, linesByAge } from '#shared/geo/walkCoverage.ts';
import { AUDIT_ROLES } from '#shared/protocol/console.ts';
import { Refused } from '../serve/answers.ts';
import { gridsOfPieces } from '../trails/gridsOfPieces.ts';
import type { Feed, FeedContext } from './context.ts';

const MOST_GAPS = 200;
const TIER_DIGITS = [9, 12, 14];
/** trails are kept so long, and so are walks */
const KEPT_DAYS = 31;

/** Of which streets were walked; no person stands in it, but in a grid of one worker it is nearly theirs: few may ask. */
export const walksCoverage: Feed<'walks.coverage'> = async (context, { from, to, code }) => {
  const roles = context.session.user?.roles ?? [];
  if (!AUDIT_ROLES.some((role) => roles.includes(role))) throw new Refused('forbidden', 'role-missing');
  const { trails } = context;
  if (!trails) throw new Refused('unavailable', 'trails-unavailable');
  const ground = await context.knowledge.ground();
  const last = dayNumber(Date.parse(`${to}T00:00:00Z`));
  const first = dayNumber(Date.parse(`${from}T00:00:00Z`));
  const known = await trails.walked(last - KEPT_DAYS, last);
  if (!known || !ground.walkable) throw new Refused('unavailable', 'streets-unavailable');
  const grids = await gridsOfPieces(ground.walkable, ground.grids);
  const within = grids.map((grid) => grid !== '' && (code === null || grid.startsWith(code)));
  const ageOf = (piece: number): AgeClass => ageClassOf(known.at[piece] ?? 0, dayStart(last + 1));
  const { network, pieces } = ground.walkable;
  const below = TIER_DIGITS.find((digits) => digits > (code?.length ?? 0)) ?? 14;
  const coverage = coverageOf({
    ...{ pieces, at: known.at, since: dayStart(first), within: (piece) => within[piece] ?? false },
    keyOf: (piece) => (grids[piece] ?? '').slice(0, below),
    gapOf: (piece) => `${grids[piece] ?? ''}/${network.nameOf(pieces.edge[piece] ?? 0)}`,
  });
  return {
    total: { code: code ?? '', name: code === null ? '' : nameOf(context, code), ...coverage.total },
    grids: gridsNamed(context, coverage),
    gaps: coverage.gaps.slice(0, MOST_GAPS).map(gapNamed),
    moreGaps: Math.max(0, coverage.gaps.length - MOST_GAPS),
    ages: linesByAge(pieces, ageOf, (piece) => within[piece] ?? false),
    since: trails.walksSince === null ? null : dayStart(trails.walksSince),
    missing: trails.gaps(dayStart(first), Math.min(context.serverNow(), dayStart(last + 1))),
  };
};

function gridsNamed(context: FeedContext, { byKey }: Coverage): WalkedGrid[] {
  return [...byKey]
    .map(([code, sum]) => ({ code, name: nameOf(context, code), ...sum }))
    .toSorted((a, b) => a.walked / a.metres - b.walked / b.metres || b.metres - a.metres);
}

function nameOf({ cache }: FeedContext, code: string): string {
  return cache.stores.entities.get('grid', code)?.name ?? code;
}

function gapNamed({ key, metres, lastAt, lon, lat }: Coverage['gaps'][number]): WalkGap {
  const slash = key.indexOf('/');
  return { gridCode: key.slice(0, slash), street: key.slice(slash + 1), metres, lastAt: lastAt || null, lon, lat };
}
