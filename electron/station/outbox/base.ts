import type { StoredCase } from '../cache/caseStore.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './rows.ts';

/**
 * The version an action of this user builds on: the centre's as far as it is known, with the user's own waiting actions on
 * top. What another's waiting action shows is no part of it: that one may leave later, or never.
 */
export function baseOf(outbox: Outbox, userId: string, { shown, truth }: StoredCase): number {
  const others = outbox
    .pendingOf(shown.id)
    .filter((row) => row.user_id !== userId && row.state !== 'done' && row.kind.startsWith('case.'));
  return Math.max(truth?.version ?? 0, shown.version - others.length);
}

/**
 * The version an action is told to build on once the one before it made `version`. The centre checked what that one had
 * missed; of a note it did not, so what came between and nobody saw is left for it to check with the next. null: as it was,
 * because this one was taken on an older picture than the one before.
 */
export function baseAfter(
  before: Pick<OutboxRow, 'kind' | 'base_version' | 'seen_version'>,
  version: number,
  next: Pick<OutboxRow, 'seen_version'>,
): number | null {
  const seen = next.seen_version ?? 0;
  const base = before.base_version ?? 0;
  if (seen < (before.seen_version ?? 0)) return null;
  const known = before.kind !== 'case.annotate' || version === base + 1 || seen >= version - 1;
  return known ? version : Math.max(base, seen);
}
