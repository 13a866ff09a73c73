import type { StreamEntry } from '#shared/contract/dossierViews.ts';
import type { Receipt } from '#shared/protocol/commands.ts';
import { commandsOfCase } from './command.ts';
import type { Feed, FeedContext } from './context.ts';
import { recordingList } from './recording.ts';

/** Of one command so many answers at most: a case's own go to a few, an alarm's to thousands. */
const MOST_RECEIPTS = 200;
const MOST_TALKS = 200;

/** Commands, what was answered to them, and what was said by radio; the history itself stands in `case.get`. */
export const caseStream: Feed<'case.stream'> = async (context, { id }) => {
  const commands = commandsOfCase(context, id);
  const receipts = commands.map(({ command }) => receiptsOf(context, command.id, command.title));
  const talks = await recordingList(context, { caseId: id, limit: MOST_TALKS });
  const issued = commands.map(
    ({ command, sum }): StreamEntry => ({
      kind: 'command',
      id: command.id,
      at: command.issuedAt,
      title: command.title,
      commandKind: command.kind,
      priority: command.priority,
      state: command.state,
      cancelReason: command.cancelReason,
      byName: command.issuedBy.name,
      to: sum.total,
    }),
  );
  const said = talks.rows.map(
    (recording): StreamEntry => ({ kind: 'talk', id: recording.id, at: recording.startedAt, recording }),
  );
  const entries = [...issued, ...receipts.flatMap(({ entries: some }) => some), ...said];
  return {
    entries: entries.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    more: talks.more || receipts.some(({ more }) => more),
  };
};

function receiptsOf(context: FeedContext, commandId: string, commandTitle: string) {
  const rows = context.statements.all<{ value: string }>(
    `SELECT value FROM receipts_${context.cache.live} WHERE command_id = ? ORDER BY rid DESC LIMIT ?`,
    commandId,
    MOST_RECEIPTS + 1,
  );
  const receipts = rows.slice(0, MOST_RECEIPTS).map(({ value }) => JSON.parse(value) as Receipt);
  context.media.expect(receipts.flatMap(({ media }) => media));
  const entries = receipts.map(
    ({ id, at, workerId, state, note, media }): StreamEntry => ({
      kind: 'receipt',
      id,
      at,
      commandId,
      commandTitle,
      workerId,
      workerName: context.cache.stores.records.worker(workerId)?.name ?? workerId,
      state,
      note,
      media,
    }),
  );
  return { entries, more: rows.length > MOST_RECEIPTS };
}
