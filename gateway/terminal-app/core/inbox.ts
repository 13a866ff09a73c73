import type { CommandFields } from '#shared/protocol/commands.ts';
import type { ReceiptPayload } from '#shared/protocol/terminal.ts';

/** What a terminal knows of the commands it was ever sent: pure, kept by `device/database.ts`. */

export type Said = ReceiptPayload['state'];
export type Level = 1 | 2 | 3;

/** A command this terminal holds, and how far its worker is with it. Times are ms of the centre's clock. */
export interface Held {
  id: string;
  command: CommandFields;
  receivedAt: number;
  /** receipts that were given here, and when */
  said: Partial<Record<Said, number>>;
  /** the choice that was tapped */
  reply?: string;
  /** withdrawn, or replaced by another command */
  over?: { why: 'cancelled' | 'corrected'; reason: string; at: number };
  /** asked again, and nobody has touched it since */
  reminded?: { level: Level; at: number };
}
/** A cancel that came before its command: should the command still come, it is not shown. */
export interface Withdrawn {
  id: string;
  withdrawnAt: number;
}
export type Known = Held | Withdrawn;

export const isHeld = (known: Known | undefined): known is Held => known !== undefined && 'command' in known;

/** A command arrives. Null when nothing new is to be shown: it is here already, or was withdrawn before it came. */
export function receive(known: Known | undefined, command: CommandFields, now: number): Held | null {
  return known ? null : { id: command.id, command, receivedAt: now, said: {} };
}

/** The command that another one corrects goes out of sight; what was said of it stays said. */
export function replace(known: Known | undefined, corrected: CommandFields, now: number): Known | null {
  const id = corrected.corrects?.id;
  if (id === undefined) return null;
  if (!isHeld(known)) return { id, withdrawnAt: now };
  return { ...known, over: { why: 'corrected', reason: corrected.title, at: now }, reminded: undefined };
}

export function withdraw(known: Known | undefined, id: string, reason: string, now: number): Known {
  if (!isHeld(known)) return known ?? { id, withdrawnAt: now };
  // A correction says more than the cancel that comes with it.
  if (known.over) return known;
  return { ...known, over: { why: 'cancelled', reason, at: now }, reminded: undefined };
}

/** Asked again. Null when there is nothing to ask: unknown, over, or answered as it requires. */
export function remind(known: Known | undefined, level: Level, now: number): Held | null {
  if (!isHeld(known) || isOver(known, now) || isAnswered(known)) return null;
  return { ...known, reminded: { level, at: now } };
}

/** A receipt is given; the first of each state counts. */
export function say(held: Held, state: Said, now: number, reply?: string): Held {
  const said = { ...held.said, [state]: held.said[state] ?? now };
  return { ...held, said, reply: held.reply ?? reply, reminded: undefined };
}

export function isOver({ over, command }: Held, now: number): boolean {
  return over !== undefined || (command.expiresAt !== undefined && command.expiresAt <= now);
}

/** The worker has said what the command requires, or that it will not be done. */
export function isAnswered({ said, command }: Held): boolean {
  const { accepted, arrived, done, declined, failed, read } = said;
  const final = accepted ?? arrived ?? done ?? declined ?? failed;
  if (command.requires === 'accepted' || command.request) return final !== undefined;
  return command.requires === 'delivered' || (final ?? read) !== undefined;
}

/** Nothing is left to do here. */
export function isClosed(held: Held, now: number): boolean {
  const { said, command } = held;
  if (isOver(held, now) || (said.done ?? said.failed ?? said.declined) !== undefined) return true;
  return command.kind === 'notice' && !command.request && said.read !== undefined && isAnswered(held);
}

const URGENT_FIRST = { flash: 0, urgent: 1, routine: 2 } as const;
/** Open ones first, by priority and then the newest; what is closed below, the newest first. */
export function inOrder(commands: readonly Held[], now: number): Held[] {
  const rank = (held: Held) => (isClosed(held, now) ? 3 : URGENT_FIRST[held.command.priority]);
  return commands.toSorted((a, b) => rank(a) - rank(b) || b.command.issuedAt - a.command.issuedAt);
}

const KEEP_MS = 7 * 24 * 3_600_000;
/** What a phone need not keep any more; whatever is younger stays, so that it is known when it comes again. */
export function outdated(known: readonly Known[], now: number): string[] {
  const isOld = (one: Known) =>
    isHeld(one) ? isClosed(one, now) && one.receivedAt < now - KEEP_MS : one.withdrawnAt < now - KEEP_MS;
  return known.filter(isOld).map(({ id }) => id);
}
