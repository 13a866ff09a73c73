import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trailPageSchema } from '#shared/protocol/trails.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, type Client, newId, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;
const desks: Record<string, Client> = {};
let worker: Client;

beforeAll(async () => {
  gateway = await startGateway();
  for (const name of ['lead', 'lead2', 'intake', 'dispatcher', 'verifier', 'supervisor', 'wall']) {
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
    const answers = (rows as { action: string }[]).filter(({ action }) => action === 'answer-check');
    expect(answers).toMatchObject([{ note: '确有破损', actor: { id: 'w00030' }, detail: { found: true } }]);
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

  it('[GW213] tells everybody’s points to whoever looked the district up, for the time asked, a page at a time', async () => {
    const [from, to] = [Date.now() - 10 * 60_000, Date.now() + 60_000];
    const query = { kind: 'trails', from, to };
    expect(await desk('lead').ask('query', query)).toMatchObject({ code: 'forbidden' });
    expect(await desk('intake').op('trail.district', { from, to, reason: '复盘' })).toMatchObject({
      code: 'forbidden',
    });
    expect((await desk('lead').op('trail.district', { from, to, reason: '复盘' })).ok).toBe(true);
    const answer = await desk('lead').ask('query', query);
    const [page] = (answer.rows as unknown[]).map((row) => trailPageSchema.parse(row));
    expect(page?.workers).toContainEqual(['w00030', 1]);
    expect(page?.points.byteLength).toBe(16 * (page?.workers.reduce((sum, [, count]) => sum + count, 0) ?? 0));
    expect(await desk('lead').ask('query', { ...query, to: to + 1 }), 'a longer time').toMatchObject({ ok: false });
    expect(await desk('lead2').ask('query', query), 'another lead').toMatchObject({ code: 'forbidden' });
    expect(await desk('lead').ask('query', { ...query, after: '没有这一页' })).toMatchObject({ code: 'invalid' });
  });

  it('[GW214] tells who was near a place by id alone, and only to whoever may look them up', async () => {
    const [from, to] = [Date.now() - 10 * 60_000, Date.now() + 60_000];
    const query = { kind: 'trail-near', place: { lon: 121.4601, lat: 31.195 }, radius: 60, from, to };
    expect((await desk('lead').ask('query', query)).rows).toEqual(['w00030']);
    const far = { ...query, place: { lon: 121.47, lat: 31.195 } };
    expect((await desk('lead').ask('query', far)).rows).toEqual([]);
    expect(await desk('intake').ask('query', query)).toMatchObject({ code: 'forbidden' });
    expect(await desk('lead').ask('query', { ...query, from: to - 7 * 3_600_000 })).toMatchObject({ code: 'invalid' });
  });

  it('[GW215] [GW216] keeps a look at the district as one line, and ways in a file as one for each worker', async () => {
    const [from, to] = [Date.now() - 10 * 60_000, Date.now() + 60_000];
    const workerIds = ['w00030', 'w00031', 'nobody'];
    const exported = await desk('lead').op('trail.export', { workerIds, from, to, reason: '归档' });
    expect(exported).toMatchObject({ ok: true, result: { workers: 2 } });
    const lines = async (kind: string) => (await desk('lead').ask('query', { kind: 'audit', audit: { kind } })).rows;
    expect(await lines('trail.export')).toMatchObject([
      { subject: { id: expect.stringMatching(/^w0003[01]$/) }, reason: '归档', from, to },
      { reason: '归档' },
    ]);
    expect(await lines('trail.district')).toMatchObject([{ subject: { id: 'district' }, reason: '复盘' }]);
    // The file is made from the centre's trails where a desk has none.
    expect((await desk('lead').ask('query', { kind: 'trail', workerId: 'w00030', from, to })).rows).toHaveLength(1);
  });

  it('[GW19] hands a shift over once, with its notes, when the next lead has taken note of everything', async () => {
    const opened = await desk('lead').op('shift.open', { note: '早班' });
    const { shiftId } = opened.result as { shiftId: string };
    expect(await desk('lead').op('shift.open', {})).toMatchObject({ code: 'conflict' });
    expect((await desk('intake').op('shift.note', { shiftId, text: '热线平稳' })).ok).toBe(true);
    const items = ['a', 'b'].map((id) => ({ id, kind: 'note' as const, label: `事项 ${id}` }));
    const offer = { shiftId, toUserId: 'lead2', note: '无遗留', items };
    for (const toUserId of ['intake', 'nobody']) {
      expect((await desk('lead').op('shift.hand-over', { ...offer, toUserId })).ok, toUserId).toBe(false);
    }
    expect((await desk('lead').op('shift.hand-over', { ...offer, note: '先交' })).ok).toBe(true);
    expect(await desk('lead').op('shift.hand-over', offer)).toMatchObject({ code: 'conflict' });
    expect((await desk('lead').op('shift.withdraw', { shiftId })).ok).toBe(true);
    expect(await desk('lead').op('shift.withdraw', { shiftId })).toMatchObject({ code: 'conflict' });
    expect(await desk('lead2').op('shift.take-over', { shiftId })).toMatchObject({ code: 'conflict' });
    expect((await desk('lead').op('shift.hand-over', offer)).ok).toBe(true);
    expect(await desk('lead').op('shift.take-over', { shiftId })).toMatchObject({ code: 'forbidden' });
    expect(await desk('lead').op('shift.acknowledge', { shiftId, itemIds: ['a'] })).toMatchObject({
      code: 'forbidden',
    });
    expect((await desk('lead2').op('shift.acknowledge', { shiftId, itemIds: ['a'] })).ok).toBe(true);
    expect(await desk('lead2').op('shift.take-over', { shiftId })).toMatchObject({ code: 'conflict' });
    expect((await desk('intake').op('shift.note', { shiftId, text: '交接中' })).ok).toBe(true);
    expect((await desk('lead2').op('shift.acknowledge', { shiftId, itemIds: ['a', 'b'] })).ok).toBe(true);
    const nextId = newId();
    expect(await desk('lead2').op('shift.take-over', { shiftId }, { entityId: nextId })).toMatchObject({
      ok: true,
      result: { shiftId: nextId },
    });
    const shifts = (await desk('lead').ask('snapshot', { entity: 'shift', limit: 10 })).rows;
    expect(shifts).toMatchObject([
      { value: { id: shiftId, closedAt: expect.any(Number), handOver: { items: [{ id: 'a' }, { id: 'b' }] } } },
      { value: { id: nextId, leadId: 'lead2', closedAt: null } },
    ]);
    expect(await desk('intake').op('shift.note', { shiftId, text: '晚了' })).toMatchObject({ code: 'conflict' });
    const { rows } = await desk('lead').ask('snapshot', { entity: 'shift-note', limit: 10 });
    expect((rows as { value: { text: string } }[]).map((row) => row.value.text).toSorted()).toEqual(
      ['无遗留', '早班', '热线平稳', '先交', '交接中'].toSorted(),
    );
  });
});
