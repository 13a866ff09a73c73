import { distanceMeters, pointInPolygon } from '#shared/geo/index.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import type { Recipients } from '#shared/protocol/commands.ts';
import type { Directory } from '../directory/directory.ts';
import type { FleetTable } from '../fleet/table.ts';

/**
 * Who a command is for, as worker ids in index order, each once. Parts add up. Workers have no department of their
 * own: a department stands for the workers its open cases are with, which `departmentWorkers` tells.
 */
export function resolveRecipients(
  recipients: Recipients,
  directory: Directory,
  fleet: FleetTable,
  departmentWorkers: ReadonlySet<string>,
): string[] {
  const named = new Set(recipients.workers);
  const teams = new Set(recipients.teams);
  const roles = new Set(recipients.roles);
  const grids = recipients.grids ?? [];
  const near = nearestWorkers(recipients.nearest, directory, fleet);

  const isMeant = (worker: Worker): boolean =>
    named.has(worker.id) ||
    teams.has(worker.teamId) ||
    roles.has(worker.role) ||
    near.has(worker.id) ||
    departmentWorkers.has(worker.id) ||
    grids.some((code) => worker.gridCode.startsWith(code)) ||
    isInside(worker, recipients.area, fleet);
  return [...directory.workers.values()]
    .filter(isMeant)
    .sort((a, b) => a.index - b.index)
    .map((worker) => worker.id);
}

function isInside(worker: Worker, area: Recipients['area'], fleet: FleetTable): boolean {
  if (!area) return false;
  const place = fleet.placeOf(worker.index);
  return place !== null && pointInPolygon(place, area.coordinates);
}

/** The `count` workers nearest to a place among those on duty whose position is known. */
function nearestWorkers(nearest: Recipients['nearest'], directory: Directory, fleet: FleetTable): Set<string> {
  if (!nearest) return new Set();
  const away = [...directory.workers.values()].flatMap((worker) => {
    const place = worker.onDuty ? fleet.placeOf(worker.index) : null;
    return place ? [{ id: worker.id, meters: distanceMeters(nearest, place) }] : [];
  });
  away.sort((a, b) => a.meters - b.meters);
  return new Set(away.slice(0, nearest.count).map(({ id }) => id));
}
