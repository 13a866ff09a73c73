import { OP_ROLES } from '#shared/protocol/ops.ts';
import { Refused } from '../serve/answers.ts';
import { EVERYBODY } from '../trails/lookUps.ts';
import { aroundPlace, sliceOf, wayOf } from '../trails/pastTrails.ts';
import type { Trails } from '../trails/trails.ts';
import type { Feed, FeedContext } from './context.ts';

export const trailGet: Feed<'trail.get'> = (context, { workerId, from, to }) => {
  if (!context.lookUps.isOpen(context.session.user, workerId, from, to))
    throw new Refused('forbidden', 'look-up-first');
  return wayOf(withTrails(context), workerId, { from, to });
};

export const trailWays: Feed<'trail.ways'> = async (context, { workerIds, from, to }) => {
  const { lookUps, session, cache } = context;
  const open = workerIds.filter((id) => lookUps.isOpen(session.user, id, from, to));
  if (open.length === 0) throw new Refused('forbidden', 'look-up-first');
  const world = withTrails(context);
  const read: Awaited<ReturnType<typeof trailWays>>['ways'] = [];
  const missing = new Map<number, { from: number; to: number }>();
  for (const workerId of open) {
    const way = await wayOf(world, workerId, { from, to });
    for (const gap of way.missing) missing.set(gap.from, gap);
    read.push({ workerId, name: cache.stores.records.worker(workerId)?.name ?? workerId, points: way.points });
  }
  return { ways: read.filter(({ points }) => points.length > 0), missing: [...missing.values()] };
};

export const trailSlice: Feed<'trail.slice'> = (context, { from, to, before }) => {
  const { lookUps, session } = context;
  if (!lookUps.isOpen(session.user, EVERYBODY, from, to)) throw new Refused('forbidden', 'look-up-first');
  const known = new Map<string, number | null>();
  const indexOf = (id: string): number | null => {
    const index = known.get(id);
    if (index !== undefined) return index;
    const found = context.cache.stores.records.worker(id)?.index ?? null;
    known.set(id, found);
    return found;
  };
  return sliceOf(withTrails(context), indexOf, { from, to, before });
};

/** Only ids, and only to whoever may look them up with them: nothing of anybody is shown by it. */
export const caseAround: Feed<'case.around'> = async (context, { id, radius, from, to }) => {
  const roles = context.session.user?.roles ?? [];
  if (!OP_ROLES['trail.near'].some((role) => roles.includes(role))) throw new Refused('forbidden', 'role-missing');
  const shown = context.cache.stores.cases.get(id)?.shown;
  if (!shown) throw new Refused('not-found', 'case-unknown');
  return aroundPlace(withTrails(context), shown, { radius, from, to });
};

function withTrails(context: FeedContext): FeedContext & { trails: Trails } {
  const { trails } = context;
  if (!trails) throw new Refused('unavailable', 'trails-unavailable');
  return { ...context, trails };
}
