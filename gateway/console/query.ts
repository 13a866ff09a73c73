import type { z } from 'zod';
import { AUDIT_ROLES, type AuditRow, type querySchema } from '#shared/protocol/console.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { RouteRow } from '#shared/protocol/musters.ts';
import type { Gateway } from '../context.ts';
import type { AuditLine } from '../storage/storage.ts';
import type { ChannelRooms } from '../intercom/rooms.ts';
import { recipientPage } from './recipientPages.ts';
import { readNear, readTrail, readTrails } from './trailPages.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

export type Query = z.infer<typeof querySchema>;
export type Page = { ok: true; rows: unknown[]; next?: string; counts?: Record<string, number> } | WireRefusal;

const DEFAULT_ROWS = 200;

/** Reads beyond the cache of a console. */
export async function runQuery(gateway: Gateway, rooms: ChannelRooms, user: User, query: Query): Promise<Page> {
  switch (query.kind) {
    case 'cases': {
      const { text, from, to, after, limit = DEFAULT_ROWS } = query;
      return { ok: true, ...(await gateway.storage.searchCases({ text, from, to, after, limit })) };
    }
    case 'case-events': {
      if (!query.caseId) return refuse('invalid', '缺少案件编号（caseId）');
      return { ok: true, rows: await gateway.storage.children('case-event', query.caseId) };
    }
    case 'media': {
      if (!query.caseId) return refuse('invalid', '缺少案件编号（caseId）');
      const events = await gateway.storage.children('case-event', query.caseId);
      return { ok: true, rows: events.flatMap((event) => event.media.map((media) => ({ ...media, at: event.at }))) };
    }
    case 'audit':
      return readAudit(gateway, user, query);
    case 'recipients': {
      const { recipients, place, after, limit = DEFAULT_ROWS } = query;
      if (!recipients) return refuse('invalid', '缺少接收人（recipients）');
      return { ok: true, ...(await recipientPage(gateway, { recipients, place, after, limit })) };
    }
    case 'routes':
      return readRoutes(gateway, query);
    case 'listeners':
      return readListeners(gateway, rooms, query);
    case 'dropped-positions':
      return readDropped(gateway, query);
    case 'trail':
      return readTrail(gateway, user, query);
    case 'trails':
      return readTrails(gateway, user, query);
    case 'trail-near':
      return readNear(gateway, user, query);
  }
}

/** Ways of workers on duty to a place; who was not seen has none. */
function readRoutes({ directory, fleet, streets }: Gateway, { place, workerIds }: Query): Page {
  if (!place || !workerIds) return refuse('invalid', '请给出网格员（workerIds）和位置（place）');
  const rows = workerIds.flatMap((workerId): RouteRow[] => {
    const worker = directory.workers.get(workerId);
    const from = worker?.onDuty ? fleet.placeOf(worker.index) : null;
    return from ? [{ workerId, ...streets.way(from, place) }] : [];
  });
  return { ok: true, rows };
}

/** Who hears a channel now, by id. */
function readListeners({ directory }: Gateway, rooms: ChannelRooms, query: Query): Page {
  const { channelId, after, limit = DEFAULT_ROWS } = query;
  if (channelId === undefined) return refuse('invalid', '缺少频道编号（channelId）');
  if (!directory.channels.has(channelId)) return refuse('not-found', '没有这个频道');
  const rest = rooms.listeners(channelId).filter(({ id }) => after === undefined || id > after);
  const rows = rest.slice(0, limit);
  return { ok: true, rows, ...(rest.length > limit ? { next: rows.at(-1)?.id } : {}) };
}

/** [GW218] What was dropped of one worker's positions, or of all in sum. */
function readDropped({ directory, positions }: Gateway, { workerId }: Query): Page {
  if (workerId === undefined) return { ok: true, rows: [positions.ofAll()] };
  const worker = directory.workers.get(workerId);
  return worker ? { ok: true, rows: [positions.of(worker)] } : refuse('not-found', '没有这位网格员');
}

/** Who looked into whose personal data, when and why, newest first. */
async function readAudit(gateway: Gateway, user: User, query: Query): Promise<Page> {
  if (!AUDIT_ROLES.some((role) => user.roles.includes(role))) return refuse('forbidden', '您的角色无权查看审计记录');
  const { audit = {}, from, to, after, limit = DEFAULT_ROWS } = query;
  const { rows, next } = await gateway.storage.auditPage({ ...audit, from, to, after, limit });
  return { ok: true, rows: await Promise.all(rows.map((line) => auditRowOf(gateway, line))), next };
}

async function auditRowOf({ storage, directory, vault }: Gateway, line: AuditLine): Promise<AuditRow> {
  const { id, at, kind, actorId, subject, detail } = line;
  const account = await storage.accounts.byId(actorId);
  const looked = kind.startsWith('contact.') ? await storage.get('case', subject) : null;
  const person = directory.workers.get(subject) ?? (await storage.accounts.byId(subject));
  const label = looked ? `${looked.number ?? ''} ${looked.title}`.trim() : (person?.name ?? '');
  return {
    id,
    at,
    kind,
    actor: { id: actorId, name: account?.name ?? actorId },
    subject: { id: subject, label },
    reason: typeof detail.reason === 'string' ? vault.openField(id, detail.reason) : '',
    ...(typeof detail.from === 'number' ? { from: detail.from } : {}),
    ...(typeof detail.to === 'number' ? { to: detail.to } : {}),
  };
}
