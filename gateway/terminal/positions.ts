import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { DropCounts, DropReason } from '#shared/protocol/positions.ts';
import type { Position } from '#shared/protocol/terminal.ts';
import { toWgs84 } from '#shared/geo/index.ts';
import type { Gateway } from '../context.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

/** What a terminal must mend itself; of anything else it is told how many were dropped. */
const REFUSALS: { [R in DropReason]?: string } = {
  future: '时间在未来，请校准终端时钟',
  past: '时间早于七天之前，中心不再接收',
  outside: '位置不在本区附近',
};

/**
 * [GW217] Takes a worker's fixes: the newest moves the fleet, all go to the trail; what the filter drops is counted by reason. The
 * whole is refused only when nothing of it could be taken for a reason that the terminal can mend. Workers are followed on duty
 * only: what comes from somebody off duty, or was measured before the duty began, is nowhere kept. This is the hot path: no I/O,
 * no waiting.
 */
export function takePositions(
  gateway: Gateway,
  worker: Worker,
  sent: Position | readonly Position[],
): { ok: true; accepted: number; dropped?: DropCounts } | WireRefusal {
  const fixes: readonly Position[] = Array.isArray(sent) ? sent : [sent as Position];
  const now = gateway.now();
  let accepted = 0;
  let dropped: DropCounts | undefined;
  let refusal: string | undefined;
  for (const fix of fixes) {
    const reason = takeFix(gateway, worker, fix, now);
    if (reason === null) {
      accepted += 1;
      continue;
    }
    gateway.metrics.positionsDropped.inc({ reason });
    dropped = { ...dropped, [reason]: (dropped?.[reason] ?? 0) + 1 };
    refusal ??= REFUSALS[reason];
  }
  gateway.metrics.positions.inc(accepted);
  if (accepted === 0 && refusal !== undefined) return refuse('invalid', refusal);
  return dropped ? { ok: true, accepted, dropped } : { ok: true, accepted };
}

function isOfDuty(worker: Worker, fix: Position): boolean {
  return worker.onDuty && fix.t >= (worker.dutySince ?? 0);
}

function takeFix(
  { directory, fleet, trail, positions }: Gateway,
  worker: Worker,
  fix: Position,
  now: number,
): DropReason | null {
  const { t, accuracy, speed, heading } = fix;
  const { lon, lat } = toWgs84(fix.lon, fix.lat, fix.crs);
  const judged = { t, lon, lat, accuracy };
  const reason = isOfDuty(worker, fix)
    ? positions.judge(worker.index, judged, fleet.lastOf(worker.index), directory.isNear(lon, lat), now)
    : 'off-duty';
  if (reason) {
    positions.drop(worker, reason, judged, now);
    return reason;
  }
  if (fleet.move(worker.index, { t, lon, lat, speed, heading })) {
    fleet.mark(worker.index, STATUS.outOfGrid, !directory.grids.holds(worker.gridCode, lon, lat));
  }
  trail.add(worker.id, { t, lon, lat });
  return null;
}
