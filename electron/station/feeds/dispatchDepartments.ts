import { assignmentsOf } from '#shared/domain/assignments.ts';
import type { Case } from '#shared/domain/case.ts';
import { proposedDepartments, rankDepartments } from '#shared/domain/ranking.ts';
import { NO_DUE, ROW_DEPARTMENT } from '../db/cacheTables.ts';
import type { Feed, FeedContext } from './context.ts';

/** the newest ended cases of each urgency and state whose departments are looked at: what a place's habit is told from */
const MOST_LOOKED_AT = 3000;
/** cases in hand that are counted; more are many */
const MOST_IN_HAND = 50_000;
/** Counting what is in hand costs as much as there is of it: an answer serves all windows for so long. */
const LOADS_FRESH_MS = 5000;
/** GB/T 30428.1: the first 12 digits of a grid code name the community. */
const COMMUNITY_DIGITS = 12;

type Counted = { code: string | null; n: number };

/** Every department with its reasons: the catalogue's word, such cases here, what it has in hand. */
export const dispatchDepartments: Feed<'dispatch.departments'> = (context, { caseId }) => {
  const { cases, entities } = context.cache.stores;
  const shown = cases.get(caseId)?.shown;
  if (!shown) return [];
  const category = entities.get('category', shown.categoryCode);
  const worked = workedIn(context, category?.groupCode ?? shown.categoryCode, shown.gridCode);
  const open = loadsOf(context);
  const departments = new Map(entities.list('department').map((one) => [one.code, one]));
  const facts = [...departments.keys()].map((code) => ({
    code,
    isDefault: code === category?.departmentCode,
    worked: worked.get(code) ?? 0,
    open: open.get(code) ?? 0,
  }));
  const proposed = proposedDepartments(facts);
  const others = rankDepartments(facts.filter((one) => !proposed.includes(one)));
  const has = assignedTo(shown);
  return [...proposed, ...others].flatMap(({ code, ...reasons }) => {
    const department = departments.get(code);
    if (!department) return [];
    return [{ department, ...reasons, proposed: reasons.isDefault || reasons.worked > 0, assigned: has.has(code) }];
  });
};

/** Departments that have the case in hand; what was returned may be dispatched to the same one again. */
function assignedTo(shown: Case): Set<string> {
  if (shown.state !== 'dispatched' && shown.state !== 'handling') return new Set();
  const departments = assignmentsOf(shown).filter(({ kind }) => kind === 'department');
  return new Set(departments.map(({ id }) => id));
}

/** Which departments had the newest ended cases of a group in a community. */
function workedIn(context: FeedContext, groupCode: string, gridCode: string): Map<string, number> {
  const community = gridCode.slice(0, COMMUNITY_DIGITS);
  const counts = new Map<string, number>();
  if (community.length < COMMUNITY_DIGITS) return counts;
  const set = context.cache.live;
  // Ids begin with the time a case was made. Of an ended case no clock runs, so that the queue's index has them in this order.
  const newest = `SELECT ${ROW_DEPARTMENT} AS department, category_code, grid_code FROM cases_${set}
    INDEXED BY cases_${set}_queue WHERE state = ? AND urgency = ? AND due_at = ${NO_DUE} ORDER BY id DESC LIMIT ${MOST_LOOKED_AT}`;
  const sql = `SELECT department AS code, COUNT(*) AS n FROM (${newest}) AS newest
    WHERE substr(category_code, 1, length(?)) = ? AND substr(grid_code, 1, ${COMMUNITY_DIGITS}) = ? GROUP BY department`;
  for (const state of ['closed', 'evaluated']) {
    for (const urgency of [0, 1, 2]) {
      const rows = context.statements.all<Counted>(sql, state, urgency, groupCode, groupCode, community);
      for (const { code, n } of rows) if (code) counts.set(code, (counts.get(code) ?? 0) + n);
    }
  }
  return counts;
}

const loadsKept = new WeakMap<FeedContext, { at: number; loads: Map<string, number> }>();

/** Cases each department that leads has in hand now. */
function loadsOf(context: FeedContext): Map<string, number> {
  const kept = loadsKept.get(context);
  if (kept && context.monotonic() - kept.at < LOADS_FRESH_MS) return kept.loads;
  const set = context.cache.live;
  const inHand = `SELECT ${ROW_DEPARTMENT} AS code FROM cases_${set} INDEXED BY cases_${set}_queue WHERE state = ? LIMIT ${MOST_IN_HAND}`;
  const loads = new Map<string, number>();
  for (const state of ['dispatched', 'handling']) {
    const rows = context.statements.all<Counted>(
      `SELECT code, COUNT(*) AS n FROM (${inHand}) AS newest GROUP BY code`,
      state,
    );
    for (const { code, n } of rows) if (code) loads.set(code, (loads.get(code) ?? 0) + n);
  }
  loadsKept.set(context, { at: context.monotonic(), loads });
  return loads;
}
