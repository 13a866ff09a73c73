import { type User, userSchema } from '#shared/protocol/entities.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import type { Place } from './place.ts';

/** `done` has left and is acknowledged but the change it made has not arrived yet: its local effect must stay. */
export type OutboxState = 'waiting' | 'sending' | 'done' | 'conflict' | 'refused';

export interface OutboxRow {
  n: number;
  id: string;
  wire_id: string;
  user: string;
  user_id: string;
  kind: OpKind;
  /** what it changes: a case, a command, a shift; rows of one user in one lane leave one after another */
  lane: string;
  /** the row that makes what else this one speaks of, and must leave before it */
  waits_for: string | null;
  entity_id: string | null;
  base_version: number | null;
  /** version of the centre's case that the operator had seen when acting */
  seen_version: number | null;
  at: number;
  server_at: number;
  hold_until: number | null;
  state: OutboxState;
  attempts: number;
  strikes: number;
  next_at: number;
  code: string | null;
  message: string | null;
  aside_with: string | null;
  base: string | null;
  current: string | null;
  payload: string;
}

export interface NewOutboxRow extends Place {
  id: string;
  user: User;
  kind: OpKind;
  baseVersion: number | null;
  seenVersion: number | null;
  at: number;
  serverAt: number;
  holdUntil: number | null;
  /** the thing as the operator saw it, contact masked; null when there was none */
  base: unknown;
  payload: unknown;
}

/** Why a row is out of its lane. `with`: the row it was set aside with, whose refusal took it along. */
export interface Aside {
  code: string;
  message: string;
  current?: unknown;
  with?: string;
}

/** What a set-aside row goes back to its lane with. */
export interface Again {
  wireId: string;
  baseVersion: number | null;
  seenVersion: number | null;
  base: unknown;
  payload: unknown;
}

/** What these ask for is shown as soon as they are taken: the record of it stays. */
export const SEEN_AT_ONCE: readonly OpKind[] = [
  'trail.look-up',
  'trail.near',
  'trail.district',
  'trail.export',
  'muster.replay',
  'recording.listen',
];

/** Who acted; what a damaged disk gives back as nobody is told by the id alone. */
export function userOf(row: Pick<OutboxRow, 'user' | 'user_id'>): User {
  try {
    const parsed = userSchema.safeParse(JSON.parse(row.user));
    if (parsed.success) return parsed.data;
  } catch {
    // Falls through: the action's own columns still say whose it is.
  }
  return { id: row.user_id, name: row.user_id, roles: [], areas: [] };
}
