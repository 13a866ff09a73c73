import { createHash, randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type OpAck, opAckSchema, snapshotAckSchema } from '#shared/protocol/console.ts';
import { caseEventSchema, caseSchema, type EntityName, workerSchema } from '#shared/protocol/entities.ts';
import { receiptSchema } from '#shared/protocol/commands.ts';
import { decodeFleetFrame } from '#shared/protocol/fleetFrame.ts';
import { loginAnswerSchema } from '#shared/protocol/http.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import type { Child } from '../support/child.ts';
import { type Gateway, removeFolder, startDistrict, startGateway } from '../support/centre.ts';

/** Simulated people against the real gateway: what they say arrives, what they are told is done. */
const WORKERS = 50;
const PATIENCE = { timeout: 45_000, interval: 250 };

let gateway: Gateway;
let people: Child;
let console: Socket;
let token: string;

async function signIn(username: string): Promise<string> {
  const response = await fetch(`${gateway.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  return loginAnswerSchema.parse(await response.json()).accessToken;
}

async function rows<T>(entity: EntityName, schema: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | undefined; ; ) {
    const asked = { entity, limit: 2000, ...(after === undefined ? {} : { after }) };
    const page = snapshotAckSchema.parse(await console.timeout(10_000).emitWithAck('snapshot', asked));
    if (!page.ok) throw new Error(`${page.code}: ${page.message}`);
    for (const row of page.rows) found.push(schema.parse(row.value));
    if (page.next === undefined) return found;
    after = page.next;
  }
}

async function op(kind: OpKind, payload: unknown, entityId?: string): Promise<OpAck> {
  const envelope = { id: randomUUID(), kind, entityId, at: Date.now(), payload };
  return opAckSchema.parse(await console.timeout(10_000).emitWithAck('op', envelope));
}

/** Tells the worker something; answers the command's id. */
async function tell(workerId: string, fields: Record<string, unknown>): Promise<string> {
  const id = randomUUID();
  const ack = await op('command.issue', {
    ...{ id, kind: 'order', priority: 'urgent', title: '请到现场', text: '', requires: 'accepted' },
    issuedAt: Date.now(),
    recipients: { workers: [workerId] },
    ...fields,
  });
  expect(ack).toMatchObject({ ok: true });
  return id;
}

async function receiptsOf(commandId: string): Promise<string[]> {
  const all = await rows('receipt', receiptSchema);
  return all.filter((receipt) => receipt.commandId === commandId).map((receipt) => receipt.state);
}

/** Where every worker was last seen, by index. */
const places = new Map<number, { lon: number; lat: number; speed: number; t: number }>();
let fixes = 0;

function hearFleet(bytes: Uint8Array): void {
  const frame = decodeFleetFrame(new Uint8Array(bytes));
  for (const record of frame ?? []) {
    fixes++;
    places.set(record.workerIndex, record);
  }
}

beforeAll(async () => {
  gateway = await startGateway();
  people = await startDistrict(gateway.url, {
    workers: WORKERS,
    rate: 60,
    reliable: true,
    thinkMs: 50,
    positionInterval: 1,
  });
  token = await signIn('lead');
  console = io(`${gateway.url}/console`, {
    path: '/socket.io',
    transports: ['websocket'],
    auth: { protocol: 1, token, consoleId: 'contract-simulator' },
  });
  console.on('fleet', hearFleet);
  console.on('delta', (delta: { to: number }, answer: (value: unknown) => void) => answer({ seq: delta.to }));
  await new Promise<void>((resolve, reject) => {
    console.once('welcome', () => resolve());
    console.once('connect_error', reject);
  });
  await console.timeout(10_000).emitWithAck('fleet:watch', { all: true });
});

afterAll(async () => {
  console?.disconnect();
  await people?.end();
  await gateway?.end();
  if (gateway) removeFolder(gateway.data);
});

describe('fifty simulated workers at the real gateway', () => {
  it('all connect and are on duty', async () => {
    expect(people.ready).toMatchObject({ event: 'running', workers: WORKERS, refused: 0 });
    await vi.waitFor(async () => {
      const onDuty = (await rows('worker', workerSchema)).filter((worker) => worker.onDuty);
      expect(onDuty).toHaveLength(WORKERS);
    }, PATIENCE);
  });

  it('send positions that the consoles see moving', async () => {
    await vi.waitFor(() => expect(places.size).toBe(WORKERS), PATIENCE);
    const before = new Map(places);
    await vi.waitFor(() => {
      const moved = [...places].filter(([index, { lon, lat }]) => {
        const was = before.get(index);
        return was && (was.lon !== lon || was.lat !== lat);
      });
      expect(moved).toHaveLength(WORKERS);
    }, PATIENCE);
    expect(fixes).toBeGreaterThan(WORKERS);
  });

  it('report problems with a photo that the gateway holds', async () => {
    const reported = await vi.waitFor(async () => {
      const cases = await rows('case', caseSchema);
      const found = cases.find((row) => row.source === 'terminal' && row.media.length > 0);
      if (!found) throw new Error('no report yet');
      return found;
    }, PATIENCE);
    const media = reported.media[0];
    const response = await fetch(`${gateway.url}/media/${media?.id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBe(media?.size);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(media?.sha256);
    expect(reported.address).toMatch(/号$/);
  });

  it('read a notice, obey a muster', async () => {
    const notice = await tell('w00002', { kind: 'notice', requires: 'read' });
    const place = places.get(2);
    const muster = await tell('w00003', { kind: 'muster', target: { lon: place?.lon, lat: place?.lat } });
    await vi.waitFor(async () => {
      expect(await receiptsOf(notice)).toEqual(expect.arrayContaining(['delivered', 'read']));
      expect(await receiptsOf(muster)).toEqual(
        expect.arrayContaining(['delivered', 'read', 'accepted', 'arrived', 'done']),
      );
    }, PATIENCE);
  });

  it('answer what a command asks for: their place at once, a photo, a question; obey the correction of one', async () => {
    const located = await tell('w00010', { request: 'locate' });
    const shown = await tell('w00011', { request: 'photo' });
    const replies = [
      { id: 'two', label: '两个' },
      { id: 'none', label: '没有' },
    ];
    const asked = await tell('w00012', { request: 'question', replies });
    const answerOf = async (commandId: string) =>
      (await rows('receipt', receiptSchema)).find((one) => one.commandId === commandId && one.state === 'done');
    await vi.waitFor(async () => {
      const place = places.get(9);
      const told = await answerOf(located);
      expect(told?.lon).toBeCloseTo(place?.lon ?? 0, 2);
      expect(told?.lat).toBeCloseTo(place?.lat ?? 0, 2);
      expect(await answerOf(shown)).toMatchObject({ media: [{ kind: 'photo' }] });
      expect(['two', 'none']).toContain((await answerOf(asked))?.reply);
    }, PATIENCE);
    // Nobody has a hand in where a handheld is: no `read` comes before the answer.
    expect((await receiptsOf(located)).toSorted()).toEqual(['delivered', 'done']);

    const wrong = await tell('w00013', { kind: 'notice', requires: 'read', title: '去东门' });
    const right = randomUUID();
    const corrected = { id: right, priority: 'urgent', title: '去西门', text: '', requires: 'read' };
    expect(await op('command.correct', { ...corrected, issuedAt: Date.now() }, wrong)).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect(await receiptsOf(right)).toEqual(expect.arrayContaining(['read'])), PATIENCE);
  });

  it('work a dispatched case off, from order to report', async () => {
    const workerId = 'w00005';
    const place = places.get(4);
    const category = (await rows('case', caseSchema))[0]?.categoryCode;
    const caseId = randomUUID();
    const created = await op(
      'case.create',
      {
        ...{ categoryCode: category, title: '井盖破损', text: '', source: 'hotline', address: '' },
        lon: place?.lon,
        lat: place?.lat,
      },
      caseId,
    );
    expect(created).toMatchObject({ ok: true });
    expect(await op('case.accept', {}, caseId)).toMatchObject({ ok: true });
    expect(await op('case.dispatch', { workerIds: [workerId] }, caseId)).toMatchObject({ ok: true });
    await vi.waitFor(async () => {
      const row = (await rows('case', caseSchema)).find(({ id }) => id === caseId);
      expect(row).toMatchObject({ state: 'reported-back', handledByIds: expect.arrayContaining([workerId]) });
    }, PATIENCE);
    const states = (await rows('receipt', receiptSchema))
      .filter((receipt) => receipt.workerId === workerId)
      .map((receipt) => receipt.state);
    expect(states).toEqual(expect.arrayContaining(['delivered', 'read', 'accepted', 'arrived', 'done']));
  });

  it('settle a small thing on the spot now and then, with a photo from before and one from after', async () => {
    const others = await startDistrict(gateway.url, {
      ...{ workers: 30, first: WORKERS, seed: 7 },
      ...{ rate: 30, speed: 200, positionInterval: 1 },
    });
    try {
      const settled = await vi.waitFor(async () => {
        const cases = await rows('case', caseSchema);
        const found = cases.find(({ state, reporterId, handledByIds }) => {
          return state === 'reported-back' && reporterId && handledByIds.includes(reporterId);
        });
        if (!found) throw new Error('nothing was settled yet');
        return found;
      }, PATIENCE);
      const asked = { kind: 'case-events', caseId: settled.id };
      const history = z
        .object({ rows: z.array(caseEventSchema) })
        .parse(await console.timeout(10_000).emitWithAck('query', asked));
      expect(history.rows.map(({ from, to }) => [from, to])).toEqual([
        [null, 'reported'],
        ['reported', 'reported-back'],
      ]);
      const [before, after] = history.rows;
      expect(after?.actor.id).toBe(settled.reporterId);
      expect(after?.media).toHaveLength(1);
      expect(before?.media.map(({ sha256 }) => sha256)).not.toContain(after?.media[0]?.sha256);
    } finally {
      await others.end();
    }
  });
});
