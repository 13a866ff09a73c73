import { type Case, URGENCIES } from '#shared/domain/case.ts';
import { verifyChain } from '#shared/domain/chain.ts';
import { allowedActions } from '#shared/domain/lifecycle.ts';
import { maskContact } from '#shared/domain/privacy.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { NO_DUE } from '../db/cacheTables.ts';
import { commandsOfCase } from './command.ts';
import type { Feed, FeedContext } from './context.ts';

/** read and handed over in some 10 ms */
const PAGE_MARKERS = 1000;

export const caseGet: Feed<'case.get'> = (context, { id }) => {
  const stored = context.cache.stores.cases.get(id);
  if (!stored) return null;
  const { shown } = stored;
  const events = context.cache.stores.history.of(id);
  context.media.expect([...shown.media, ...events.flatMap((event) => event.media)]);
  const { entities } = context.cache.stores;
  return {
    case: { ...shown, contact: null },
    contact: contactOf(shown),
    revealed: context.session.user ? (context.reveals?.of(id, context.session.user.id) ?? null) : null,
    category: entities.get('category', shown.categoryCode),
    department: shown.departmentId ? entities.get('department', shown.departmentId) : null,
    workers: peopleOf(context, shown),
    events,
    chainIntact: verifyChain(events).ok,
    actions: actionsOf(context, shown),
    waiting: context.items.of(id),
    commands: commandsOfCase(context, id),
  };
};

function contactOf(shown: Case): { name?: string; phone?: string } | null {
  if (!shown.contact) return null;
  const { name, phone } = maskContact(shown.contact);
  return { name, phone };
}

function actionsOf(context: FeedContext, shown: Case): { action: string; refusal: string | null }[] {
  const { user } = context.session;
  if (!user) return [];
  const actor = { id: user.id, name: user.name, kind: 'operator' } as const;
  return allowedActions(shown, { actor, roles: user.roles, areas: user.areas }, context.serverNow());
}

function peopleOf(context: FeedContext, shown: Case): Worker[] {
  const ids = new Set([...shown.workerIds, shown.reporterId, shown.verifierId].filter((id) => id !== null));
  return workersByIds(context, [...ids]);
}

export function workersByIds(context: FeedContext, ids: readonly string[]): Worker[] {
  return ids.flatMap((id) => {
    const row = context.statements.one<{ value: string }>(
      `SELECT value FROM workers_${context.cache.live} WHERE id = ?`,
      id,
    );
    return row ? [JSON.parse(row.value) as Worker] : [];
  });
}

interface MarkerRow {
  id: string;
  lon: number;
  lat: number;
  state: Case['state'];
  urgency: number;
  title: string;
  yellow_at: number | null;
  due_at: number;
  stopped_at: number | null;
}

export const caseMarkers: Feed<'case.markers'> = (context, { after }) => {
  const set = context.cache.live;
  const { urgency, dueAt, id } = after ?? { urgency: 'critical', dueAt: -1, id: '' };
  const rows = context.statements.all<MarkerRow>(
    `SELECT id, lon, lat, state, urgency, title, yellow_at, due_at, stopped_at FROM cases_${set}
      INDEXED BY cases_${set}_markers WHERE open = 1 AND (urgency, due_at, id) > (?, ?, ?)
      ORDER BY urgency, due_at, id LIMIT ${PAGE_MARKERS}`,
    URGENCIES.indexOf(urgency),
    dueAt ?? NO_DUE,
    id,
  );
  const markers = rows.map((row) => ({
    id: row.id,
    lon: row.lon,
    lat: row.lat,
    state: row.state,
    urgency: URGENCIES[row.urgency] ?? 'normal',
    title: row.title,
    yellowAt: row.yellow_at,
    dueAt: row.due_at === NO_DUE ? null : row.due_at,
    stopped: row.stopped_at !== null,
  }));
  return { markers, more: rows.length === PAGE_MARKERS };
};
