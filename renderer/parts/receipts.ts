import type { CommandView } from '#shared/contract/views.ts';
import { RECEIPT_STATES } from '#shared/domain/command.ts';
import { type Receipt } from '#shared/protocol/commands.ts';

/** ms after issue from which a missing receipt is said in words. */
export const NO_RECEIPT_AFTER = 10_000;

export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** One worker's receipts of a command. */
export interface WorkerReceipts {
  workerId: string;
  /** what was told last; null when nothing was */
  state: ReceiptState | null;
  /** when each state was told, ms by the server's clock */
  times: Partial<Record<ReceiptState, number>>;
  /** what the worker wrote with the last receipt */
  note: string;
  /** nothing came within {@link NO_RECEIPT_AFTER} */
  late: boolean;
}

export interface ReceiptSummary {
  workers: WorkerReceipts[];
  total: number;
  /** workers who told this state or one that implies it: who has read it has had it delivered */
  reached: Record<'delivered' | 'read' | 'accepted' | 'done', number>;
  declined: number;
  failed: number;
  /** workers without any receipt in time */
  late: number;
  /** workers who gave the receipt the command requires */
  satisfied: number;
}

const ORDER: Record<ReceiptState, number> = {
  delivered: 1,
  read: 2,
  accepted: 3,
  arrived: 4,
  done: 5,
  declined: 6,
  failed: 7,
};
/** States that tell a worker has got so far. A refusal was read; a failure says nothing of it. */
const IMPLIES: Record<keyof ReceiptSummary['reached'], readonly ReceiptState[]> = {
  delivered: ['delivered', 'read', 'accepted', 'declined', 'arrived', 'done'],
  read: ['read', 'accepted', 'declined', 'arrived', 'done'],
  accepted: ['accepted', 'arrived', 'done'],
  done: ['done'],
};

function rank(row: WorkerReceipts): number {
  if (row.state === 'failed') return 0;
  if (row.late) return 1;
  if (row.state === 'declined') return 2;
  return row.state === null ? 3 : 3 + ORDER[row.state];
}

/**
 * What became of a command, worker by worker at gateway time `now`: failures, late and declined ones first. A command
 * that still waits here or was cancelled makes nobody late.
 */
export function summariseReceipts({ command, receipts, waiting }: CommandView, now: number): ReceiptSummary {
  const overdue = !waiting && command.state !== 'cancelled' && now - command.issuedAt >= NO_RECEIPT_AFTER;
  const byWorker = new Map<string, Receipt[]>();
  for (const receipt of receipts) byWorker.set(receipt.workerId, [...(byWorker.get(receipt.workerId) ?? []), receipt]);
  const ids = new Set([...command.workerIds, ...byWorker.keys()]);
  const workers = [...ids]
    .map((workerId) => workerOf(workerId, byWorker.get(workerId) ?? [], overdue))
    .sort((a, b) => rank(a) - rank(b) || a.workerId.localeCompare(b.workerId));
  const reachedBy = (states: readonly ReceiptState[]) =>
    workers.filter((worker) => states.some((state) => worker.times[state] !== undefined)).length;
  const lastIs = (state: ReceiptState) => workers.filter((worker) => worker.state === state).length;
  return {
    workers,
    total: workers.length,
    reached: {
      delivered: reachedBy(IMPLIES.delivered),
      read: reachedBy(IMPLIES.read),
      accepted: reachedBy(IMPLIES.accepted),
      done: reachedBy(IMPLIES.done),
    },
    declined: lastIs('declined'),
    failed: lastIs('failed'),
    late: workers.filter((worker) => worker.late).length,
    satisfied: reachedBy(IMPLIES[command.requires]),
  };
}

function workerOf(workerId: string, receipts: readonly Receipt[], overdue: boolean): WorkerReceipts {
  const times: WorkerReceipts['times'] = {};
  let last: Receipt | null = null;
  for (const receipt of receipts) {
    times[receipt.state] = receipt.at;
    // Of receipts in the same moment (a handheld that was offline sends all at once) the further one counts.
    if (!last || receipt.at > last.at || (receipt.at === last.at && ORDER[receipt.state] > ORDER[last.state]))
      last = receipt;
  }
  return { workerId, state: last?.state ?? null, times, note: last?.note ?? '', late: last === null && overdue };
}
