import type { CommandPolicy } from '#shared/domain/command.ts';
import { confirmReasons } from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';
import { type OutboxRow, userOf } from './rows.ts';

/** Ops that show on the command with their `entityId`. */
const COMMAND_KINDS: readonly OpKind[] = [
  'command.issue',
  'command.cancel',
  'command.confirm',
  'command.refuse',
  'command.correct',
  'command.remind',
];

export function isCommandKind(kind: OpKind): boolean {
  return COMMAND_KINDS.includes(kind);
}

/** Why an operator may not do this to a command as it is shown: the centre judges by the same rules, finally. */
export function commandRefusal(
  kind: OpKind,
  { state, issuedBy }: Pick<Command, 'state' | 'issuedBy'>,
  userId: string,
): { code: 'conflict' | 'forbidden'; reason: string } | null {
  if (kind === 'command.confirm' || kind === 'command.refuse') {
    if (state !== 'proposed') return { code: 'conflict', reason: 'command-not-proposed' };
    return issuedBy.id === userId ? { code: 'forbidden', reason: 'second-person' } : null;
  }
  const isOver = kind === 'command.remind' ? state !== 'open' : state !== 'open' && state !== 'proposed';
  return isOver ? { code: 'conflict', reason: 'command-over' } : null;
}

/** A command as it will be once the centre has taken the op; unchanged where the op says nothing of it, or somebody must agree first. */
export function commandAfter(
  current: Command | null,
  row: OutboxRow,
  payload: unknown,
  policy: CommandPolicy,
): Command | null {
  if (row.kind === 'command.issue') return current ?? issued(row, payload);
  if (!current) return null;
  const user = userOf(row);
  const by = { id: user.id, name: user.name, kind: 'operator' } as const;
  switch (row.kind) {
    case 'command.cancel':
      return { ...current, state: 'cancelled', cancelReason: reasonOf(payload) };
    case 'command.refuse':
      return current.state === 'proposed' ? { ...current, state: 'refused', cancelReason: reasonOf(payload) } : current;
    case 'command.confirm':
      if (current.state !== 'proposed' || !current.confirm) return current;
      return { ...current, state: 'open', confirm: { ...current.confirm, by, at: row.server_at } };
    case 'command.correct': {
      const parsed = OP_PAYLOADS['command.correct'].safeParse(payload);
      if (!parsed.success) return current;
      // Until a second person agrees to what shall take its place it stays in force; one that never left has nobody to keep it for.
      const waits = confirmReasons(parsed.data, current.workerIds.length, policy).length > 0;
      if (waits && current.state === 'open') return current;
      return { ...current, state: 'cancelled', correctedBy: parsed.data.id };
    }
    case 'command.remind': {
      const parsed = OP_PAYLOADS['command.remind'].safeParse(payload);
      const count = parsed.data?.workerIds?.length ?? 0;
      return { ...current, reminders: [...(current.reminders ?? []), { at: row.server_at, by, count }] };
    }
    default:
      return current;
  }
}

function reasonOf(payload: unknown): string | null {
  const parsed = OP_PAYLOADS['command.cancel'].safeParse(payload);
  return parsed.success ? parsed.data.reason : null;
}

function issued(row: OutboxRow, payload: unknown): Command | null {
  const parsed = OP_PAYLOADS['command.issue'].safeParse(payload);
  if (!parsed.success) return null;
  const user = userOf(row);
  const { recipients } = parsed.data;
  return {
    ...parsed.data,
    version: 0,
    issuedBy: { id: user.id, name: user.name, kind: 'operator' },
    workerIds: recipients.workers ?? [],
    state: 'open',
    cancelReason: null,
  };
}
