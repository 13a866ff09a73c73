import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, type Client, newId, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;
const desks: Record<string, Client> = {};
let worker: Client;

beforeAll(async () => {
  gateway = await startGateway();
  for (const name of ['lead', 'intake', 'dispatcher', 'verifier', 'supervisor', 'wall']) {
    desks[name] = await openConsole(gateway.url, name);
  }
  worker = await openTerminal(gateway.url, 'w00030');
});
afterAll(async () => {
  for (const client of [...Object.values(desks), worker]) client.close();
  await gateway.end();
  removeFolder(gateway.data);
});

function desk(name: string): Client {
  const client = desks[name];
  if (!client) throw new Error(`no desk ${name}`);
  return client;
}
async function reported(): Promise<string> {
  const report = aReport();
  expect((await worker.ask('report', report)).ok).toBe(true);
  return report.id;
}

describe('roles and separation of duties', () => {
  it('[GW6] lets nobody act without the role, and the wall only look', async () => {
    const entityId = await reported();
    expect(await desk('wall').op('case.accept', {}, { entityId })).toMatchObject({ code: 'forbidden' });
    expect(await desk('dispatcher').op('case.accept', {}, { entityId })).toMatchObject({ code: 'forbidden' });
    expect(await desk('wall').op('shift.open', {})).toMatchObject({ code: 'forbidden' });
    expect(await desk('wall').ask('floor:request', { channelId: 'c1', emergency: true })).toMatchObject({
      code: 'forbidden',
    });
    const camera = { sessionId: newId(), workerId: 'w00030', kind: 'camera' };
    expect(await desk('wall').ask('video:invite', camera)).toMatchObject({ code: 'forbidden' });
    expect(
      await desk('intake').op('trail.look-up', {
        workerId: 'w00030',
        from: Date.now() - 1000,
        to: Date.now(),
        reason: '看看',
      }),
    ).toMatchObject({ code: 'forbidden' });
  });

  it('[GW7] keeps who dispatched or handled a case from verifying it', async () => {
    const entityId = await reported();
    await desk('lead').op('case.accept', {}, { entityId });
    await desk('dispatcher').op('case.dispatch', { workerIds: ['w00030'] }, { entityId });
    const step = (action: string, note = '') =>
      worker.ask('case:action', { id: newId(), caseId: entityId, action, at: Date.now(), note });
    await step('start');
    await step('report-back', '已处理');
    expect(await desk('dispatcher').op('case.send-to-verify', { workerId: 'w00030' }, { entityId })).toMatchObject({
      ok: false,
    });
    expect((await desk('dispatcher').op('case.send-to-verify', { workerId: 'w00031' }, { entityId })).ok).toBe(true);
    expect(await step('verify-pass')).toMatchObject({ ok: false, code: 'forbidden' });
    expect((await desk('verifier').op('case.verify-pass', {}, { entityId })).ok).toBe(true);
  });

  it('[GW8] answers conflict with the present case when somebody else was first, but never to a note', async () => {
    const entityId = await reported();
    const [one, two] = await Promise.all([
      desk('intake').op('case.accept', {}, { entityId, baseVersion: 1 }),
      desk('lead').op('case.reject', { reason: '重复' }, { entityId, baseVersion: 1 }),
    ]);
    expect([one.ok, two.ok].filter(Boolean)).toHaveLength(1);
    const loser = one.ok ? two : one;
    expect(loser).toMatchObject({ code: 'conflict', current: { id: entityId, version: 2 } });
    expect((await desk('intake').op('case.annotate', { note: '电话已回' }, { entityId, baseVersion: 1 })).ok).toBe(
      true,
    );
  });

  it('[GW8] accepts an action over a note it did not see, and refuses one over a decision', async () => {
    const entityId = await reported();
    await desk('verifier').op('case.annotate', { note: '在看' }, { entityId });
    expect((await desk('intake').op('case.accept', {}, { entityId, baseVersion: 1 })).ok).toBe(true);
    await desk('dispatcher').op('case.dispatch', { workerIds: ['w00030'] }, { entityId, baseVersion: 3 });
    const second = await desk('lead').op('case.dispatch', { workerIds: ['w00031'] }, { entityId, baseVersion: 3 });
    expect(second).toMatchObject({ code: 'conflict', current: { workerIds: ['w00030'] } });
  });

  it('[GW9] brings the answer to an ordered check back as a line of the history', async () => {
    const entityId = await reported();
    expect((await desk('intake').op('case.order-check', { workerIds: ['w00030'] }, { entityId })).ok).toBe(true);
    const check = await worker.hears<{ id: string }>(
      'command',
      (command) => 'kind' in command && command.kind === 'check',
    );
    const receipt = { commandId: check.id, state: 'done', at: Date.now(), note: '确有破损' };
    expect(await worker.ask('receipt', receipt)).toEqual({ ok: true });
    expect(await worker.ask('receipt', receipt)).toEqual({ ok: true });
    const { rows } = await desk('intake').ask('query', { kind: 'case-events', caseId: entityId });
    const notes = (rows as { action: string; note: string; actor: { id: string } }[]).filter(
      (event) => event.action === 'annotate',
    );
    expect(notes).toMatchObject([{ note: '核实属实：确有破损', actor: { id: 'w00030' } }]);
  });

  it('[GW18] opens a trail only after a look-up with a reason, which is kept', async () => {
    const [from, to] = [Date.now() - 60_000, Date.now() + 60_000];
    await worker.ask('duty', { on: true, at: Date.now() });
    await worker.ask('position', { t: Date.now() - 30_000, lon: 121.45, lat: 31.195 });
    await worker.ask('position', { t: Date.now(), lon: 121.46, lat: 31.195 });
    const query = { kind: 'trail', workerId: 'w00030', from, to };
    expect(await desk('lead').ask('query', query)).toMatchObject({ code: 'forbidden' });
    const look = await desk('lead').op('trail.look-up', { workerId: 'w00030', from, to, reason: '核对出勤' });
    expect(look).toMatchObject({ ok: true, result: { points: 1 } });
    expect((await desk('lead').ask('query', query)).rows).toMatchObject([{ lon: 121.46, lat: 31.195 }]);
    expect(await desk('intake').ask('query', query)).toMatchObject({ code: 'forbidden' });
  });

  it('[GW19] hands a shift over once, with its notes', async () => {
    const opened = await desk('lead').op('shift.open', { note: '早班' });
    const { shiftId } = opened.result as { shiftId: string };
    expect(await desk('lead').op('shift.open', {})).toMatchObject({ code: 'conflict' });
    expect((await desk('intake').op('shift.note', { shiftId, text: '热线平稳' })).ok).toBe(true);
    expect((await desk('lead').op('shift.hand-over', { shiftId, toUserId: 'lead', note: '无遗留' })).ok).toBe(true);
    expect(await desk('intake').op('shift.note', { shiftId, text: '晚了' })).toMatchObject({ code: 'conflict' });
    const { rows } = await desk('lead').ask('snapshot', { entity: 'shift-note', limit: 10 });
    expect((rows as { value: { text: string } }[]).map((row) => row.value.text).toSorted()).toEqual(
      ['无遗留', '早班', '热线平稳'].toSorted(),
    );
  });
});
