import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actOn, confirmedCase, openCaseAt } from './cases.ts';
import { liveStation, type RunningGateway, scratchFolder, startGateway, type TestWindow, until } from './harness.ts';
import type { Station } from '../../../electron/station/station.ts';

const scratch = scratchFolder();
let gateway: RunningGateway;
let station: Station;
let window: TestWindow;

beforeAll(async () => {
  gateway = await startGateway(`${scratch.path}/gateway`);
  ({ station, window } = await liveStation(`${scratch.path}/desk`, gateway.url));
});
afterAll(async () => {
  await station?.stop();
  await gateway?.stop();
  scratch.remove();
});

test('a chain of actions leaves in order and ends with the centre agreeing', async () => {
  const id = await openCaseAt(window, '违规占道经营');
  const before = await window.read('case.get', { id });
  expect(before?.case.number).toBeNull();
  await actOn(window, 'case.accept', id, {});
  const departments = await window.read('department.list', {});
  await actOn(window, 'case.dispatch', id, { departmentId: departments[0]?.code });
  expect((await window.read('case.get', { id }))?.case.state).toBe('dispatched');
  const view = await until('all three are through', async () => {
    const now = await window.read('case.get', { id });
    return now && now.waiting.length === 0 && now.events.length >= 3 ? now : null;
  });
  expect(view.case.state).toBe('dispatched');
  expect(view.events.map((event) => event.action)).toEqual(['report', 'accept', 'dispatch']);
  expect(view.chainIntact).toBe(true);
  expect(await window.read('outbox.list', {})).toEqual([]);
});

test('the same action id again gets the same answer and acts once', async () => {
  const id = await confirmedCase(window, '垃圾堆积');
  const op = uuidv7();
  const act = { id: op, kind: 'case.annotate', entityId: id, payload: { note: '已电话核实' } } as const;
  const first = await window.call.act(act);
  const second = await window.call.act(act);
  expect(second).toEqual(first);
  await until('it is through', async () => (await window.read('outbox.list', {})).length === 0);
  expect(await window.call.act(act)).toEqual(first);
  await until('the line has come', async () => (await window.read('case.get', { id }))?.events.length === 2);
  expect((await window.read('case.get', { id }))?.events.filter((event) => event.action === 'annotate')).toHaveLength(
    1,
  );
});

test('a rule is told at once, with its reason', async () => {
  const id = await confirmedCase(window, '噪声扰民');
  const answer = await window.call.act({ id: uuidv7(), kind: 'case.dispatch', entityId: id, payload: {} });
  expect(answer).toMatchObject({ ok: false, code: 'conflict', reason: 'wrong-state' });
  const nonsense = await window.call.act({ id: 'x', kind: 'case.accept', payload: {} } as never);
  expect(nonsense).toMatchObject({ ok: false, code: 'invalid' });
  expect(await window.read('outbox.list', {})).toEqual([]);
});

test('a conflict comes back with both versions, its effect is rolled back, and it can be dismissed', async () => {
  const id = await confirmedCase(window, '树木倒伏');
  const rival = await liveStation(`${scratch.path}/rival`, gateway.url, 'lead');
  await until('the rival has it', async () => rival.window.read('case.get', { id }));

  station.setUndoSeconds(4);
  const mine = await actOn(window, 'case.reject', id, { reason: '重复' });
  const depends = await actOn(window, 'case.annotate', id, { note: '已告知来电人' });
  station.setUndoSeconds(0);
  expect((await window.read('case.get', { id }))?.case.state).toBe('rejected');
  await actOn(rival.window, 'case.accept', id, {});
  await until('the rival was first', async () => {
    const view = await rival.window.read('case.get', { id });
    return view?.waiting.length === 0 && view.case.state === 'accepted';
  });
  const item = await until(
    'the conflict is here',
    async () => (await window.read('outbox.list', {})).find((row) => row.id === mine && row.state === 'conflict'),
    60_000,
  );
  expect(item).toMatchObject({ kind: 'case.reject', payload: { reason: '重复' }, current: { id, state: 'accepted' } });
  const items = await window.read('outbox.list', {});
  expect(items.find((row) => row.id === depends)).toMatchObject({ state: 'refused', code: 'depends' });
  const view = await window.read('case.get', { id });
  expect(view?.case.state).toBe('accepted');

  expect(await window.call.dismiss(mine)).toEqual({ ok: true, value: null });
  expect(await window.call.retry(depends)).toEqual({ ok: true, value: null });
  await until('the note is through', async () => {
    const now = await window.read('case.get', { id });
    return now?.events.some((event) => event.action === 'annotate') && now.waiting.length === 0;
  });
  expect(station.status().outbox).toMatchObject({ waiting: 0, conflicts: 0, refused: 0 });
  await rival.station.stop();
});

test('undo takes an action back before it leaves and never after', async () => {
  const id = await confirmedCase(window, '井盖缺失');
  station.setUndoSeconds(30);
  const op = await actOn(window, 'case.accept', id, {});
  expect((await window.read('outbox.list', {}))[0]).toMatchObject({ id: op, state: 'held' });
  expect(
    (await window.read('queue.page', { queue: 'dispatch', limit: 50 })).rows.find((row) => row.id === id),
  ).toMatchObject({
    waiting: 1,
  });
  expect(await window.call.undo(op)).toEqual({ ok: true, value: null });
  station.setUndoSeconds(0);
  expect((await window.read('case.get', { id }))?.case.state).toBe('reported');
  const sent = await actOn(window, 'case.accept', id, {});
  await until('it is through', async () => (await window.read('case.get', { id }))?.events.length === 2);
  expect(await window.call.undo(sent)).toMatchObject({ ok: false });
});

test('a contact never reaches the disk in clear once the case has left', async () => {
  const id = await openCaseAt(window, '漏水', { contact: { name: '欧阳长庚', phone: '13812345678' } });
  const waiting = await window.read('outbox.list', {});
  expect(JSON.stringify(waiting)).not.toContain('13812345678');
  const view = await until('the case is through', async () => {
    const now = await window.read('case.get', { id });
    return now && now.waiting.length === 0 && now.case.number ? now : null;
  });
  expect(view.case.contact).toBeNull();
  expect(view.contact).toEqual({ name: '欧***', phone: '138****5678' });
});

test('a command is sent, shows its receipts, and alarms when no terminal has it', async () => {
  const command = uuidv7();
  await actOn(window, 'command.issue', command, {
    id: command,
    kind: 'order',
    priority: 'flash',
    title: '立即到场',
    text: '请立即到场处置',
    issuedAt: Date.now(),
    requires: 'accepted',
    recipients: { workers: ['w00001'] },
  });
  const waiting = await window.read('command.list', { limit: 10 });
  expect(waiting[0]?.command.id).toBe(command);
  await until('the centre has it', async () => {
    const list = await window.read('command.list', { limit: 10 });
    return list[0]?.command.id === command && !list[0].waiting && list[0].command.version === 1;
  });
  const alarm = await until('no receipt within 10 s', async () =>
    (await window.read('alarm.list', {})).find((row) => row.kind === 'no-receipt' && row.subjectId === command),
  );
  expect(alarm.acknowledgedBy).toBeNull();
  expect(window.alarms).toContainEqual(alarm);
  expect(await window.call.acknowledge(alarm.id)).toEqual({ ok: true, value: null });
  expect((await window.read('alarm.list', {})).find((row) => row.id === alarm.id)?.acknowledgedBy).toBe('值班长');
});

test('what waits for a possible undo still leaves when the operator goes home', async () => {
  const home = `${scratch.path}/leaving`;
  const id = await confirmedCase(window, '护栏损坏');
  const leaving = await liveStation(home, gateway.url, 'lead', { undoSeconds: 30 });
  await actOn(leaving.window, 'case.accept', id, {});
  await leaving.station.stop();
  await until('the centre has it', async () => (await window.read('case.get', { id }))?.case.state === 'accepted');
});

test('search finds what was typed, in its order, and nothing that only has the same pairs', async () => {
  const id = await confirmedCase(window, '甲乙丙丁戊');
  await confirmedCase(window, '甲乙 丁戊 乙丙丁');
  const number = (await window.read('case.get', { id }))?.case.number ?? '';
  await until('it is indexed', async () => (await window.read('search', { text: '甲乙丙丁', limit: 9 })).length > 0);
  expect((await window.read('search', { text: '甲乙丙丁', limit: 9 })).map((hit) => hit.id)).toEqual([id]);
  expect((await window.read('search', { text: number, limit: 9 }))[0]?.id).toBe(id);
  expect((await window.read('search', { text: 'w00007', limit: 9 }))[0]).toMatchObject({
    kind: 'worker',
    id: 'w00007',
  });
});
