import type { MusterRow } from '#shared/contract/musterViews.ts';
import { z } from 'zod';
import { type Muster, type MusterLine, type MusterUnit, musterCounts } from '#shared/domain/muster.ts';
import { ackSchema } from '#shared/protocol/common.ts';
import { routeRowSchema } from '#shared/protocol/musters.ts';
import { Refused } from '../serve/answers.ts';
import type { Feed, FeedContext } from './context.ts';

const MOST_LISTED = 50;
const MOST_ROUTES = 200;

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

const routesAckSchema = ackSchema({ rows: z.array(routeRowSchema) });

/** Where the units had been until the stand-down, or until it was looked. */
export const musterReplay: Feed<'muster.replay'> = ({ cache, trails, lookUps, session }, { id }) => {
  const muster = cache.stores.entities.get('muster', id);
  if (!muster) throw new Refused('not-found', 'muster-unknown');
  if (!trails) throw new Refused('unavailable', 'trails-unavailable');
  const { startedAt, stoodDownAt, units } = muster;
  // Of one that ran at the time of the look it is open until then, however long ago that is.
  const ends = units.map(({ workerId }) => lookUps.openUntil(session.user, workerId, startedAt));
  const to = units.length === 0 ? startedAt : Math.min(stoodDownAt ?? Number.POSITIVE_INFINITY, ...ends);
  if (to < startedAt) throw new Refused('forbidden', 'look-up-first');
  const ways = units.map(({ workerId }) => ({ workerId, points: trails.read(workerId, startedAt, to) }));
  return {
    to,
    units: ways.map(({ workerId, points }) => ({
      workerId,
      points: points.map(({ t, lon, lat }) => ({ t, lon, lat })),
    })),
  };
};

/** Asked of the centre, which knows the streets. */
export const musterRoutes: Feed<'muster.routes'> = async ({ cache, askCentre, status }, { id }) => {
  const muster = cache.stores.entities.get('muster', id);
  const coming = muster?.stoodDownAt === null ? muster.units.filter(isComing) : [];
  if (!muster || coming.length === 0) return { state: 'told', routes: [] };
  if (status().link.state !== 'online') return { state: 'alone', routes: [] };
  const { lon, lat } = muster.target;
  const workerIds = coming.slice(0, MOST_ROUTES).map(({ workerId }) => workerId);
  const said = await askCentre('query', { kind: 'routes', place: { lon, lat }, workerIds }).catch(() => null);
  const answer = routesAckSchema.safeParse(said);
  if (!answer.success || !answer.data.ok) return { state: 'alone', routes: [] };
  return { state: 'told', routes: answer.data.rows };
};

function isComing({ arrivedAt, declinedAt }: MusterUnit): boolean {
  return arrivedAt === null && declinedAt === null;
}
