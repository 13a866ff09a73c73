import type { MusterRow } from '#shared/contract/musterViews.ts';
import { type Muster, type MusterLine, musterCounts } from '#shared/domain/muster.ts';
import type { Feed, FeedContext } from './context.ts';

const MOST_LISTED = 50;

/** Running musters, then the newest of those that are over. */
export const musterList: Feed<'muster.list'> = (context) => {
  const running = context.cache.stores.entities.children('muster', 'running');
  const known = new Set(running.map(({ id }) => id));
  // Ids begin with the time a muster was made.
  const newest = context.statements
    .all<{ value: string }>(
      `SELECT value FROM entities_${context.cache.live} WHERE entity = 'muster' ORDER BY id DESC LIMIT ${MOST_LISTED}`,
    )
    .map(({ value }) => JSON.parse(value) as Muster);
  return [...running.toReversed(), ...newest.filter(({ id }) => !known.has(id))].map(rowOf);
};

function rowOf({ id, title, caseId, target, radius, startedAt, stoodDownAt, units }: Muster): MusterRow {
  const { called, gathered, arrived } = musterCounts(units);
  return { id, title, caseId, target, radius, startedAt, stoodDownAt, called, gathered, arrived };
}

export const musterGet: Feed<'muster.get'> = (context, { id }) => {
  const { entities } = context.cache.stores;
  const muster = entities.get('muster', id);
  if (!muster) return null;
  const lines = entities.children('muster-line', id).sort((a, b) => a.at - b.at || rank(a) - rank(b));
  return { muster, names: namesOf(context, muster), lines, waiting: context.items.of(id) };
};

/** Of the same moment: what ends a phase comes behind what it follows from. */
function rank({ what }: MusterLine): number {
  return what === 'phase' ? 1 : 0;
}

function namesOf({ cache }: FeedContext, { units }: Muster): Record<string, string> {
  const known = units.map(({ workerId }) => [workerId, cache.stores.records.worker(workerId)?.name] as const);
  return Object.fromEntries(known.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}
