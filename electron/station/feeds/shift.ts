import { QUEUES } from '#shared/contract/queues.ts';
import type { User } from '#shared/protocol/entities.ts';
import { type HandOverItem, MOST_HAND_OVER_ITEMS, type Shift } from '#shared/protocol/shifts.ts';
import { shiftNow } from '../outbox/shiftNow.ts';
import type { Feed, FeedContext } from './context.ts';

export const shiftCurrent: Feed<'shift.current'> = (context) =>
  shiftNow(context.cache.stores, context.outbox, (id) => nameOf(context, id));

/** Somebody's name when they sit at a desk now or have signed in at this one before, else their id. */
function nameOf({ statements, cache }: FeedContext, id: string): string {
  const row = statements.one<{ user: string }>('SELECT user FROM users WHERE id = ?', id);
  if (row) return (JSON.parse(row.user) as User).name;
  return cache.stores.entities.list('seat').find(({ user }) => user.id === id)?.user.name ?? id;
}

export const shiftPast: Feed<'shift.past'> = ({ statements, cache }, { before, limit }) => {
  const { entities } = cache.stores;
  // Few a day: all of a year are some thousand short rows.
  const rows = statements.all<{ value: string }>(
    `SELECT value FROM entities_${cache.live} WHERE entity = 'shift' AND json_extract(value, '$.closedAt') IS NOT NULL
       AND json_extract(value, '$.closedAt') < ? ORDER BY json_extract(value, '$.closedAt') DESC LIMIT ?`,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  return rows.map(({ value }) => {
    const shift = JSON.parse(value) as Shift;
    return { shift, notes: entities.children('shift-note', shift.id).toSorted((a, b) => b.at - a.at) };
  });
};

export const seatList: Feed<'seat.list'> = ({ cache }) =>
  cache.stores.entities
    .list('seat')
    .toSorted((a, b) => a.user.name.localeCompare(b.user.name, 'zh') || (a.id < b.id ? -1 : 1));

type Item = Omit<HandOverItem, 'acknowledgedAt'>;

/** Of each kind so many at most, the most pressing first: nobody reads more of them one by one. */
const MOST_OF_A_KIND = 100;

/** What the next lead has to know of. Each stands once, by its strongest reason. */
export const shiftItems: Feed<'shift.items'> = (context) => {
  const kinds = [alarmItems(context), musterItems(context), supervisedItems(context), pressedItems(context)];
  const items = new Map<string, Item>();
  for (const item of kinds.flat()) {
    if (!items.has(item.subjectId ?? item.id)) items.set(item.subjectId ?? item.id, item);
  }
  return {
    items: [...items.values()].slice(0, MOST_HAND_OVER_ITEMS),
    more: kinds.some((kind) => kind.length >= MOST_OF_A_KIND),
  };
};

function alarmItems({ alarms }: FeedContext): Item[] {
  return alarms
    .list()
    .filter(({ open }) => open)
    .slice(0, MOST_OF_A_KIND)
    .map(({ id, title }) => ({ id: `alarm:${id}`, kind: 'alarm', subjectId: id, label: title }));
}

function musterItems({ cache }: FeedContext): Item[] {
  return cache.stores.entities
    .children('muster', 'running')
    .slice(0, MOST_OF_A_KIND)
    .map(({ id, title }) => ({ id: `muster:${id}`, kind: 'muster', subjectId: id, label: title }));
}

interface CaseLine {
  id: string;
  number: string | null;
  title: string;
}

function supervisedItems({ statements, cache }: FeedContext): Item[] {
  const set = cache.live;
  const rows = QUEUES.supervised.flatMap((state) =>
    statements.all<CaseLine>(
      `SELECT id, number, title FROM cases_${set} INDEXED BY cases_${set}_supervised
        WHERE state = ? AND supervision IS NOT NULL ORDER BY urgency, due_at LIMIT ${MOST_OF_A_KIND}`,
      state,
    ),
  );
  return rows.slice(0, MOST_OF_A_KIND).map((row) => caseItem(row, 'supervision'));
}

/** Critical ones, and those past their limit, by urgency: the order of the map's own index. */
function pressedItems({ statements, cache, serverNow }: FeedContext): Item[] {
  const from = `FROM cases_${cache.live} INDEXED BY cases_${cache.live}_markers WHERE open = 1`;
  const late = [0, 1, 2].flatMap((urgency) =>
    statements.all<CaseLine>(
      `SELECT id, NULL AS number, title ${from} AND urgency = ? AND due_at < ?
        ORDER BY due_at LIMIT ${MOST_OF_A_KIND}`,
      urgency,
      urgency === 0 ? Number.MAX_SAFE_INTEGER : serverNow(),
    ),
  );
  return late.slice(0, MOST_OF_A_KIND).map((row) => {
    const shown = cache.stores.cases.get(row.id)?.shown;
    return caseItem({ ...row, number: shown?.number ?? null }, shown?.extension ? 'extension' : 'case');
  });
}

function caseItem({ id, number, title }: CaseLine, kind: Item['kind']): Item {
  return { id: `case:${id}`, kind, subjectId: id, label: [number, title].filter(Boolean).join(' ').slice(0, 300) };
}
