// The station's cache, read without touching it.
import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sizeText } from '../setup/report.mjs';
import { type Line, line } from './page.ts';

/** What the cache says of itself; the app need not be stopped for it. */
export function inspectDatabase(file: string): Line[] {
  if (!existsSync(file)) return [line('database', 'none yet (made at the first start)')];
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const health = String(db.pragma('quick_check', { simple: true }));
    const version = Number(db.pragma('user_version', { simple: true }));
    const size = sizeText(statSync(file).size);
    const database = line(
      'database',
      health === 'ok'
        ? `sound · ${size} · schema ${version}`
        : `damaged (${health}); the app sets it aside at its next start, saves the outbox and fetches the rest anew`,
      health === 'ok',
    );
    return [database, waitingActions(db)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [line('database', `${file} cannot be read: ${reason}`, false)];
  } finally {
    db?.close();
  }
}

function waitingActions(db: Database.Database): Line {
  const table = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'outbox'").get();
  if (!table) return line('outbox', 'none yet');
  const count = db.prepare<[], { waiting: number }>('SELECT count(*) AS waiting FROM outbox').get();
  return line('outbox', `${count?.waiting ?? 0} actions kept`);
}
