import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Position } from '#shared/protocol/terminal.ts';
import { toWgs84 } from '#shared/geo/index.ts';
import type { Gateway } from '../context.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { timeRefusal } from './times.ts';

/**
 * Takes a worker's fixes: the newest moves the fleet, all go to the trail, wrong ones are left out. The whole is
 * refused only when nothing of it could be taken. Workers are followed on duty only: what comes from somebody off duty,
 * or was measured before the duty began, is not accepted and nowhere kept. This is the hot path: no I/O, no waiting.
 */
export function takePositions(
  gateway: Gateway,
  worker: Worker,
  sent: Position | readonly Position[],
): { ok: true; accepted: number } | WireRefusal {
  const fixes: readonly Position[] = Array.isArray(sent) ? sent : [sent as Position];
  const now = gateway.now();
  let accepted = 0;
  let refusal: WireRefusal | null = null;
  for (const fix of fixes) {
    if (!isOfDuty(worker, fix)) continue;
    const wrong = takeFix(gateway, worker, fix, now);
    if (wrong) refusal = wrong;
    else accepted += 1;
  }
  gateway.metrics.positions.inc(accepted);
  return accepted === 0 && refusal ? refusal : { ok: true, accepted };
}

function isOfDuty(worker: Worker, fix: Position): boolean {
  return worker.onDuty && fix.t >= (worker.dutySince ?? 0);
}

function takeFix({ directory, fleet, trail }: Gateway, worker: Worker, fix: Position, now: number): WireRefusal | null {
  const late = timeRefusal(fix.t, now);
  if (late) return late;
  const { lon, lat } = toWgs84(fix.lon, fix.lat, fix.crs);
  if (!directory.isNear(lon, lat)) return refuse('invalid', '位置不在本区附近');
  if (fleet.move(worker.index, { t: fix.t, lon, lat, speed: fix.speed, heading: fix.heading })) {
    fleet.mark(worker.index, STATUS.outOfGrid, !directory.grids.holds(worker.gridCode, lon, lat));
  }
  trail.add(worker.id, { t: fix.t, lon, lat });
  return null;
}
