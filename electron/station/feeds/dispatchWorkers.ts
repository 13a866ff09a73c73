import type { WorkerChoice } from '#shared/contract/views.ts';
import type { WorkerProposal, WorkerProposals, WorkerPurpose } from '#shared/contract/dispatchViews.ts';
import { assignmentsOf } from '#shared/domain/assignments.ts';
import type { Case } from '#shared/domain/case.ts';
import { rankWorkers, type WorkerFacts, workerWarnings } from '#shared/domain/ranking.ts';
import { mayVerify } from '#shared/domain/separation.ts';
import { ackSchema } from '#shared/protocol/common.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { routeRowSchema } from '#shared/protocol/musters.ts';
import type { Feed, FeedContext } from './context.ts';
import { workerNear } from './worker.ts';

/** workers that are weighed: more than are ever shown, since some drop out */
const MOST = 30;
/** An operator does not wait for the centre: what is not told by then is measured straight. */
const WAIT_MS = 400;
/** a way told so short a time ago still holds */
const WAYS_FRESH_MS = 15_000;

const routesSchema = ackSchema({ rows: routeRowSchema.array() });
type Ways = ReadonlyMap<string, number>;

/** Who could be sent, the best first: by street where the centre tells it in time, else by straight lines, and that is said. */
export const dispatchWorkers: Feed<'dispatch.workers'> = async (context, { caseId, purpose, text }) => {
  const shown = context.cache.stores.cases.get(caseId)?.shown;
  if (!shown) return { by: 'line', why: null, rows: [] };
  const { lon, lat, gridCode } = shown;
  const near = await workerNear(context, { lon, lat, gridCode, count: MOST, ...(text ? { text } : {}) });
  const asked = await waysTo(context, shown, near);
  const ways: Ways = asked.ways;
  const rows = near.map((choice) => proposalOf(shown, purpose, choice, ways.get(choice.worker.id)));
  const ranked = rankWorkers(rows.map((row) => ({ ...factsOf(row), row })));
  return { by: asked.why === null ? 'streets' : 'line', why: asked.why, rows: ranked.map(({ row }) => row) };
};

function factsOf(choice: WorkerChoice): WorkerFacts {
  const { worker, distance, fixAge, status, load, ownGrid } = choice;
  const has = (bit: number) => (status & bit) !== 0;
  return {
    id: worker.id,
    distance,
    fixAge,
    role: worker.role,
    ownGrid,
    load,
    onDuty: worker.onDuty,
    online: has(STATUS.online),
    sos: has(STATUS.sos),
    busy: has(STATUS.busy),
  };
}

function proposalOf(
  shown: Case,
  purpose: WorkerPurpose,
  choice: WorkerChoice,
  meters: number | undefined,
): WorkerProposal {
  const measured = meters === undefined ? choice : { ...choice, distance: Math.round(meters) };
  return {
    ...measured,
    byStreet: meters !== undefined,
    warnings: workerWarnings(factsOf(measured)),
    barred: barOf(shown, purpose, choice.worker.id),
  };
}

function barOf(shown: Case, purpose: WorkerPurpose, workerId: string): WorkerProposal['barred'] {
  if (purpose === 'verify') return mayVerify(shown, workerId) ? null : 'had-a-hand';
  if (purpose === 'check') return shown.checkerIds?.includes(workerId) ? 'assigned' : null;
  const inHand = shown.state === 'dispatched' || shown.state === 'handling';
  return inHand && assignmentsOf(shown).some(({ id }) => id === workerId) ? 'assigned' : null;
}

const kept = new WeakMap<FeedContext, { place: string; at: number; ways: Map<string, number> }>();

async function waysTo(
  context: FeedContext,
  { id, lon, lat }: Case,
  near: readonly WorkerChoice[],
): Promise<{ why: WorkerProposals['why']; ways: Ways }> {
  const place = `${id}:${lon},${lat}`;
  const known = kept.get(context);
  const fresh = known && known.place === place && context.monotonic() - known.at < WAYS_FRESH_MS ? known : null;
  const workerIds = near
    .filter(({ worker, distance }) => worker.onDuty && distance !== null)
    .map((one) => one.worker.id);
  if (workerIds.length === 0) return { why: null, ways: new Map() };
  if (fresh && workerIds.every((one) => fresh.ways.has(one))) return { why: null, ways: fresh.ways };
  if (context.status().link.state !== 'online') return { why: 'alone', ways: fresh?.ways ?? new Map() };
  const told = await inTime(context.askCentre('query', { kind: 'routes', place: { lon, lat }, workerIds }));
  const answer = routesSchema.safeParse(told);
  if (!answer.success || !answer.data.ok) return { why: 'slow', ways: fresh?.ways ?? new Map() };
  const ways = new Map(answer.data.rows.map(({ workerId, meters }) => [workerId, meters]));
  kept.set(context, { place, at: context.monotonic(), ways });
  return { why: null, ways };
}

/** What was told, or null when it takes too long or fails. */
async function inTime(asked: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), WAIT_MS);
  });
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}
