import type {
  COMMAND_PRIORITIES,
  COMMAND_STATES,
  CommandPolicy,
  RECEIPT_STATES,
  REQUIRED_RECEIPTS,
} from './command.ts';
import { stretchAround } from './dayHours.ts';

/**
 * How far a command is with one worker. Told by its receipts, by the command's own state and by whether a terminal is
 * connected; never stored. `waiting`: nothing has left for the terminal; `sent`: it has, and no answer came yet.
 */
export const LIFE_STATES = [
  'waiting',
  'sent',
  'delivered',
  'read',
  'accepted',
  'arrived',
  'done',
  'declined',
  'failed',
  'expired',
  'cancelled',
] as const;
export type LifeState = (typeof LIFE_STATES)[number];

type ReceiptState = (typeof RECEIPT_STATES)[number];
/** What is needed of a receipt to tell how far a command is. */
export interface Said {
  workerId: string;
  state: ReceiptState;
  at: number;
}
/** What is needed of a command. */
export interface LifeOf {
  state: (typeof COMMAND_STATES)[number];
  requires: (typeof REQUIRED_RECEIPTS)[number];
  priority: (typeof COMMAND_PRIORITIES)[number];
  issuedAt: number;
  expiresAt?: number;
  heldUntil?: number;
  joined?: readonly { workerId: string; at: number }[];
  confirm?: { at: number | null };
}

export interface WorkerLife {
  state: LifeState;
  /** since when it is so, ms of the centre's clock */
  since: number;
  /** the required receipt is there, or a refusal is: nobody waits for this worker any more */
  answered: boolean;
}

/** Later ones take the place of earlier ones, whichever came last over the wire. */
const RANK: { [S in ReceiptState]: number } = {
  delivered: 1,
  read: 2,
  accepted: 3,
  arrived: 4,
  declined: 5,
  failed: 6,
  done: 7,
};
const NEEDED = { delivered: 1, read: 2, accepted: 3 } as const;

/** The one of two receipts of a worker that tells more. */
export function furtherOf<S extends Pick<Said, 'state'>>(one: S, other: S): S {
  return RANK[other.state] > RANK[one.state] ? other : one;
}

/** @param said receipts of this worker, in any order @param online a terminal of the worker is connected */
export function lifeOf(
  command: LifeOf,
  workerId: string,
  said: readonly Said[],
  online: boolean,
  now: number,
): WorkerLife {
  const furthest = said.reduce<Said | null>((best, one) => (best ? furtherOf(best, one) : one), null);
  const answered = furthest !== null && RANK[furthest.state] >= NEEDED[command.requires];
  const begun = sentAt(command, workerId);
  if (!answered && command.state === 'cancelled') return { state: 'cancelled', since: furthest?.at ?? begun, answered };
  if (!answered && isOver(command, now)) return { state: 'expired', since: command.expiresAt ?? begun, answered };
  if (furthest) return { state: furthest.state, since: furthest.at, answered };
  const held = command.state === 'proposed' || (command.heldUntil ?? 0) > now;
  return { state: online && !held ? 'sent' : 'waiting', since: begun, answered };
}

function isOver({ state, expiresAt }: LifeOf, now: number): boolean {
  return state === 'expired' || state === 'refused' || (expiresAt !== undefined && expiresAt <= now);
}

/** When the command could first reach a worker: issued, agreed to, out of the quiet hours, joined by that worker. */
export function sentAt({ issuedAt, confirm, heldUntil, joined }: LifeOf, workerId: string): number {
  const joinedAt = joined ? (joinedOf(joined).get(workerId) ?? 0) : 0;
  return Math.max(issuedAt, confirm?.at ?? 0, heldUntil ?? 0, joinedAt);
}

type Joined = NonNullable<LifeOf['joined']>;
/** Rows are replaced, never changed: thousands who joined are laid out once for each row, and not looked through for each of them. */
const JOINED = new WeakMap<Joined, ReadonlyMap<string, number>>();
function joinedOf(joined: Joined): ReadonlyMap<string, number> {
  const known = JOINED.get(joined);
  if (known) return known;
  const times = new Map(joined.toReversed().map(({ workerId, at }) => [workerId, at]));
  JOINED.set(joined, times);
  return times;
}

/** When the required receipt of a worker is due, ms of the centre's clock. */
export function receiptDueAt(command: LifeOf, workerId: string, policy: CommandPolicy): number {
  return sentAt(command, workerId) + policy.dueSeconds[command.priority] * 1000;
}

/** Whether somebody owes an answer and is late with it. */
export function isLate(
  command: LifeOf,
  workerId: string,
  life: WorkerLife,
  policy: CommandPolicy,
  now: number,
): boolean {
  return (
    !life.answered &&
    command.state === 'open' &&
    !isOver(command, now) &&
    receiptDueAt(command, workerId, policy) <= now
  );
}

/** How many workers are in each state; states that nobody is in are 0. */
export function countLives(lives: Iterable<WorkerLife>): { [S in LifeState]: number } {
  const counts = Object.fromEntries(LIFE_STATES.map((state) => [state, 0])) as { [S in LifeState]: number };
  for (const { state } of lives) counts[state] += 1;
  return counts;
}

/** When the quiet hours end that a moment lies in, ms; null when it lies in none. A routine command waits until then. */
export function quietUntil(at: number, quiet: CommandPolicy['quiet']): number | null {
  return stretchAround(at, quiet)?.to ?? null;
}

/** Why a command needs a second person before it leaves; none: it leaves at once. */
export function confirmReasons(
  { priority }: Pick<LifeOf, 'priority'>,
  recipients: number,
  policy: CommandPolicy,
): ('flash' | 'size')[] {
  const why: ('flash' | 'size')[] = [];
  if (priority === 'flash' && recipients > policy.confirmFlashOver) why.push('flash');
  if (recipients > policy.confirmOver) why.push('size');
  return why;
}
