import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acknowledged, alarmOf, type CentreAlarm, ended } from '#shared/domain/alarms/alarm.ts';
import { LIMITS } from '../limits.ts';
import { putRow } from '../storage/putRow.ts';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import type { Storage } from '../storage/storage.ts';
import { forgetOldAlarms } from './forget.ts';

const START = Date.UTC(2026, 2, 2, 2);
let folder: string;
let storage: Storage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-forget-'));
  storage = openSqliteStorage(folder);
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

function alarm(keep: boolean, at: number): CentreAlarm {
  const id = v7();
  const about = { workerIds: ['w00001'], caseId: null, areaId: null, lon: null, lat: null, figure: 90 };
  return alarmOf({ key: `speed:${id}`, kind: 'speed', priority: 'high', ...about }, id, at, at, keep);
}
const by = { id: 'lead', name: '值班长', kind: 'operator' } as const;

it('[GW212] what is over for 30 days and waits for nobody is forgotten, the desks hear of it, and nothing else goes', async () => {
  const over = ended(alarm(false, START), START);
  const seen = acknowledged(ended(alarm(true, START), START), by, START, '已处置');
  const waits = ended(alarm(true, START), START);
  const goesOn = alarm(false, START);
  const young = ended(alarm(false, START + 1000), START + 1000);
  // More than one slice of them.
  const many = Array.from({ length: 1200 }, () => ended(alarm(false, START), START));
  const all = [over, seen, waits, goesOn, young, ...many];
  expect(await storage.commit({ puts: all.map((one) => putRow('alarm', one, 0)) })).toMatchObject({ ok: true });
  const gone: string[] = [];
  storage.onCommit((changes) => {
    for (const { op, id } of changes) if (op === 'del') gone.push(id);
  });
  await forgetOldAlarms({ storage, now: () => START + LIMITS.alarmKeepMs });
  expect(gone, 'not yet thirty days').toEqual([]);
  await forgetOldAlarms({ storage, now: () => START + LIMITS.alarmKeepMs + 1 });
  expect(gone.toSorted()).toEqual([over, seen, ...many].map(({ id }) => id).toSorted());
  const left = (await storage.list('alarm', '', 100)).rows.map(({ id }) => id);
  expect(left.toSorted()).toEqual([waits, goesOn, young].map(({ id }) => id).toSorted());
});
