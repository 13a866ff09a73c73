import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import { encodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import { commandList, commandsOfWorker } from './command.ts';
import { commandBoard } from './commandBoard.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { recipientsPreview } from './recipients.ts';

const ISSUED = 1.8e12;
const MINUTE = 60_000;
const uuid = (n: number): string => `019b7000-3000-7000-8000-${String(n).padStart(12, '0')}`;

let db: Db;
let cache: Cache;
let context: FeedContext;
let now: number;

beforeEach(() => {
  now = ISSUED + MINUTE;
  ({ db, cache, context } = contextForTest());
  context.serverNow = () => now;
  context.askCentre = () => Promise.reject(new Error('alone'));
  for (let n = 0; n < 6; n += 1) worker(n, { onDuty: n !== 5 });
});
afterEach(() => db.close());

function put(entity: Parameters<Cache['put']>[1], id: string, value: object): void {
  cache.put('a', entity, id, value, nothingApplied());
}
function worker(n: number, change: object = {}): void {
  const grid = `9901010010010${n % 2}`;
  const fields = { id: `w${n}`, version: 1, index: n, name: `网格员${n}`, role: 'grid-worker', teamId: `T${n % 3}` };
  put('worker', `w${n}`, { ...fields, gridCode: grid, onDuty: true, dutySince: null, ...change });
}
function command(n: number, change: Partial<Command> = {}): string {
  const issuedBy = { id: 'lead', name: '值班长', kind: 'operator' } as const;
  put('command', uuid(n), {
    ...{ id: uuid(n), version: 1, kind: 'order', priority: 'urgent', title: '到东门', text: '', issuedAt: ISSUED + n },
    ...{ requires: 'accepted', issuedBy, workerIds: ['w0', 'w1', 'w2', 'w3'], state: 'open', cancelReason: null },
    ...change,
  });
  return uuid(n);
}
function said(
  n: number,
  workerId: string,
  state: Receipt['state'],
  after: number,
  change: Partial<Receipt> = {},
): void {
  const id = `${uuid(n)}:${workerId}:${state}`;
  const at = ISSUED + after;
  put('receipt', id, {
    ...{ id, version: 1, commandId: uuid(n), workerId, state, at, terminalAt: at, note: '', media: [] },
    ...change,
  });
}
/** Terminals of workers 0 and 1 are connected, 100 m apart; the others were never seen. */
function seen(): void {
  const status = STATUS.online | STATUS.onDuty;
  const fixes = [0, 1].map((workerIndex) => ({
    ...{ workerIndex, lon: 121.45 + workerIndex * 0.001, lat: 31.2, speed: 0, heading: 0 },
    ...{ status, t: ISSUED },
  }));
  context.fleet.ingest(encodeFleetFrame(fixes, ISSUED));
}

describe('[ST161] the board of a command', () => {
  it('puts late ones on top, then who refused, then by how far they are, and counts each state', () => {
    seen();
    const id = command(1);
    said(1, 'w0', 'delivered', 500);
    said(1, 'w1', 'accepted', 900);
    said(1, 'w2', 'declined', 900, { note: '在医院' });
    const early = commandBoard(context, { id, limit: 10 });
    expect(early).toMatchObject({ rows: [{ workerId: 'w2' }, { state: 'waiting' }, { workerId: 'w0' }, {}], found: 4 });
    // An urgent command's receipt is due after two minutes.
    expect(early).toMatchObject({ sum: { late: 0, next: { at: ISSUED + 1 + 2 * MINUTE, n: 2 } } });

    now = ISSUED + 3 * MINUTE;
    const board = commandBoard(context, { id, limit: 10 });
    expect(board).toMatchObject({
      sum: { total: 4, owing: 2, late: 2, satisfied: 1, next: null, states: { delivered: 1, declined: 1, waiting: 1 } },
    });
    expect(board).toMatchObject({
      rows: [
        { workerId: 'w3', late: true, state: 'waiting' },
        { workerId: 'w0', late: true, state: 'delivered', online: true },
        { workerId: 'w2', note: '在医院', state: 'declined' },
        { workerId: 'w1', state: 'accepted', times: { accepted: ISSUED + 900 } },
      ],
    });
    expect(commandBoard(context, { id, show: 'late', from: 1, limit: 1 })).toMatchObject({
      rows: [{ workerId: 'w0' }],
      found: 2,
    });
  });

  it('hears receipts that came since it was looked at last, and a command that changed', () => {
    const id = command(1, { replies: [{ id: 'r1', label: '能到' }] });
    const before = commandBoard(context, { id, limit: 10 });
    expect(before).toMatchObject({ sum: { reached: { delivered: 0 } } });
    said(1, 'w0', 'accepted', 900, { reply: 'r1', lon: 121.4, lat: 31.2 });
    said(1, 'w0', 'delivered', 500);
    expect(commandBoard(context, { id, show: 'accepted', limit: 10 })).toMatchObject({
      sum: { reached: { delivered: 1, accepted: 1 }, satisfied: 1 },
      rows: [{ workerId: 'w0', reply: '能到', place: { lon: 121.4 } }],
    });
    const joined = [{ workerId: 'w4', at: ISSUED + 30_000, insteadOf: 'w3' }];
    command(1, { version: 2, workerIds: ['w0', 'w1', 'w2', 'w3', 'w4'], joined });
    expect(commandBoard(context, { id, limit: 10 })).toMatchObject({ sum: { total: 5, joined: 1 } });
    const own = commandsOfWorker(context, 'w4');
    expect(own).toMatchObject([{ own: { joined: { insteadOf: '网格员3' }, since: ISSUED + 30_000 } }]);
  });

  it('stays small for a district: a list tells sums and no recipients', () => {
    const workerIds = Array.from({ length: 16_000 }, (_, n) => `w${n}`);
    for (let n = 1; n <= 5; n += 1) command(n, { workerIds });
    for (let n = 0; n < 16_000; n += 1) said(5, `w${n}`, 'delivered', n % 1000);
    const list = commandList(context, { limit: 50 });
    expect(JSON.stringify(list).length).toBeLessThan(10_000);
    expect(list).toMatchObject([{ sum: { total: 16_000, reached: { delivered: 16_000 } } }, {}, {}, {}, {}]);
  });

  it('puts what waits for a second person above newer ones', () => {
    command(1, { state: 'proposed', confirm: { why: ['size'], by: null, at: null } });
    command(2);
    expect(commandList(context, { limit: 1 })).toMatchObject([
      { command: { id: uuid(1) }, sum: { late: 0, owing: 0 } },
    ]);
  });
});

describe('[ST160] who would get a command', () => {
  const preview = async (recipients: object, place?: { lon: number; lat: number }) =>
    recipientsPreview(context, { recipients, place });

  it('is estimated by this desk while it is alone, and said to be', async () => {
    seen();
    const place = { lon: 121.45, lat: 31.2 };
    const told = await preview({ teams: ['T0', 'T1'], workers: ['w5'], departments: ['water'] }, place);
    expect(told).toMatchObject({
      ...{ by: 'desk', total: 5, reach: { now: 2, offline: 2, 'off-duty': 1 }, departmentsUnknown: true },
      some: { now: [{ workerId: 'w0', meters: 0 }, { workerId: 'w1' }], 'off-duty': [{ name: '网格员5' }] },
    });
    expect(await preview({ nearest: { ...place, count: 1 } })).toMatchObject({ some: { now: [{ workerId: 'w0' }] } });
    expect(await preview({ everyone: true })).toMatchObject({ total: 5 });
    expect(await preview({ grids: ['99010100100100'] })).toMatchObject({ total: 3 });
  });

  it('is the centre’s word, with its counts of all, where it answers', async () => {
    const row = { workerId: 'w9', name: '王', gridCode: '99', reach: 'now', meters: 640 };
    const counts = { now: 900, offline: 90, 'off-duty': 10 };
    context.askCentre = async () => ({ ok: true, rows: [row], counts, next: 'w9' });
    expect(await preview({ everyone: true })).toMatchObject({ by: 'centre', total: 1000, some: { now: [row] } });
  });
});
