import type { Pass } from '#shared/contract/dossierViews.ts';
import { passesNear } from '#shared/domain/passes.ts';
import { Refused } from '../serve/answers.ts';
import type { Feed, FeedContext } from './context.ts';

/** whose trails are read: those of the case and so many of its community */
const MOST_PASSERS = 300;
/** as near as somebody sees what is there; a fix may be off by half of it */
const NEAR_METERS = 100;
const COMMUNITY_DIGITS = 12;
/** around a case: from a day before it was reported until it ended, a week at most */
const BEFORE_MS = 24 * 3_600_000;
const MOST_MS = 7 * 24 * 3_600_000;

export const casePassers: Feed<'case.passers'> = (context, { id }) => {
  const shown = context.cache.stores.cases.get(id)?.shown;
  if (!shown) throw new Refused('not-found', 'case-unknown');
  const own = [shown.reporterId, shown.verifierId, ...shown.workerIds].filter((worker) => worker !== null);
  const to = Math.min(context.serverNow(), shown.closedAt ?? Number.POSITIVE_INFINITY, shown.reportedAt + MOST_MS);
  const near = shown.gridCode ? workersOf(context, shown.gridCode.slice(0, COMMUNITY_DIGITS)) : [];
  return {
    workerIds: [...new Set([...own, ...near])].slice(0, MOST_PASSERS),
    from: shown.reportedAt - BEFORE_MS,
    to: Math.max(to, shown.reportedAt),
  };
};

function workersOf({ statements, cache }: FeedContext, community: string): string[] {
  const rows = statements.all<{ id: string }>(
    `SELECT id FROM workers_${cache.live} WHERE grid_code >= ? AND grid_code < ? ORDER BY grid_code, id LIMIT ?`,
    community,
    `${community}:`,
    MOST_PASSERS,
  );
  return rows.map(({ id }) => id);
}

/** The same workers as were looked up; whose look-up is not open is not read. */
export const casePasses: Feed<'case.passes'> = async (context, { id, from, to }) => {
  const { trails, lookUps, session, cache } = context;
  const shown = cache.stores.cases.get(id)?.shown;
  if (!shown) throw new Refused('not-found', 'case-unknown');
  if (!trails) throw new Refused('unavailable', 'trails-unavailable');
  const { workerIds } = await casePassers(context, { id });
  const open = workerIds.filter((workerId) => lookUps.isOpen(session.user, workerId, from, to));
  if (open.length === 0) throw new Refused('forbidden', 'look-up-first');
  const passes = open.flatMap((workerId) =>
    passesNear(trails.read(workerId, from, to), shown, NEAR_METERS).map((pass): Pass => {
      return { workerId, name: cache.stores.records.worker(workerId)?.name ?? workerId, ...pass };
    }),
  );
  return passes.toSorted((a, b) => a.from - b.from);
};
