import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, loadDriver } from './driver.ts';
import { databaseVersion, migrate, NewerDatabase } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';

let db: Db;
beforeEach(() => {
  db = new (loadDriver(''))(':memory:');
});
afterEach(() => {
  db.close();
});

test('an empty database is brought to the present version, and again changes nothing', () => {
  migrate(db);
  expect(databaseVersion(db)).toBe(MIGRATIONS.length);
  migrate(db);
  expect(db.prepare("SELECT value FROM meta WHERE key = 'live'").pluck().get()).toBe('a');
});

test('a migration that fails leaves the database as it was before it', () => {
  migrate(db, ['CREATE TABLE one (x)']);
  expect(() => migrate(db, ['', 'CREATE TABLE two (x); INSERT INTO nowhere VALUES (1)'])).toThrow(/nowhere/);
  expect(databaseVersion(db)).toBe(1);
  expect(db.prepare("SELECT COUNT(*) FROM sqlite_master WHERE name = 'two'").pluck().get()).toBe(0);
});

test('a newer database is not touched', () => {
  db.pragma('user_version = 99');
  expect(() => migrate(db)).toThrow(NewerDatabase);
});
