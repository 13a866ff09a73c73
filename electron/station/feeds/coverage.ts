import type { CoverageCounts, CoverageRow } from '#shared/contract/coverageViews.ts';
import {
  COVERAGE_STATES,
  COVERAGE_TIERS,
  type CoveragePolicy,
  type CoverageQuestion,
  type CoverageTier,
  greatest,
  inForceSince,
  type Judged,
  judge,
  pressure,
  TIER_DIGITS,
} from '#shared/domain/coverage.ts';
import { type Look, presenceAt, rolledUp } from '#shared/domain/coverageTable.ts';
import { dayText } from '#shared/domain/periods.ts';
import { AUDIT_ROLES } from '#shared/protocol/console.ts';
import { COVERAGE_POLICY_SETTING, coveragePolicyOf } from '#shared/protocol/coverage.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Coverage } from '../zones/coverageWatch.ts';
import type { Feed, FeedContext } from './context.ts';
import { onDutyByGrid } from './gridFigures.ts';

/** The centre's, and over it what was changed here and is not confirmed yet. */
export const coveragePolicy: Feed<'coverage.policy'> = (context) => policyOf(context);

function policyOf({ cache, outbox, session }: FeedContext): CoveragePolicy {
  const policy = coveragePolicyOf(cache.stores.entities.get('setting', COVERAGE_POLICY_SETTING)?.value);
  return outbox.openOfKinds(['coverage.policy-set'], session.user?.id ?? '').reduce((before, row) => {
    const read = outbox.read(row);
    const set = OP_PAYLOADS['coverage.policy-set'].safeParse(read.ok ? read.payload : null);
    return set.success ? { ...before, ...set.data.policy } : before;
  }, policy);
}

/** A tier as it stands: a look summed up, each area judged, and how pressing it is. */
interface Stand {
  look: Look;
  judged: readonly Judged[];
  pressures: Float64Array;
  counts: CoverageCounts;
  /** areas with somebody in them */
  manned: number;
}
type Stands = Record<CoverageTier, Stand>;
/** Of each look what was last made of it: windows and tiers are told from the same. */
const made = new WeakMap<Look, { of: string; stands: Stands }>();

function standsOf(known: Coverage, policy: CoveragePolicy): Stands {
  const of = JSON.stringify(policy);
  const before = made.get(known.look);
  if (before?.of === of) return before.stands;
  const { asOf, heardSince } = known;
  const when = { asOf, heardSince, inForceSince: inForceSince(policy, asOf) };
  const stands = Object.fromEntries(
    COVERAGE_TIERS.map((tier) => [tier, standOf(known, tier, { ...when, aim: policy[tier] })]),
  ) as Stands;
  made.set(known.look, { of, stands });
  return stands;
}

/** Which areas have nobody in them, the worst first, of the moment this desk last heard where everybody is. */
export const coverageBoard: Feed<'coverage.board'> = (context, { tier, state, within = '', limit }) => {
  const policy = policyOf(context);
  const known = context.coverage.known;
  if (!known) return nothingKnown(policy);
  const { asOf, heardSince, live, grids, look } = known;
  const stands = standsOf(known, policy);
  const { codes } = grids.tiers[tier];
  const { judged, pressures } = stands[tier];
  const counts = noneCounted();
  const places = greatest(pressures, limit, (place) => {
    const own = judged[place]?.state ?? 'empty';
    if (within !== '' && !codes[place]?.startsWith(within)) return false;
    counts[own] += 1;
    return state === undefined || own === state;
  });
  const fitting = COVERAGE_STATES.reduce((sum, one) => sum + (one === (state ?? one) ? counts[one] : 0), 0);
  const { street, community, unit } = stands;
  return {
    ...{ asOf, live, heardSince, policy, outside: look.outside, unknown: grids.unknown },
    inForce: inForceSince(policy, asOf) !== null,
    tiers: { street: street.counts, community: community.counts, unit: unit.counts },
    manned: { street: street.manned, community: community.manned, unit: unit.manned },
    counts,
    rows: rowsOf(context, known, tier, stands[tier], places),
    more: fitting - places.length,
  };
};

const noneCounted = (): CoverageCounts => ({ late: 0, thin: 0, empty: 0, covered: 0 });

function nothingKnown(policy: CoveragePolicy) {
  return {
    ...{ asOf: null, live: false, heardSince: null, policy, inForce: false, outside: 0, unknown: 0, rows: [], more: 0 },
    tiers: { street: noneCounted(), community: noneCounted(), unit: noneCounted() },
    manned: { street: 0, community: 0, unit: 0 },
    counts: noneCounted(),
  };
}

function standOf({ grids, look }: Coverage, tier: CoverageTier, question: CoverageQuestion): Stand {
  const areas = grids.tiers[tier];
  const sum = tier === 'unit' ? look : rolledUp(look, areas);
  const judged: Judged[] = [];
  const pressures = new Float64Array(areas.codes.length);
  const counts = noneCounted();
  let manned = 0;
  for (let place = 0; place < pressures.length; place += 1) {
    const presence = presenceAt(sum, place);
    const own = judge(presence, question);
    judged.push(own);
    pressures[place] = pressure(presence, own, question);
    counts[own.state] += 1;
    if (presence.present > 0) manned += 1;
  }
  return { look: sum, judged, pressures, counts, manned };
}

function rowsOf(
  context: FeedContext,
  { grids, heardSince }: Coverage,
  tier: CoverageTier,
  { look, judged }: Stand,
  places: readonly number[],
): CoverageRow[] {
  const { codes, boxes } = grids.tiers[tier];
  const roles = context.session.user?.roles ?? [];
  // In a grid of one worker it is nearly a trail: as for walks, by days and for few.
  const mayLookBack = AUDIT_ROLES.some((role) => roles.includes(role));
  const onDuty = new Map(onDutyByGrid(context, TIER_DIGITS[tier]).map(({ code, n }) => [code, n]));
  const nameOf = (code: string) => context.cache.stores.entities.get('grid', code)?.name ?? code;
  return places.flatMap((place): CoverageRow[] => {
    const [code, box, own] = [codes[place], boxes[place], judged[place]];
    if (code === undefined || !box || !own) return [];
    const { present, silent, lastAt } = presenceAt(look, place);
    const [west, south, east, north] = box;
    const walkedOn = mayLookBack && !own.exact && lastAt > 0 && lastAt < heardSince ? dayText(lastAt) : null;
    return [
      {
        ...{ code, name: nameOf(code), ...own, present, silent, onDuty: onDuty.get(code) ?? 0, walkedOn },
        ...{ lon: (west + east) / 2, lat: (south + north) / 2, box },
      },
    ];
  });
}
