import type { CommandView } from '#shared/contract/views.ts';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import type { Feed, FeedContext } from './context.ts';

interface CommandRow {
  value: string;
  waiting: number;
  id: string;
}

const COLUMNS = 'id, value, waiting';
const MOST_OF_ONE = 50;

export const commandList: Feed<'command.list'> = (context, { limit }) =>
  views(
    context,
    context.statements.all<CommandRow>(
      `SELECT ${COLUMNS} FROM commands_${context.cache.live} ORDER BY issued_at DESC LIMIT ?`,
      limit,
    ),
  );

/** Commands about a case, newest first. */
export function commandsOfCase(context: FeedContext, caseId: string): CommandView[] {
  return views(
    context,
    context.statements.all<CommandRow>(
      `SELECT ${COLUMNS} FROM commands_${context.cache.live} WHERE case_id = ? ORDER BY issued_at DESC LIMIT ?`,
      caseId,
      MOST_OF_ONE,
    ),
  );
}

/** Commands among the newest that went to a worker. */
export function commandsOfWorker(context: FeedContext, workerId: string): CommandView[] {
  const set = context.cache.live;
  return views(
    context,
    context.statements.all<CommandRow>(
      `SELECT ${COLUMNS} FROM (SELECT * FROM commands_${set} ORDER BY issued_at DESC LIMIT 500) AS newest
        WHERE EXISTS (SELECT 1 FROM json_each(newest.value, '$.workerIds') WHERE value = ?) LIMIT ?`,
      workerId,
      MOST_OF_ONE,
    ),
  );
}

function views(context: FeedContext, rows: readonly CommandRow[]): CommandView[] {
  return rows.map((row) => ({
    command: JSON.parse(row.value) as Command,
    receipts: receiptsOf(context, row.id),
    waiting: row.waiting === 1,
  }));
}

function receiptsOf(context: FeedContext, commandId: string): Receipt[] {
  return context.statements
    .all<{ value: string }>(
      `SELECT value FROM receipts_${context.cache.live} WHERE command_id = ? ORDER BY at`,
      commandId,
    )
    .map((row) => JSON.parse(row.value) as Receipt);
}
