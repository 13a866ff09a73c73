import type { User } from '#shared/protocol/entities.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import { MOST_NEAR_MS, MOST_TRACKS } from '#shared/protocol/trails.ts';
import type { Gateway } from '../context.ts';
import { refuse } from '../wire/refusal.ts';
import type { Page, Query } from './query.ts';

const TRAIL_POINTS = 20_000;
/** How long a look-up that was given a reason opens the trail. */
const LOOK_UP_MS = 30 * 60_000;
const MOST_AUDITS = 500;
/** What a look at the whole district is about in the audit. */
export const DISTRICT = 'district';

/** Trails open to whoever looked the worker up with a reason, for the time asked then. */
export async function readTrail(gateway: Gateway, user: User, query: Query): Promise<Page> {
  const { workerId, from, to } = query;
  if (!workerId || from === undefined || to === undefined) return refuse('invalid', '请给出网格员和起止时间');
  const open =
    (await isOpen(gateway, user, 'trail.look-up', workerId, from, to)) ||
    (await isOpen(gateway, user, 'trail.export', workerId, from, to));
  if (!open) return refuse('forbidden', '查看轨迹须先说明理由（trail.look-up）');
  return { ok: true, rows: await gateway.trail.read(workerId, from, to, TRAIL_POINTS) };
}

/** Everybody's, page by page, to whoever looked the district up. */
export async function readTrails(gateway: Gateway, user: User, query: Query): Promise<Page> {
  const { from, to, after } = query;
  if (from === undefined || to === undefined) return refuse('invalid', '请给出起止时间');
  if (!(await isOpen(gateway, user, 'trail.district', DISTRICT, from, to)))
    return refuse('forbidden', '查看全区轨迹须先说明理由（trail.district）');
  const told = await gateway.trail.page(from, to, after);
  if (!told) return refuse('invalid', '无法识别的分页标记');
  return { ok: true, rows: [told.page], ...(told.next === undefined ? {} : { next: told.next }) };
}

/** Who was near a place, by id and without a position: what they are looked up by, each with a line in the audit. */
export async function readNear(gateway: Gateway, user: User, query: Query): Promise<Page> {
  const { place, radius, from, to } = query;
  if (!OP_ROLES['trail.near'].some((role) => user.roles.includes(role)))
    return refuse('forbidden', '您的角色无权执行此操作');
  if (!place || radius === undefined || from === undefined || to === undefined)
    return refuse('invalid', '请给出位置、距离和起止时间');
  if (to < from || to - from > MOST_NEAR_MS) return refuse('invalid', '时间范围过长');
  return { ok: true, rows: await gateway.trail.near(place, radius, from, to, MOST_TRACKS + 1) };
}

async function isOpen(
  { storage, now }: Gateway,
  user: User,
  kind: 'trail.look-up' | 'trail.export' | 'trail.district',
  about: string,
  from: number,
  to: number,
): Promise<boolean> {
  const audits = await storage.audits(kind, MOST_AUDITS);
  return audits.some(
    ({ actorId, subject, at, detail }) =>
      actorId === user.id &&
      subject === about &&
      now() - at < LOOK_UP_MS &&
      Number(detail.from) <= from &&
      Number(detail.to) >= to,
  );
}
