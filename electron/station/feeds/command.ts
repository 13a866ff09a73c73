import type { CommandView, WorkerView } from '#shared/contract/views.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import { boardRow } from './commandBoard.ts';
import type { KnownCommand } from './commandLives.ts';
import { policyOf } from './commandSettings.ts';
import type { Feed, FeedContext } from './context.ts';

const MOST_OF_ONE = 50;
/** the newest commands among which those that wait for a second person, or went to one worker, are looked for */
const NEWEST = 200;

export const commandList: Feed<'command.list'> = (context, { limit }) => {
  const newest = newestCommands(context);
  // Whatever waits for somebody's word stands above what only takes its time.
  const first = newest.filter(({ head }) => head.state === 'proposed');
  const others = newest.filter(({ head }) => head.state !== 'proposed');
  return views(context, [...first, ...others].slice(0, limit));
};

export const commandProposed: Feed<'command.proposed'> = (context) => {
  const { user } = context.session;
  if (!user || !OP_ROLES['command.confirm'].some((role) => user.roles.includes(role))) return [];
  return newestCommands(context)
    .filter(({ head }) => head.state === 'proposed' && head.issuedBy.id !== user.id)
    .map(({ head }) => ({ id: head.id, title: head.title, byName: head.issuedBy.name, issuedAt: head.issuedAt }))
    .reverse();
};

/** Commands about a case, newest first. */
export function commandsOfCase(context: FeedContext, caseId: string): CommandView[] {
  const rows = context.statements.all<{ id: string }>(
    `SELECT id FROM commands_${context.cache.live} WHERE case_id = ? ORDER BY issued_at DESC LIMIT ?`,
    caseId,
    MOST_OF_ONE,
  );
  return views(context, known(context, rows));
}

/** Commands among the newest that went to a worker, with this worker's part alone. */
export function commandsOfWorker(context: FeedContext, workerId: string): WorkerView['commands'] {
  const policy = policyOf(context.cache.stores);
  const now = context.serverNow();
  return newestCommands(context)
    .filter(({ workerIds }) => workerIds.includes(workerId))
    .slice(0, MOST_OF_ONE)
    .map((command) => ({
      command: command.head,
      own: boardRow(context, command, context.lives.life(command, workerId, policy, now)),
      waiting: command.waiting,
    }));
}

function newestCommands(context: FeedContext): KnownCommand[] {
  const rows = context.statements.all<{ id: string }>(
    `SELECT id FROM commands_${context.cache.live} ORDER BY issued_at DESC LIMIT ?`,
    NEWEST,
  );
  return known(context, rows);
}

function known({ lives }: FeedContext, rows: readonly { id: string }[]): KnownCommand[] {
  return rows.flatMap(({ id }) => lives.of(id) ?? []);
}

function views(context: FeedContext, commands: readonly KnownCommand[]): CommandView[] {
  const policy = policyOf(context.cache.stores);
  const now = context.serverNow();
  return commands.map((command) => ({
    command: command.head,
    sum: context.lives.sum(command, context.lives.lives(command, policy, now), policy, now),
    waiting: command.waiting,
  }));
}
