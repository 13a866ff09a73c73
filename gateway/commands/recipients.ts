import { bboxOf, inBbox, pointInPolygon } from '#shared/geo/index.ts';
import type { Recipients } from '#shared/protocol/commands.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import type { Gateway } from '../context.ts';
import type { FleetTable } from '../fleet/table.ts';

type Meant = (worker: Worker) => boolean;

/** Who a command is for, as worker ids in index order, each once. Parts add up. */
export async function resolveRecipients(gateway: Gateway, recipients: Recipients): Promise<string[]> {
  const named = new Set(recipients.workers);
  const near = nearestWorkers(gateway, recipients.nearest);
  const departmentWorkers = await workersOf(gateway, recipients.departments ?? []);
  const byRule = ruleOf(recipients, gateway.fleet);
  return [...gateway.directory.workers.values()]
    .filter(
      (worker) => named.has(worker.id) || near.has(worker.id) || departmentWorkers.has(worker.id) || byRule(worker),
    )
    .sort((a, b) => a.index - b.index)
    .map((worker) => worker.id);
}

/** The parts that somebody can come to fit later: teams, roles, grids, everyone on duty, an area. */
export function ruleOf(recipients: Recipients, fleet: FleetTable): Meant {
  const teams = new Set(recipients.teams);
  const roles = new Set(recipients.roles);
  const liesIn = gridsOf(recipients.grids ?? []);
  const isInside = insideOf(recipients.area, fleet);
  return (worker) =>
    teams.has(worker.teamId) ||
    roles.has(worker.role) ||
    liesIn(worker) ||
    (recipients.everyone === true && worker.onDuty) ||
    isInside(worker);
}

/** Whether anybody can come to fit later. */
export function hasRule({ teams, roles, grids, area, everyone }: Recipients): boolean {
  return everyone === true || area !== undefined || [teams, roles, grids].some((codes) => (codes ?? []).length > 0);
}

/** Grids of any tier: a unit's code begins with those of the grids it lies in. */
function gridsOf(codes: readonly string[]): Meant {
  const asked = new Set(codes);
  const lengths = [...new Set(codes.map((code) => code.length))];
  return ({ gridCode }) => lengths.some((length) => asked.has(gridCode.slice(0, length)));
}

function insideOf(area: Recipients['area'], fleet: FleetTable): Meant {
  const box = bboxOf(area?.coordinates[0] ?? []);
  if (!area || !box) return () => false;
  return (worker) => {
    const place = fleet.placeOf(worker.index);
    return place !== null && inBbox(place, box) && pointInPolygon(place, area.coordinates);
  };
}

/** The `count` workers on duty with the shortest ways to a place among those whose position is known. */
function nearestWorkers({ directory, fleet, streets }: Gateway, nearest: Recipients['nearest']): Set<string> {
  if (!nearest) return new Set();
  const onDuty = [...directory.workers.values()].flatMap((worker) => {
    const place = worker.onDuty ? fleet.placeOf(worker.index) : null;
    return place ? [{ id: worker.id, place }] : [];
  });
  return new Set(streets.nearest(onDuty, nearest, nearest.count).map(({ id }) => id));
}

/** Workers have no department of their own: it stands for the workers its open cases are with. */
async function workersOf({ storage }: Gateway, departments: readonly string[]): Promise<Set<string>> {
  if (departments.length === 0) return new Set();
  const asked = new Set(departments);
  const pages = await Promise.all(['dispatched', 'handling'].map((state) => storage.inState('case', state, 100_000)));
  const cases = pages.flat().filter((row) => row.departmentId !== null && asked.has(row.departmentId));
  return new Set(cases.flatMap((row) => row.workerIds));
}
