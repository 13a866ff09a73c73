import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OutboxItem } from '#shared/contract/views.ts';
import type { Station } from '../../../electron/station/station.ts';
import { actOn, confirmedCase, openCaseAt } from './cases.ts';
import {
  configFor,
  liveStation,
  openWindow,
  type RunningGateway,
  scratchFolder,
  startGateway,
  startStation,
  type TestWindow,
  until,
} from './harness.ts';

const shared = scratchFolder();
let gateway: RunningGateway;
let home: string;
let station: Station | undefined;

beforeAll(async () => {
  gateway = await startGateway(join(shared.path, 'gateway'));
});
beforeEach(() => {
  home = join(shared.path, uuidv7());
  mkdirSync(home);
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
});
afterAll(async () => {
  await gateway?.stop();
  shared.remove();
});

async function signIn(window: TestWindow, username: string): Promise<void> {
  await window.call.signOut();
  expect(await window.call.signIn({ username, password: 'demo' })).toMatchObject({ ok: true });
}

async function live(username: string): Promise<TestWindow> {
  await station?.stop();
  const started = await liveStation(home, gateway.url, username);
  station = started.station;
  return started.window;
}

/** The desk without its centre. */
async function alone(): Promise<TestWindow> {
  await station?.stop();
  station = startStation(configFor(home, 'http://127.0.0.1:9'));
  return openWindow(station);
}

/** Both have sat at this desk, which knows the centre. */
async function bothKnown(): Promise<TestWindow> {
  const window = await live('intake');
  await signIn(window, 'lead');
  await until('it is live', () => station?.status().sync.state === 'live');
  return window;
}

const itemsOf = async (window: TestWindow, who: string): Promise<OutboxItem[]> =>
  (await window.read('outbox.list', {})).filter(({ by }) => by.id === who);
const nothingLeft = (window: TestWindow, who: string) =>
  until(`nothing of ${who} waits`, async () => (await itemsOf(window, who)).length === 0);

test('[ST102] [ST116] what one operator left behind holds nobody else back, and the centre judges what builds on it', async () => {
  const id = await confirmedCase(await bothKnown(), '井盖破损');
  const desk = await alone();
  await signIn(desk, 'intake');
  await actOn(desk, 'case.accept', id, {});
  await signIn(desk, 'lead');
  const note = await actOn(desk, 'case.annotate', id, { note: '已电话核实' });
  const department = (await desk.read('department.list', {}))[0]?.code ?? '';
  const dispatch = await actOn(desk, 'case.dispatch', id, { departmentId: department });
  expect(await itemsOf(desk, 'lead')).toMatchObject([{ id: note, waitsFor: null }, { waitsFor: null }]);

  // The acceptance is still at this desk only: the note is taken, and what was built on it comes back to its operator.
  const lead = await live('lead');
  await until('the dispatch has come back', async () => (await itemsOf(lead, 'lead'))[0]?.state === 'conflict');
  expect(await itemsOf(lead, 'lead')).toMatchObject([{ id: dispatch, code: 'conflict' }]);
  expect(await itemsOf(lead, 'intake')).toMatchObject([{ kind: 'case.accept', attempts: 0, mayWithdraw: false }]);

  await signIn(lead, 'intake');
  await nothingLeft(lead, 'intake');
  await signIn(lead, 'lead');
  expect(await lead.call.retry(dispatch)).toMatchObject({ ok: true });
  await nothingLeft(lead, 'lead');
  const { events } = (await lead.read('case.get', { id })) ?? {};
  expect(events?.map(({ action, actor }) => [action, actor.id])).toEqual([
    ['report', 'lead'],
    ['annotate', 'lead'],
    ['accept', 'intake'],
    ['dispatch', 'lead'],
  ]);
});

test('[ST102] [ST103] what another did is overwritten unseen by nobody, also when both left their work behind', async () => {
  const id = await confirmedCase(await bothKnown(), '路灯不亮');
  const desk = await alone();
  await signIn(desk, 'intake');
  const accept = await actOn(desk, 'case.accept', id, {});
  await signIn(desk, 'lead');
  await actOn(desk, 'case.cancel', id, { reason: '重复登记' });
  const lead = await live('lead');
  await nothingLeft(lead, 'lead');
  await signIn(lead, 'intake');
  await until('the acceptance has come back', async () => (await itemsOf(lead, 'intake'))[0]?.state === 'conflict');
  expect(await itemsOf(lead, 'intake')).toMatchObject([
    { id: accept, code: 'conflict', current: { state: 'cancelled' } },
  ]);
});

test('[ST102] [ST105] [ST114] what speaks of a case another made waits for it, says for whom, and holds nothing else', async () => {
  const known = await confirmedCase(await bothKnown(), '墙面涂写');
  const desk = await alone();
  await signIn(desk, 'intake');
  const id = await openCaseAt(desk, '积水');
  const create = (await itemsOf(desk, 'intake'))[0]?.id ?? '';
  const theirs = await actOn(desk, 'case.annotate', known, { note: '墙高两米' });
  await signIn(desk, 'lead');
  await actOn(desk, 'case.annotate', id, { note: '两处' });
  await actOn(desk, 'case.merge', known, { intoId: id });
  await actOn(desk, 'case.annotate', await openCaseAt(desk, '占道'), { note: '已劝离' });
  await signIn(desk, 'intake');
  expect(await desk.call.undo(create)).toMatchObject({ ok: false, reason: 'later-action-waits' });
  expect(await desk.call.undo(theirs)).toMatchObject({ ok: true });

  const lead = await live('lead');
  await until('what can leave has left', async () => (await itemsOf(lead, 'lead')).length === 2);
  expect(await itemsOf(lead, 'lead')).toMatchObject([
    { kind: 'case.annotate', entityId: id, state: 'waiting', attempts: 0, waitsFor: { id: 'intake', name: '受理员' } },
    { kind: 'case.merge', entityId: known, state: 'waiting', attempts: 0, waitsFor: { id: 'intake' } },
  ]);
  await until('no backlog is told that cannot move', () => station?.status().outbox.drain === null);

  await signIn(lead, 'intake');
  await nothingLeft(lead, 'intake');
  await signIn(lead, 'lead');
  await nothingLeft(lead, 'lead');
  expect((await lead.read('case.get', { id: known }))?.case).toMatchObject({ state: 'merged', mergedIntoId: id });
});

test('[ST102] [ST104] a note in a shift another opened waits for the opening, and is written once that is taken', async () => {
  await bothKnown();
  const desk = await alone();
  await signIn(desk, 'lead');
  const shiftId = uuidv7();
  expect(await desk.call.act({ id: shiftId, kind: 'shift.open', entityId: shiftId, payload: {} })).toMatchObject({
    ok: true,
  });
  await signIn(desk, 'intake');
  const note = { id: uuidv7(), kind: 'shift.note', payload: { shiftId, text: '水位正常' } } as const;
  expect(await desk.call.act(note)).toMatchObject({ ok: true });

  const intake = await live('intake');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await itemsOf(intake, 'intake')).toMatchObject([{ attempts: 0, waitsFor: { id: 'lead', name: '值班长' } }]);
  await signIn(intake, 'lead');
  await nothingLeft(intake, 'lead');
  await signIn(intake, 'intake');
  await nothingLeft(intake, 'intake');
  expect(await intake.read('shift.current', {})).toMatchObject({
    shift: { id: shiftId },
    waiting: false,
    notes: [{ text: '水位正常', actor: { id: 'intake' }, waiting: false }],
  });
});

test('[ST283] who signs out lets go of the cases claimed here, and what waited for an undo leaves before', async () => {
  const desk = await bothKnown();
  const id = await confirmedCase(desk, '井盖移位');
  const claims = () => desk.read('claim.list', {});
  await actOn(desk, 'claim.take', undefined, { caseIds: [id] });
  await until('the case is claimed', async () => (await claims())[0]?.by.id === 'lead');
  station?.setUndoSeconds(60);
  await actOn(desk, 'case.annotate', id, { note: '已围挡' });
  await signIn(desk, 'intake');
  await until('nobody has the case', async () => (await claims()).length === 0);
  expect(await itemsOf(desk, 'lead')).toEqual([]);
  await until('the note is here', async () => {
    const { events = [] } = (await desk.read('case.get', { id })) ?? {};
    return events.some(({ action, actor }) => action === 'annotate' && actor.id === 'lead');
  });
});
