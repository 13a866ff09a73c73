import type { BoardFilter, CommandRow } from '#shared/contract/views.ts';
import { RECEIPT_STATES } from '#shared/domain/command.ts';
import { LIFE_STATES } from '#shared/domain/commandLife.ts';
import type { Receipt } from '#shared/protocol/commands.ts';
import type { KnownCommand, Life } from './commandLives.ts';
import { policyOf } from './commandSettings.ts';
import type { Feed, FeedContext } from './context.ts';

/** What needs a hand first, what is through last. */
const ORDER: readonly Life['state'][] = [
  'failed',
  'declined',
  'waiting',
  'sent',
  'delivered',
  'read',
  'accepted',
  'arrived',
  'done',
  'expired',
  'cancelled',
];
const PLACE = new Map(ORDER.map((state, place) => [state, place]));

export const commandBoard: Feed<'command.board'> = (context, { id, show = 'all', from = 0, limit }) => {
  const command = context.lives.of(id);
  if (!command) return null;
  context.media.expect(command.head.media ?? []);
  const policy = policyOf(context.cache.stores);
  const now = context.serverNow();
  const lives = context.lives.lives(command, policy, now);
  const found = lives.filter((life) => isShown(life, show)).sort(inOrder);
  return {
    command: command.head,
    sum: context.lives.sum(command, lives, policy, now),
    waiting: command.waiting,
    rows: found.slice(from, from + limit).map((life) => boardRow(context, command, life)),
    found: found.length,
  };
};

function isShown(life: Life, show: BoardFilter): boolean {
  if (show === 'all') return true;
  return show === 'late' || show === 'owing' ? life[show] : life.state === show;
}

/** Late ones first, the longest first; then by state, and by worker. */
function inOrder(a: Life, b: Life): number {
  if (a.late !== b.late) return a.late ? -1 : 1;
  const state = (PLACE.get(a.state) ?? LIFE_STATES.length) - (PLACE.get(b.state) ?? LIFE_STATES.length);
  if (a.late) return a.since - b.since || state || byId(a, b);
  return state || byId(a, b);
}

function byId(a: Life, b: Life): number {
  return a.workerId < b.workerId ? -1 : 1;
}

/** A worker's part as a board shows it: with the name, and with what came with the receipts. */
export function boardRow(context: FeedContext, command: KnownCommand, life: Life): CommandRow {
  const { workerId, state, since, late, owing, online } = life;
  const receipts = receiptsOf(context, command, workerId);
  const worker = context.cache.stores.records.worker(workerId);
  const fix = worker && context.fleet.fix(worker.index);
  const joined = command.joined.get(workerId);
  const last = receipts.findLast((receipt) => receipt.lon !== undefined && receipt.lat !== undefined);
  const reply = receipts.findLast((receipt) => receipt.reply !== undefined)?.reply;
  return {
    workerId,
    name: worker?.name ?? workerId,
    state,
    since,
    late,
    owing,
    online,
    times: Object.fromEntries(receipts.map((receipt) => [receipt.state, receipt.at])),
    note: receipts.findLast((receipt) => receipt.note !== '')?.note ?? '',
    reply: reply === undefined ? null : (command.head.replies?.find((choice) => choice.id === reply)?.label ?? reply),
    media: receipts.flatMap((receipt) => receipt.media),
    position: fix ? { lon: fix.lon, lat: fix.lat } : null,
    place: last?.lon !== undefined && last.lat !== undefined ? { lon: last.lon, lat: last.lat } : null,
    joined: joined
      ? { at: joined.at, insteadOf: joined.insteadOf === null ? null : nameOf(context, joined.insteadOf) }
      : null,
  };
}

/** A worker's receipts of a command as they came. */
function receiptsOf(context: FeedContext, { head }: KnownCommand, workerId: string): Receipt[] {
  const ids = RECEIPT_STATES.map((state) => `${head.id}:${workerId}:${state}`);
  return ids
    .flatMap((id) => {
      const row = context.statements.one<{ value: string }>(
        `SELECT value FROM receipts_${context.cache.live} WHERE id = ?`,
        id,
      );
      return row ? [JSON.parse(row.value) as Receipt] : [];
    })
    .sort((a, b) => a.at - b.at);
}

function nameOf(context: FeedContext, workerId: string): string {
  return context.cache.stores.records.worker(workerId)?.name ?? workerId;
}
