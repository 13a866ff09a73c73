/** A small catalogue entry, people and a case to begin with, for tests of every room. */
import type { ActorRef, MediaRef, StageLimits } from './case.ts';
import { statutoryCalendar, type WorkCalendar } from './calendar.ts';
import type { ActionContext } from './context.ts';
import type { NewCase } from './lifecycle.ts';
import { type Role, ROLES } from './roles.ts';

/** Monday 2026-03-02 10:00 in Shanghai, a working moment. */
export const MONDAY_TEN = Date.parse('2026-03-02T02:00:00Z');

export const LIMITS: StageLimits = {
  accept: { value: 2, unit: 'urgent-hour' },
  dispatch: { value: 4, unit: 'working-hour' },
  handle: { value: 2, unit: 'working-day' },
  verify: { value: 1, unit: 'working-day' },
};

export const CALENDAR: WorkCalendar = statutoryCalendar();

/** One operator for each role, its id the role's name. */
export const OPERATORS: readonly { actor: ActorRef; roles: readonly Role[] }[] = ROLES.map((role) => ({
  actor: { id: role, name: role, kind: 'operator' },
  roles: [role],
}));

/** The operator who holds this role alone. */
export function operator(role: Role): { actor: ActorRef; roles: readonly Role[] } {
  return { actor: { id: role, name: role, kind: 'operator' }, roles: [role] };
}

/** A grid worker with a terminal. */
export function worker(id: string): { actor: ActorRef; roles: readonly Role[] } {
  return { actor: { id, name: id, kind: 'terminal' }, roles: [] };
}

/** The centre itself. */
export const SYSTEM: { actor: ActorRef; roles: readonly Role[] } = {
  actor: { id: 'system', name: 'system', kind: 'system' },
  roles: [],
};

/** The context in which somebody acts at `at`. */
export function contextOf(who: { actor: ActorRef; roles: readonly Role[] }, at: number): ActionContext {
  return { ...who, at, deskAt: at, limits: LIMITS, calendar: CALENDAR };
}

/** So many photos, as terminals send them. */
export function photos(count: number): MediaRef[] {
  const one = { kind: 'photo', mime: 'image/jpeg', size: 1000, sha256: 'a'.repeat(64) } as const;
  return Array.from({ length: count }, (_, n) => ({ ...one, id: `0195a000-0000-7000-8000-0000000001${10 + n}` }));
}

/** A report from worker w00001 of a broken manhole cover. */
export const REPORT: NewCase = {
  id: '0195a000-0000-7000-8000-000000000001',
  categoryCode: '010101',
  catalogueVersion: '2026.1',
  title: '井盖破损',
  text: '人行道井盖破损，行人绕行',
  source: 'terminal',
  urgency: 'normal',
  reportedAt: MONDAY_TEN,
  reporterId: 'w00001',
  lon: 116.4,
  lat: 39.9,
  address: '和平路3号',
  gridCode: '11010100100101',
  media: [],
};
