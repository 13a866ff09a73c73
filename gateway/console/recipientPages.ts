import type { PointLike } from '#shared/geo/index.ts';
import type { RecipientRow, Recipients } from '#shared/protocol/commands.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { resolveRecipients } from '../commands/recipients.ts';
import type { Gateway } from '../context.ts';

type Reach = RecipientRow['reach'];

/** Whom a command would go to now, by the district's order of workers, and how many of them it would reach how. */
export async function recipientPage(
  gateway: Gateway,
  { recipients, place, after, limit }: { recipients: Recipients; place?: PointLike; after?: string; limit: number },
) {
  const workers = (await resolveRecipients(gateway, recipients)).flatMap((id) => {
    const worker = gateway.directory.workers.get(id);
    return worker ? [worker] : [];
  });
  const counts: { [R in Reach]: number } = { now: 0, offline: 0, 'off-duty': 0 };
  for (const worker of workers) counts[reachOf(gateway, worker)] += 1;
  const from = after === undefined ? 0 : workers.findIndex(({ id }) => id === after) + 1;
  const page = workers.slice(from, from + limit);
  const more = from + page.length < workers.length;
  const rows = page.map((worker): RecipientRow => rowOf(gateway, worker, place));
  return { rows, counts, ...(more ? { next: page.at(-1)?.id } : {}) };
}

function reachOf({ fleet }: Gateway, { index, onDuty }: Worker): Reach {
  if (fleet.statusOf(index) & STATUS.online) return 'now';
  return onDuty ? 'offline' : 'off-duty';
}

function rowOf(gateway: Gateway, worker: Worker, place?: PointLike): RecipientRow {
  const { id: workerId, name, gridCode, index } = worker;
  const seen = place && gateway.fleet.placeOf(index);
  const meters = place && seen ? Math.round(gateway.streets.meters(seen, place)) : null;
  return { workerId, name, gridCode, reach: reachOf(gateway, worker), meters };
}
