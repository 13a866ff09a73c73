import { z } from 'zod';
import { OP_KINDS } from '#shared/protocol/ops.ts';
import type { Db } from './driver.ts';

const json = z.string().refine((text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
});

/**
 * What a row must hold so that the desk can work with it. SQLite itself does not see a byte that flipped in a text. What the
 * operator wrote is not looked into: the outbox tells them when it is that action's turn ([ST110]), and no other pays for it.
 */
const outboxRow = z.object({
  id: z.uuid(),
  wire_id: z.uuid(),
  user: json,
  user_id: z.string().min(1),
  kind: z.enum(OP_KINDS),
  lane: z.string(),
  at: z.number(),
  state: z.enum(['waiting', 'sending', 'done', 'conflict', 'refused']),
  payload: z.string(),
  current: z.string().nullish(),
});
const userRow = z.object({ user: json, verifier: z.string(), verified_at: z.number() });
const dutyRow = z.object({ id: z.iso.date(), counts: json });

/** Whether a row of a kept table makes sense. */
export function isWhole(table: string, row: Record<string, unknown>): boolean {
  if (table === 'outbox') return outboxRow.safeParse(row).success;
  if (table === 'duty_days') return dutyRow.safeParse(row).success;
  return table === 'users' ? userRow.safeParse(row).success : true;
}

/** Whether every action that waits makes sense: one that does not would stop those behind it without a word. */
export function outboxIsWhole(db: Db): boolean {
  for (const row of db.prepare('SELECT * FROM outbox').iterate())
    if (!isWhole('outbox', row as Record<string, unknown>)) return false;
  return true;
}
