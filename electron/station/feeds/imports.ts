import type { ImportBatchView } from '#shared/contract/importViews.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Feed } from './context.ts';

/** Batches are few a year; a centre that has more shows its newest. */
const MOST_BATCHES = 500;

export const importDraft: Feed<'import.draft'> = ({ imports }) => imports.view();

/** The centre's batches, with what this desk has not sent yet laid over them. */
export const importList: Feed<'import.list'> = ({ cache, outbox, session }) => {
  const undoing = new Set<string>();
  const waiting: ImportBatchView[] = [];
  for (const row of session.user ? outbox.openOfKinds(['import.apply', 'import.undo'], session.user.id) : []) {
    const read = outbox.read(row);
    const payload: unknown = read.ok ? read.payload : null;
    const undo = OP_PAYLOADS['import.undo'].safeParse(payload);
    if (row.kind === 'import.undo' && undo.success) undoing.add(undo.data.batchId);
    const apply = OP_PAYLOADS['import.apply'].safeParse(payload);
    if (row.kind !== 'import.apply' || !apply.success || !row.entity_id) continue;
    const { kind, fileName, rows } = apply.data;
    const by = { id: session.user?.id ?? '', name: session.user?.name ?? '' };
    waiting.push({
      ...{ id: row.entity_id, version: 0, kind, fileName, rows, replaced: 0, by },
      ...{ at: row.server_at, state: 'applied', waiting: true, undoing: false },
    });
  }
  const known = cache.stores.entities
    .list('import-batch')
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST_BATCHES)
    .map((batch) => ({ ...batch, waiting: false, undoing: undoing.has(batch.id) }));
  return [...waiting.filter(({ id }) => !known.some((batch) => batch.id === id)), ...known];
};
