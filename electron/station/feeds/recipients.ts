import type { RecipientsPreview } from '#shared/contract/views.ts';
import { distanceMeters, pointInPolygon } from '#shared/geo/index.ts';
import { type RecipientRow, recipientRowSchema, type Recipients } from '#shared/protocol/commands.ts';
import { CONSOLE_TO_GATEWAY } from '#shared/protocol/console.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { z } from 'zod';
import type { Feed, FeedContext } from './context.ts';

const PAGE = 1000;
/** more workers than any district has */
const MOST = 20_000;
const SOME = 60;

type Place = { lon: number; lat: number };

const rowsSchema = z.array(recipientRowSchema);

/** Who would get a command: the centre says, or this desk estimates while the centre cannot be asked. */
export const recipientsPreview: Feed<'recipients.preview'> = async (context, { recipients, place }) => {
  const told = await askCentre(context, recipients, place).catch(() => null);
  if (told) return previewOf('centre', told.rows, told.counts);
  const rows = estimatedRows(context, recipients, place);
  const departmentsUnknown = (recipients.departments?.length ?? 0) > 0;
  return { ...previewOf('desk', rows, countsOf(rows)), departmentsUnknown };
};

/** How many the centre would reach, and the first of them; null when it does not tell. */
async function askCentre(context: FeedContext, recipients: Recipients, place: Place | undefined) {
  const asked = await context.askCentre('query', { kind: 'recipients', recipients, place, limit: PAGE });
  const answer = CONSOLE_TO_GATEWAY.query.ack.parse(asked);
  if (!answer.ok) return null;
  const rows = rowsSchema.parse(answer.rows);
  return { rows, counts: answer.counts ?? countsOf(rows) };
}

function countsOf(rows: readonly RecipientRow[]): RecipientsPreview['reach'] {
  const counts = { now: 0, offline: 0, 'off-duty': 0 };
  for (const { reach } of rows) counts[reach] += 1;
  return counts;
}

function previewOf(
  by: RecipientsPreview['by'],
  rows: readonly RecipientRow[],
  reach: RecipientsPreview['reach'],
): RecipientsPreview {
  const some = (one: RecipientRow['reach']) => nearestOf(rows.filter((row) => row.reach === one));
  return {
    by,
    total: reach.now + reach.offline + reach['off-duty'],
    reach,
    some: { now: some('now'), offline: some('offline'), 'off-duty': some('off-duty') },
    departmentsUnknown: false,
  };
}

function nearestOf(rows: readonly RecipientRow[]): RecipientRow[] {
  const sorted = rows.toSorted((a, b) => (a.meters ?? Number.MAX_VALUE) - (b.meters ?? Number.MAX_VALUE));
  return sorted.slice(0, SOME);
}

/** As the centre resolves them, by what this desk last knew; whose cases a department has, only the centre knows. */
function estimatedRows(context: FeedContext, recipients: Recipients, place: Place | undefined): RecipientRow[] {
  const workers = context.statements
    .all<{ value: string }>(`SELECT value FROM workers_${context.cache.live} ORDER BY on_duty DESC, id LIMIT ?`, MOST)
    .map((row) => JSON.parse(row.value) as Worker);
  const isMeant = meantBy(context, recipients, workers);
  return workers.filter(isMeant).map((worker) => {
    const fix = context.fleet.fix(worker.index);
    const isOnline = ((fix?.status ?? 0) & STATUS.online) !== 0;
    return {
      workerId: worker.id,
      name: worker.name,
      gridCode: worker.gridCode,
      reach: isOnline ? 'now' : worker.onDuty ? 'offline' : 'off-duty',
      meters: place && fix ? Math.round(distanceMeters(fix, place)) : null,
    };
  });
}

function meantBy(
  { fleet }: FeedContext,
  recipients: Recipients,
  workers: readonly Worker[],
): (worker: Worker) => boolean {
  const named = new Set(recipients.workers);
  const teams = new Set(recipients.teams);
  const roles = new Set(recipients.roles);
  const near = nearestIds(fleet, recipients.nearest, workers);
  const { grids = [], area, everyone = false } = recipients;
  const isInside = (worker: Worker): boolean => {
    const fix = area ? fleet.fix(worker.index) : null;
    return area !== undefined && fix !== null && pointInPolygon(fix, area.coordinates);
  };
  return (worker) =>
    named.has(worker.id) ||
    teams.has(worker.teamId) ||
    roles.has(worker.role) ||
    near.has(worker.id) ||
    (everyone && worker.onDuty) ||
    grids.some((code) => worker.gridCode.startsWith(code)) ||
    isInside(worker);
}

function nearestIds(
  fleet: FeedContext['fleet'],
  nearest: Recipients['nearest'],
  workers: readonly Worker[],
): ReadonlySet<string> {
  if (!nearest) return new Set();
  const away = workers.flatMap((worker) => {
    const fix = worker.onDuty ? fleet.fix(worker.index) : null;
    return fix ? [{ id: worker.id, meters: distanceMeters(fix, nearest) }] : [];
  });
  away.sort((a, b) => a.meters - b.meters);
  return new Set(away.slice(0, nearest.count).map(({ id }) => id));
}
