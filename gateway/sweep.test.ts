import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statutoryCalendar } from '#shared/domain/calendar.ts';
import { LiveCommands } from './commands/liveCommands.ts';
import { ContactVault } from './cases/contactVault.ts';
import { FactsKeeper } from './cases/factsKeeper.ts';
import { decideNewCase } from './cases/newCase.ts';
import type { Gateway } from './context.ts';
import { Directory } from './directory/directory.ts';
import { GridMap } from '#shared/geo/index.ts';
import { PositionFilter } from './fleet/positionFilter.ts';
import { FleetTable } from './fleet/table.ts';
import { TrailRecorder } from './fleet/trail.ts';
import { createMetrics } from './http/metrics.ts';
import { createLogger } from './logger.ts';
import { MediaFiles } from './media/mediaFiles.ts';
import { putRow } from './storage/putRow.ts';
import { openSqliteStorage } from './storage/sqlite/sqliteStorage.ts';
import { Streets } from './streets/streets.ts';
import { sweep } from './sweep.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2, 2);
const limit = { value: 2, unit: 'urgent-hour' } as const;
const limits = { accept: limit, dispatch: limit, handle: limit, verify: limit };

let folder: string;
let gateway: Gateway;
let clock: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'street-sweep-'));
  clock = START;
  const storage = openSqliteStorage(folder);
  const names = {
    groupCode: '0101',
    groupZh: '',
    groupEn: '',
    classCode: '01',
    classZh: '',
    classEn: '',
    zh: '井盖',
    en: 'cover',
  };
  const rest = {
    catalogueVersion: '2026.1',
    synonyms: [],
    pinyin: 'jg',
    departmentCode: 'd',
    urgency: 'urgent' as const,
    icon: 'x',
  };
  await storage.seed([putRow('category', { code: '010101', version: 1, ...names, ...rest, limits })]);
  const log = createLogger('silent');
  gateway = {
    storage,
    now: () => clock,
    newId: v7,
    log,
    metrics: createMetrics(),
    directory: await Directory.load(storage, new GridMap([])),
    calendar: statutoryCalendar(),
    vault: new ContactVault(new Uint8Array(32)),
    fleet: new FleetTable(),
    positions: new PositionFilter({}, START),
    streets: new Streets(null),
    files: new MediaFiles(folder),
    commands: await LiveCommands.start({ storage, now: () => clock, isOnline: () => false }),
    trail: new TrailRecorder(storage.trails, log),
  };
});
afterEach(async () => {
  await gateway.trail.close();
  await gateway.storage.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openCase(): Promise<string> {
  const id = v7();
  const incoming = {
    id,
    categoryCode: '010101',
    title: '井盖',
    text: '',
    source: 'hotline' as const,
    reportedAt: clock,
    reporterId: null,
  };
  const teller = { actor: { id: 'intake', name: '受理员', kind: 'operator' as const }, roles: [], deskAt: clock };
  const decision = await decideNewCase(gateway, { ...incoming, lon: 121, lat: 31, address: '', media: [] }, teller);
  if (!decision.ok) throw new Error(decision.message);
  await gateway.storage.commit(decision.unit);
  return id;
}

describe('what happens because time passed', () => {
  it('[GW46] moves a late case up one tier at a time, each tier with its own time', async () => {
    const id = await openCase();
    const tierAfter = async (hours: number) => {
      clock = START + hours * HOUR;
      await sweep(gateway);
      await sweep(gateway);
      return (await gateway.storage.get('case', id))?.tier;
    };
    expect(await tierAfter(1.9)).toBe('grid');
    expect(await tierAfter(2.1)).toBe('community');
    expect(await tierAfter(3.9)).toBe('community');
    expect(await tierAfter(4.1)).toBe('street');
    expect(await tierAfter(6.1)).toBe('district');
    expect(await tierAfter(50)).toBe('district');
    const history = await gateway.storage.children('case-event', id);
    expect(history.map((event) => event.action)).toEqual(['report', 'climb', 'climb', 'climb']);
    expect(history[1]).toMatchObject({ actor: { kind: 'system' }, detail: { toTier: 'community' } });
  });

  it('[GW171] fills the facts of a case from before they were kept, without another version', async () => {
    const id = await openCase();
    const row = await gateway.storage.get('case', id);
    if (!row) throw new Error('no case');
    const { facts, ...earlier } = row;
    await gateway.storage.commit({ puts: [putRow('case', earlier, row.version)] });
    expect((await gateway.storage.get('case', id))?.facts).toBeUndefined();
    await new FactsKeeper(gateway).round();
    expect(await gateway.storage.get('case', id)).toEqual({ ...row, facts });
    expect(facts).toMatchObject({ receivedAt: START });
  });

  it('[GW46] expires a command whose time is over, and drops its waiting deliveries', async () => {
    const id = v7();
    const fields = {
      id,
      kind: 'notice',
      priority: 'routine',
      title: '通知',
      text: '',
      issuedAt: clock,
      requires: 'read',
    } as const;
    const actor = { id: 'lead', name: '值班长', kind: 'operator' } as const;
    const command = {
      ...fields,
      version: 1,
      issuedBy: actor,
      workerIds: ['w1'],
      state: 'open' as const,
      cancelReason: null,
      expiresAt: clock + HOUR,
    };
    await gateway.storage.commit({
      puts: [putRow('command', command, 0)],
      addDeliveries: [{ workerId: 'w1', commandId: id }],
    });
    await sweep(gateway);
    expect((await gateway.storage.get('command', id))?.state).toBe('open');
    clock += HOUR;
    await sweep(gateway);
    expect((await gateway.storage.get('command', id))?.state).toBe('expired');
    expect(await gateway.storage.deliveries()).toEqual([]);
  });
});
