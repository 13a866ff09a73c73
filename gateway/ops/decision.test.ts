import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import type { Storage } from '../storage/storage.ts';
import { refuse } from '../wire/refusal.ts';
import { decideOnce } from './decision.ts';

let folder: string;
let storage: Storage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-decision-'));
  storage = openSqliteStorage(folder);
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

it('[GW2] gives the first answer when the same request was taken while this one was being refused', async () => {
  const asked = { scope: 'op', id: 'o1', by: 'lead' } as const;
  const answer = await decideOnce(storage, asked, async () => {
    await storage.commit({ answers: [{ ...asked, answer: { ok: true, result: 'taken' } }] });
    return refuse('conflict', '案件已被他人处理');
  });
  expect(answer).toMatchObject({ ok: true, result: 'taken' });
});
