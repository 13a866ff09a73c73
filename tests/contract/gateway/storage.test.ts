import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../gateway/storage/sqlite/database.ts';
import { openSqliteStorage } from '../../../gateway/storage/sqlite/sqliteStorage.ts';
import { storageSuite } from './storageSuite.ts';

storageSuite('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'street-store-'));
  return {
    open: async () => openSqliteStorage(folder),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

it('[GW60] refuses a data folder of a newer version in plain words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'street-newer-'));
  const file = join(folder, 'centre.sqlite');
  openDatabase(file, ['CREATE TABLE a (b)', 'CREATE TABLE c (d)'], true).close();
  expect(() => openDatabase(file, ['CREATE TABLE a (b)'], true)).toThrow(/newer version/);
  rmSync(folder, { recursive: true, force: true });
});

it('[GW61] undoes a step of the migration that fails, and leaves the others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'street-broken-'));
  const file = join(folder, 'centre.sqlite');
  expect(() => openDatabase(file, ['CREATE TABLE a (b)', 'CREATE TABLE c (d); nonsense'], true)).toThrow();
  const db = openDatabase(file, ['CREATE TABLE a (b)'], true);
  expect(db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()).toEqual([{ name: 'a' }]);
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
