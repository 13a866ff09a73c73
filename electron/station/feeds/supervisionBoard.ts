import { BOARD_MOST, BOARD_SHOWS, type BoardShow, type SupervisionRow } from '#shared/contract/dispatchViews.ts';
import type { Case } from '#shared/domain/case.ts';
import { lightOf } from '#shared/domain/clocks.ts';
import { supervisionProposalOf, type SupervisionRule } from '#shared/domain/supervisionProposals.ts';
import { CASE_COLUMNS, type CaseColumns, toCaseRow } from '../cache/caseStore.ts';
import { ROW_MARKED } from '../db/cacheTables.ts';
import { casePolicyOf } from './casePolicy.ts';
import type { Feed, FeedContext } from './context.ts';

type Stored = CaseColumns & { value: string };

/** Late and pressed cases, and those the centre's rule proposes to press. Nothing here presses anybody. */
export const supervisionBoard: Feed<'supervision.board'> = (context) => {
  const { supervision: rule } = casePolicyOf(context.cache.stores);
  const now = context.serverNow();
  const late = lateCases(context, now);
  const found = new Map([...late.rows, ...pressed(context), ...marked(context)].map((row) => [row.id, row]));
  const rows = [...found.values()]
    .map((row) => boardRow(row, rule, now))
    .filter(({ kinds }) => kinds.length > 1)
    .sort((a, b) => urgencyOf(found, a.id) - urgencyOf(found, b.id) || dueOf(a) - dueOf(b) || a.id.localeCompare(b.id));
  const counts = Object.fromEntries(
    BOARD_SHOWS.map((show) => [show, rows.filter(({ kinds }) => kinds.includes(show)).length]),
  ) as Record<BoardShow, number>;
  return { rows, counts, more: late.more };
};

function dueOf({ clock }: SupervisionRow): number {
  return clock?.dueAt ?? Number.MAX_SAFE_INTEGER;
}

function urgencyOf(found: ReadonlyMap<string, Stored>, id: string): number {
  return found.get(id)?.urgency ?? 0;
}

/** Red lights, by urgency and how long they are red. */
function lateCases(context: FeedContext, now: number): { rows: Stored[]; more: boolean } {
  const set = context.cache.live;
  const rows: Stored[] = [];
  for (const urgency of [0, 1, 2]) {
    const left = BOARD_MOST + 1 - rows.length;
    if (left <= 0) break;
    rows.push(
      ...context.statements.all<Stored>(
        `SELECT ${CASE_COLUMNS}, value FROM cases_${set} INDEXED BY cases_${set}_markers
          WHERE open = 1 AND urgency = ? AND due_at < ? AND stopped_at IS NULL ORDER BY due_at, id LIMIT ?`,
        urgency,
        now,
        left,
      ),
    );
  }
  return { rows: rows.slice(0, BOARD_MOST), more: rows.length > BOARD_MOST };
}

function pressed(context: FeedContext): Stored[] {
  const set = context.cache.live;
  return context.statements.all<Stored>(
    `SELECT ${CASE_COLUMNS}, value FROM cases_${set} INDEXED BY cases_${set}_supervised
      WHERE supervision IS NOT NULL LIMIT ${BOARD_MOST}`,
  );
}

/** Open cases that were returned, complained about, suspended, or wait for an answer about more time. */
function marked(context: FeedContext): Stored[] {
  const set = context.cache.live;
  return context.statements.all<Stored>(
    `SELECT ${CASE_COLUMNS}, value FROM cases_${set} INDEXED BY cases_${set}_marked
      WHERE open = 1 AND ${ROW_MARKED} ORDER BY urgency, due_at, id LIMIT ${BOARD_MOST}`,
  );
}

function boardRow(stored: Stored, rule: SupervisionRule, now: number): SupervisionRow {
  const shown = JSON.parse(stored.value) as Case;
  const { departmentId, workerIds, tier, returns, complaints = 0, supervision, reviewAt, extension } = shown;
  const proposal = supervisionProposalOf(shown, rule, now);
  return {
    ...toCaseRow(stored),
    departmentId,
    workerIds,
    tier,
    returns,
    complaints,
    supervision,
    reviewAt,
    extension,
    proposal,
    kinds: kindsOf(shown, proposal !== null, now),
  };
}

function kindsOf({ clock, supervision, reviewAt, extension }: Case, isProposed: boolean, now: number): BoardShow[] {
  const holds: Record<BoardShow, boolean> = {
    all: true,
    proposed: isProposed,
    late: lightOf(clock, now) === 'red',
    supervised: supervision !== null,
    'reply-late': supervision?.dueAt !== undefined && !supervision.reply && supervision.dueAt < now,
    'review-due': reviewAt !== null && reviewAt <= now,
    extension: extension !== null,
  };
  return BOARD_SHOWS.filter((show) => holds[show]);
}
