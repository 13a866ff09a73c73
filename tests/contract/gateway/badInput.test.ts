import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_TO_GATEWAY } from '#shared/protocol/console.ts';
import { OP_KINDS } from '#shared/protocol/ops.ts';
import { TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, CENTRE, type Client, newId, openConsole, openRaw, openTerminal } from './clients.ts';

let gateway: Gateway;
let worker: Client;
let lead: Client;

beforeAll(async () => {
  gateway = await startGateway();
  worker = await openTerminal(gateway.url, 'w00050');
  lead = await openConsole(gateway.url, 'lead');
});
afterAll(async () => {
  worker.close();
  lead.close();
  await gateway.end();
  removeFolder(gateway.data);
});
/** Whatever was sent, the gateway lives and still serves. */
async function isAlive(): Promise<void> {
  expect(gateway.process.exitCode).toBeNull();
  expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
}

const NONSENSE: readonly unknown[] = [
  undefined,
  null,
  0,
  'text',
  [],
  {},
  { id: 1 },
  { id: 'x', at: -1 },
  [[[]]],
  Number.MAX_VALUE,
  { __proto__: { ok: true } },
];

/** A payload with optional fields only, or none: any object is one. */
const isObject = (payload: unknown) => typeof payload === 'object' && payload !== null && !Array.isArray(payload);
const ASK_NOTHING = ['fleet:watch', 'clock', 'video:servers'];

describe('bad input', () => {
  it('[GW40] answers invalid to nonsense on every event of both tables, and to events it does not know', async () => {
    for (const payload of NONSENSE) {
      for (const event of Object.keys(TERMINAL_TO_GATEWAY)) {
        if (ASK_NOTHING.includes(event) && isObject(payload)) continue;
        expect(await worker.ask(event, payload), `${event} ${JSON.stringify(payload)}`).toMatchObject({
          ok: false,
          code: 'invalid',
        });
      }
      for (const event of Object.keys(CONSOLE_TO_GATEWAY)) {
        if (ASK_NOTHING.includes(event) && isObject(payload)) continue;
        expect(await lead.ask(event, payload), `${event} ${JSON.stringify(payload)}`).toMatchObject({
          ok: false,
          code: 'invalid',
        });
      }
    }
    for (const event of ['nothing', '__proto__', 'constructor', 'toString', 'welcome', 'delta']) {
      expect(await worker.ask(event, {})).toMatchObject({ code: 'invalid' });
      expect(await lead.ask(event)).toMatchObject({ code: 'invalid' });
    }
    await isAlive();
  });

  it('[GW40] answers invalid to nonsense in the payload of every op kind', async () => {
    for (const kind of OP_KINDS) {
      const op = {
        id: newId(),
        kind,
        entityId: newId(),
        at: Date.now(),
        payload: [{ reason: 7, workerIds: 'all', recipients: null }],
      };
      expect(await lead.ask('op', op), kind).toMatchObject({ ok: false, code: 'invalid' });
    }
    await isAlive();
  });

  it('[GW40] answers invalid to an op of a kind that only a newer console knows', async () => {
    const op = { id: newId(), kind: 'case.teleport', entityId: newId(), at: Date.now(), payload: {} };
    expect(await lead.ask('op', op)).toMatchObject({ ok: false, code: 'invalid' });
  });

  it('[GW121] drops whatever is no frame of voice, also from whoever has the floor', async () => {
    expect(await worker.ask('floor:request', { channelId: 'district' })).toMatchObject({ state: 'granted' });
    lead.heard.length = 0;
    const lawful = encodeVoiceFrame({ channelIndex: 0, streamId: 0, sequence: 7, timestamp: 0 }, new Uint8Array([1]));
    const wrong = [0, 1, 15, 16, 1292, 3000].map((length) => new Uint8Array(length).fill(1));
    for (const at of [0, 1]) wrong.push(Uint8Array.from(lawful, (byte, i) => (i === at ? 9 : byte)));
    for (const frame of [...wrong, 'text', { a: 1 }]) worker.socket.emit('voice', frame);
    worker.socket.emit('voice', lawful);
    await lead.hears('voice');
    expect(lead.all('voice')).toHaveLength(1);
    await worker.ask('floor:release', { channelId: 'district' });
    await isAlive();
  });

  it('[GW41] refuses times in the future and long past, and positions far from the district', async () => {
    const now = Date.now();
    const wrong = [
      { at: now + 600_000 },
      { at: now - 8 * 86_400_000 },
      { lon: 2.35, lat: 48.85 },
      { lon: -181 },
      { lat: Number.NaN },
    ];
    for (const fields of wrong)
      expect(await worker.ask('report', aReport(fields))).toMatchObject({ ok: false, code: 'invalid' });
    await worker.ask('duty', { on: true, at: now });
    expect(await worker.ask('position', { t: now + 600_000, ...CENTRE })).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('未来'),
    });
    expect(await worker.ask('position', { t: now, lon: 2.35, lat: 48.85 })).toMatchObject({ code: 'invalid' });
    const mixed = [
      { t: now, ...CENTRE },
      { t: now + 600_000, ...CENTRE },
    ];
    expect(await worker.ask('position', mixed)).toEqual({ ok: true, accepted: 1, dropped: { future: 1 } });
    const many = Array.from({ length: 501 }, () => ({ t: now, ...CENTRE }));
    expect(await worker.ask('position', many)).toMatchObject({ code: 'invalid' });
  });

  it('[GW42] answers forbidden to the ids of another worker', async () => {
    const other = await openTerminal(gateway.url, 'w00051');
    const report = aReport();
    expect((await other.ask('report', report)).ok).toBe(true);
    expect(await worker.ask('report', report)).toMatchObject({ code: 'forbidden' });
    const commandId = newId();
    const fields = {
      id: commandId,
      kind: 'notice',
      priority: 'routine',
      title: '通知',
      text: '',
      issuedAt: Date.now(),
      requires: 'read',
    } as const;
    await lead.op('command.issue', { ...fields, recipients: { workers: ['w00051'] } });
    expect(await worker.ask('receipt', { commandId, state: 'read', at: Date.now() })).toMatchObject({
      code: 'forbidden',
    });
    await lead.op('case.accept', {}, { entityId: report.id });
    await lead.op('case.dispatch', { workerIds: ['w00051'] }, { entityId: report.id });
    const start = { id: newId(), caseId: report.id, action: 'start', at: Date.now() };
    expect(await worker.ask('case:action', start)).toMatchObject({ code: 'forbidden' });
    expect(await other.ask('case:action', { ...start, id: newId() })).toMatchObject({ ok: true });
    expect(await worker.ask('case:action', { ...start, id: newId(), caseId: newId() })).toMatchObject({
      code: 'not-found',
    });
    other.close();
  });

  it('[GW43] refuses what it does not know: categories, workers, departments, cases', async () => {
    expect(await worker.ask('report', aReport({ category: '999999' }))).toMatchObject({ code: 'invalid' });
    const report = aReport();
    await worker.ask('report', report);
    const entityId = report.id;
    await lead.op('case.accept', {}, { entityId });
    expect(await lead.op('case.dispatch', { workerIds: ['w99999'] }, { entityId })).toMatchObject({
      code: 'not-found',
    });
    expect(await lead.op('case.dispatch', { departmentId: 'nobody' }, { entityId })).toMatchObject({
      code: 'not-found',
    });
    expect(await lead.op('case.dispatch', {}, { entityId })).toMatchObject({ code: 'invalid' });
    expect(await lead.op('case.accept', {}, { entityId: newId() })).toMatchObject({ code: 'not-found' });
    expect(await lead.op('case.accept', {})).toMatchObject({ code: 'invalid' });
  });

  it('[GW74] stops when asked though some who are connected never finish a request, or never begin one', async () => {
    const other = await startGateway();
    const [silent, half] = [connect(other.port, '127.0.0.1'), connect(other.port, '127.0.0.1')];
    await Promise.all([silent, half].map((socket) => once(socket, 'connect')));
    half.write('GET /health HTTP/1.1\r\nHost: ');
    // Until the gateway has accepted them: it answers whoever came after.
    await fetch(`${other.url}/health`);
    const ends = [silent, half].map((socket) => once(socket.resume(), 'close'));
    for (const socket of [silent, half]) socket.on('error', () => undefined);
    await other.end();
    await Promise.all(ends);
    removeFolder(other.data);
  });

  it('[GW44] slows a flooding terminal down and closes it when it does not stop, while others work on', async () => {
    const flood = await openTerminal(gateway.url, 'w00052');
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => flood.ask('position', { t: Date.now(), ...CENTRE })),
    );
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(200);
    expect(answers.filter((answer) => answer.code === 'rate-limited').length).toBeGreaterThan(100);
    for (let i = 0; i < 5000; i += 1) flood.socket.emit('position', { t: Date.now(), ...CENTRE });
    await flood.hears('disconnect');
    expect((await worker.ask('report', aReport())).ok).toBe(true);
    await isAlive();
  });

  it('[GW45] closes a connection that sends more than a message may hold, or what is no message at all', async () => {
    const large = await openTerminal(gateway.url, 'w00053');
    large.socket.emit('report', aReport({ text: 'x'.repeat(1_200_000) }));
    await large.hears('disconnect');
    for (const raw of [
      '42/terminal,{',
      '49',
      '42/console,["op"',
      '451-/terminal,["voice",{"_placeholder":true,"num":9}]',
      '4'.repeat(1000),
    ]) {
      const broken = openRaw(gateway.url, '/terminal', {});
      await broken.hears('connect_error');
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
      socket.send(raw);
      socket.close();
      await closed;
      broken.close();
    }
    await isAlive();
  });
});
