import { existsSync } from 'node:fs';
import { z } from 'zod';
import { careOutcomeSchema } from '#shared/contract/backups.ts';
import { OP_KINDS } from '#shared/protocol/ops.ts';
import type { Cache } from '../cache/cache.ts';
import type { Db, Driver } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import { KEPT, salvage } from '../db/salvage.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxOverlay } from '../outbox/overlay.ts';

/** Of a restored database, in it: told even when the app was killed right after. */
const RESTORED = 'restored';
const CONSOLE_ID = 'console-id';
const PENDING = "('waiting', 'sending', 'done')";

const touchedSchema = z.array(z.object({ kind: z.enum(OP_KINDS), entity_id: z.string().nullable() }));
const restoredSchema = z.object({
  outcome: careOutcomeSchema,
  /** what the backup shows with actions laid over it that may have ended since: shown anew at the first start */
  touched: touchedSchema,
});
type Restored = z.infer<typeof restoredSchema>;

/**
 * Gives a restored database the rows that only this desk has, from the present one: what has been sent or undone since
 * the backup must not be done again, and what waits now must go on waiting. Where they cannot be read in full, actions
 * of the backup come back for the operator to decide, and never leave by themselves.
 */
export function takeOver(
  db: Db,
  present: string,
  driver: Driver,
  log: Log,
): { setAside: number; touched: Restored['touched'] } {
  const touched = touchedSchema.parse(
    db.prepare(`SELECT DISTINCT kind, entity_id FROM outbox WHERE state IN ${PENDING}`).all(),
  );
  let setAside = 0;
  db.transaction(() => {
    for (const table of KEPT) {
      db.exec(`CREATE TEMP TABLE backup_${table} AS SELECT * FROM ${table}; DELETE FROM ${table};`);
    }
    const meta = new Meta(db);
    const consoleId = meta.get(CONSOLE_ID);
    meta.remove(CONSOLE_ID);
    const found = existsSync(present) ? salvage(present, db, driver, log) : null;
    if (consoleId !== null && meta.get(CONSOLE_ID) === null) meta.set(CONSOLE_ID, consoleId);
    db.exec('CREATE TEMP TABLE salvaged AS SELECT id FROM outbox');
    if (!found?.complete || found.lost > 0) setAside = bringBack(db);
    for (const table of [...KEPT.map((name) => `backup_${name}`), 'salvaged']) db.exec(`DROP TABLE temp.${table}`);
  }).immediate();
  return { setAside, touched };
}

/** Rows of the backup that the present database may have lost. @returns actions set aside */
function bringBack(db: Db): number {
  for (const table of KEPT) {
    if (table !== 'outbox') db.exec(`INSERT OR IGNORE INTO ${table} SELECT * FROM temp.backup_${table}`);
  }
  const columns = (db.pragma('table_info(outbox)') as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'n')
    .join(', ');
  const lost = 'id NOT IN (SELECT id FROM outbox) AND id NOT IN (SELECT id FROM outbox_history)';
  db.exec(`INSERT INTO outbox (${columns}) SELECT ${columns} FROM temp.backup_outbox WHERE ${lost} ORDER BY n`);
  // What the centre has acknowledged is through as soon as the cache has caught up; all else waits for a decision.
  return db
    .prepare(
      `UPDATE outbox SET state = 'refused', code = 'restored', hold_until = NULL
       WHERE state <> 'done' AND id IN (SELECT id FROM temp.backup_outbox) AND id NOT IN (SELECT id FROM temp.salvaged)`,
    )
    .run().changes;
}

export function noteRestored(db: Db, restored: Restored): void {
  new Meta(db).set(RESTORED, JSON.stringify(restored));
}

/** How the restore ended that this database came from; null when it came from none, or when that has been told. */
export function restoredFrom(db: Db): Restored | null {
  const text = new Meta(db).get(RESTORED);
  const parsed = restoredSchema.safeParse(text === null ? null : JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** An operator has been told. */
export function forgetRestored(db: Db): void {
  new Meta(db).remove(RESTORED);
}

/** At the first start on a restored database: shows what waits now, and no longer what waited in the backup. */
export function layAnew(db: Db, cache: Cache, outbox: Outbox, overlay: OutboxOverlay): void {
  const restored = restoredFrom(db);
  if (!restored) return;
  cache.transact(() => {
    for (const { kind, entity_id } of [...restored.touched, ...outbox.pending()]) {
      overlay.relay(cache.stores, kind, entity_id);
    }
    noteRestored(db, { ...restored, touched: [] });
  });
}
