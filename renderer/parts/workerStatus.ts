import { STATUS } from '#shared/protocol/fleetFrame.ts';

/** ms after which a fix is shown as old: the same limit as the gateway's stale bit. */
export const STALE_AFTER = 120_000;

export type WorkerMark = 'sos' | 'offline' | 'stale' | 'outOfGrid' | 'busy' | 'idle' | 'offDuty';

/** What is to be said of a worker, the gravest first. `fixAge` in ms, null without a fix. Duty and task are separate. */
export function workerMarks(status: number, onDuty: boolean, fixAge: number | null): WorkerMark[] {
  const has = (bit: number) => (status & bit) !== 0;
  const marks: WorkerMark[] = [];
  if (has(STATUS.sos)) marks.push('sos');
  if (!onDuty) marks.push('offDuty');
  if (!has(STATUS.online)) marks.push('offline');
  else if (has(STATUS.stale) || (fixAge !== null && fixAge > STALE_AFTER)) marks.push('stale');
  if (has(STATUS.outOfGrid)) marks.push('outOfGrid');
  if (has(STATUS.busy)) marks.push('busy');
  return marks.length > 0 ? marks : ['idle'];
}

/** Whether somebody can be sent now: on duty, reachable, not calling for help. */
export function fitsForWork(choice: { worker: { onDuty: boolean }; status: number; fixAge: number | null }): boolean {
  const marks = workerMarks(choice.status, choice.worker.onDuty, choice.fixAge);
  return !marks.some((mark) => mark === 'sos' || mark === 'offDuty' || mark === 'offline' || mark === 'stale');
}
