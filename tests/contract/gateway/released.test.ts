import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EntityName } from '#shared/protocol/entities.ts';
import { unpackPoints } from '../../../gateway/fleet/trailPoints.ts';
import { STEPS, TRAIL_STEPS } from '../../../gateway/storage/sqlite/schema.ts';
import { openSqliteStorage } from '../../../gateway/storage/sqlite/sqliteStorage.ts';
import { loadDump } from '../../support/sqlDump.ts';

const RELEASED = join(import.meta.dirname, 'released');
const releasesOf = (name: string) => readdirSync(RELEASED).filter((file) => file.startsWith(name));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-released-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a released file in place; gives its rows by table, as they were then. */
function place(release: string, file: string): Map<string, Record<string, unknown>[]> {
  loadDump(Database, join(folder, file), readFileSync(join(RELEASED, release), 'utf8'));
  const db = new Database(join(folder, file), { readonly: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  const rows = tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()] as const);
  db.close();
  return new Map(rows as [string, Record<string, unknown>[]][]);
}

function versionOf(file: string): unknown {
  const db = new Database(join(folder, file), { readonly: true });
  const version = db.pragma('user_version', { simple: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
  return version;
}

it.each(releasesOf('centre-'))('opens the centre of %s with every row it held', async (release) => {
  const held = place(release, 'centre.sqlite');
  const of = (table: string) => held.get(table) ?? [];
  for (const [table, rows] of held) expect(rows, `${table} of the fixture`).not.toEqual([]);
  const storage = openSqliteStorage(folder);
  expect(storage.epoch).toBe(of('meta').find((row) => row.key === 'epoch')?.value);
  expect(storage.lastSeq()).toBe(of('log').length);
  const read = await storage.changesAfter(0, 1000);
  expect(read === 'gone' ? [] : read.changes.map(({ seq, id }) => ({ seq, id }))).toEqual(
    of('log').map(({ seq, id }) => ({ seq, id })),
  );
  for (const { entity, id, version } of of('entity'))
    expect(await storage.get(entity as EntityName, String(id))).toMatchObject(version === 0 ? {} : { version });
  for (const { id } of of('answer')) expect(await storage.answer('op', String(id))).toMatchObject({ by: 'lead' });
  for (const { caseId, sealed } of of('contact'))
    expect(Buffer.from((await storage.sealedContact(String(caseId))) ?? [])).toEqual(sealed);
  expect(await storage.deliveries()).toEqual(
    of('delivery').map(({ workerId, commandId }) => ({ workerId, commandId })),
  );
  for (const { id, kind } of of('audit')) expect(await storage.audits(String(kind), 10)).toMatchObject([{ id }]);
  for (const { id } of of('account')) expect(await storage.accounts.byId(String(id))).toMatchObject({ id });
  for (const { id } of of('session')) expect(await storage.sessions.get(String(id))).toMatchObject({ id });
  for (const { id } of of('media')) expect(await storage.media.get(String(id))).toMatchObject({ id, complete: true });
  for (const { series, last } of of('serial')) expect(await storage.takeSerial(String(series))).toBe(Number(last) + 1);
  await storage.close();
  expect(versionOf('centre.sqlite')).toBe(STEPS.length);
});

it.each(releasesOf('trails-'))('reads the trails of %s', async (release) => {
  const held = place(release, 'trails.sqlite').get('trail') ?? [];
  expect(held).not.toEqual([]);
  const storage = openSqliteStorage(folder);
  for (const { workerId, from, to } of held) {
    const [chunk] = await storage.trails.read(String(workerId), Number(from), Number(to), 10);
    const points = unpackPoints(chunk?.points ?? new Uint8Array());
    expect([points[0]?.t, points.at(-1)?.t]).toEqual([from, to]);
  }
  await storage.close();
  expect(versionOf('trails.sqlite')).toBe(TRAIL_STEPS.length);
});
