import { type ListQueue, MOST_LISTED } from '#shared/contract/queues.ts';
import { listOfHand, RECHECK_LIST } from '../cache/caseLists.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import { watchedBy } from './deskLists.ts';
import type { FeedContext } from './context.ts';
import { conditionsOf } from './queueFilter.ts';
import { type Asked, type Bounds, IN_ORDER, keyValues, type Ordered, type Values, type Way } from './queueOrder.ts';

/** Queues that are lists of cases: a list kept on disk is walked in its order, a few cases named by id are sorted. */

const MEMBER_AFTER = ' AND (member_urgency, member_due, case_id) > (@keyUrgency, @keyDueAt, @keyId)';
const MEMBER_UP_TO = ' AND (member_urgency, member_due, case_id) <= (@endUrgency, @endDueAt, @endId)';
const NAMED_AFTER = ' AND (urgency, due_at, id) > (@keyUrgency, @keyDueAt, @keyId)';
const NAMED = 'SELECT value FROM json_each(@named)';

/** What a list queue is made of: a list kept on disk, and cases named by their ids. */
interface Members {
  list: string | null;
  named: readonly string[];
}

function membersOf(context: FeedContext, queue: ListQueue): Members {
  const userId = context.session.user?.id;
  switch (queue) {
    case 'recheck':
      return { list: RECHECK_LIST, named: [] };
    case 'mine':
      return userId === undefined ? NOBODYS : { list: listOfHand(userId), named: claimedBy(context, userId) };
    case 'watched':
      return userId === undefined ? NOBODYS : { list: null, named: watchedBy(context, userId) };
  }
}
const NOBODYS: Members = { list: null, named: [] };

/** Cases a user has claimed, at whichever desk; a stale claim is still theirs until somebody takes it. */
function claimedBy(context: FeedContext, userId: string): string[] {
  return context.cache.stores.entities.children('claim', userId).map(({ id }) => id);
}

export function wayToList(context: FeedContext, asked: Asked & { queue: ListQueue }, bounds: Bounds): Way {
  const { queue, filter, key } = asked;
  const set = context.cache.live;
  const { list, named } = membersOf(context, queue);
  const { sql: conditions, values, words } = conditionsOf(set, queue, filter, context.serverNow());
  const end = list === null ? null : endOfWalk(context, list, key, bounds.members);
  const given: Values = {
    ...values,
    named: JSON.stringify(named),
    ...(list !== null && { list }),
    ...(key && keyValues(key)),
    ...(end && { endUrgency: end.urgency, endDueAt: end.due_at, endId: end.id }),
  };
  const upTo = end ? MEMBER_UP_TO : '';
  const apart = named.length === 0 ? '' : ` AND case_id NOT IN (${NAMED})`;
  const namedSql = (columns: string) =>
    `SELECT ${columns} FROM cases_${set} WHERE id IN (${NAMED})${key ? NAMED_AFTER : ''}${namedUpTo(end)}${conditions}`;
  const listSql = (columns: string) =>
    `SELECT ${ofMember(columns)} FROM case_lists_${set} CROSS JOIN cases_${set} ON id = case_id
      WHERE list = @list${key ? MEMBER_AFTER : ''}${upTo}${apart}${conditions}`;
  const sql = (columns: string) => {
    if (list === null) return namedSql(columns);
    return named.length === 0 ? listSql(columns) : `${listSql(columns)} UNION ALL ${namedSql(columns)}`;
  };
  return { sql, values: given, words, end };
}

/** A page that stops where the walk does must not show what stands behind. */
function namedUpTo(end: Ordered | null): string {
  return end ? ' AND (urgency, due_at, id) <= (@endUrgency, @endDueAt, @endId)' : '';
}

/** The columns of a case, its order told by the list: so the rows come in it without being sorted. */
function ofMember(columns: string): string {
  return columns
    .replace(/\bid\b/, 'case_id AS id')
    .replace(/\burgency\b/, 'member_urgency AS urgency')
    .replace(/\bdue_at\b/, 'member_due AS due_at');
}

/** An entry of a list behind a key with so many between; null when there are not so many. */
function endOfWalk(context: FeedContext, list: string, key: Ordered | null, most: number): Ordered | null {
  const sql = `SELECT member_urgency AS urgency, member_due AS due_at, case_id AS id FROM case_lists_${context.cache.live}
    WHERE list = @list${key ? MEMBER_AFTER : ''}${IN_ORDER} LIMIT 1 OFFSET @most`;
  return context.statements.one<Ordered>(sql, { list, most, ...(key && keyValues(key)) }) ?? null;
}

/** How many cases a list queue holds, and how many of them are past their due time; neither is counted for ever. */
export function countList(context: FeedContext, queue: ListQueue, now: number): { total: number; overdue: number } {
  const set = context.cache.live;
  const { list, named } = membersOf(context, queue);
  const ofNamed = namedCount(context, set, named, now);
  if (list === null) return ofNamed;
  const others = JSON.stringify(named);
  const inList = (more: string, values: Values) =>
    context.statements.one<{ n: number }>(
      `SELECT COUNT(*) AS n FROM (SELECT 1 FROM case_lists_${set} WHERE list = @list${more}
        AND case_id NOT IN (${NAMED}) LIMIT ${MOST_LISTED})`,
      { list, named: others, ...values },
    )?.n ?? 0;
  const late = [0, 1, 2].map((urgency) =>
    inList(' AND member_urgency = @urgency AND member_due < @now', { urgency, now }),
  );
  return {
    total: ofNamed.total + inList('', {}),
    overdue: ofNamed.overdue + late.reduce((sum, n) => sum + n, 0),
  };
}

function namedCount(context: FeedContext, set: CacheSet, named: readonly string[], now: number) {
  if (named.length === 0) return { total: 0, overdue: 0 };
  const row = context.statements.one<{ total: number; overdue: number | null }>(
    `SELECT COUNT(*) AS total, SUM(due_at < @now) AS overdue FROM cases_${set} WHERE id IN (${NAMED})`,
    { named: JSON.stringify(named), now },
  );
  return { total: row?.total ?? 0, overdue: row?.overdue ?? 0 };
}
