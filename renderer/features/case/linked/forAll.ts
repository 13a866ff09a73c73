import type { CaseRow } from '#shared/contract/views.ts';
import { TRANSITIONS } from '#shared/domain/transitions.ts';

export type ForAll = { action: 'annotate' } | { action: 'supervise'; level: 1 | 2 | 3 };

export interface Preview {
  done: CaseRow[];
  /** with why each is left out */
  left: { row: CaseRow; why: 'ended' | 'pressed' }[];
}

/** What doing one thing to all of them would do, before it is done. */
export function previewOf(rows: readonly CaseRow[], wish: ForAll): Preview {
  const preview: Preview = { done: [], left: [] };
  for (const row of rows) {
    if (!TRANSITIONS[wish.action].from.includes(row.state)) preview.left.push({ row, why: 'ended' });
    else if (wish.action === 'supervise' && (row.supervisionLevel ?? 0) >= wish.level)
      preview.left.push({ row, why: 'pressed' });
    else preview.done.push(row);
  }
  return preview;
}
