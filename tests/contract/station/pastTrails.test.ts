import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSlice } from '#shared/contract/trailSlice.ts';
import { encodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Station } from '../../../electron/station/station.ts';
import { v7 as uuidv7 } from 'uuid';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { liveStation, scratchFolder, type TestWindow, until } from './harness.ts';

const MINUTE = 60_000;
const ON_DUTY = STATUS.online | STATUS.onDuty;
const scratch = scratchFolder();
const hourAgo = Math.floor((Date.now() - 60 * MINUTE) / 1000) * 1000;
let fake: FakeGateway;
let station: Station;
let window: TestWindow;
/** a point of the centre's, hours before this desk heard anything */
const old = { t: hourAgo - 5 * 60 * MINUTE, lon: 121.45, lat: 31.19 };
let told: unknown;
const known = aCase({ lon: 121.4601, lat: 31.2 });

beforeAll(async () => {
  fake = await startFakeGateway();
  fake.snapshots.set('worker', [worker('w00001', 0), worker('w00002', 1)]);
  fake.snapshots.set('case', [snapshotOf(known)]);
  fake.answers.set('query', () => told);
  ({ station, window } = await liveStation(scratch.path, fake.url));
  await window.call.fleetNext();
  for (const [index, lon] of [
    [0, 121.46],
    [1, 121.5],
  ] as const) {
    const fix = { workerIndex: index, lon, lat: 31.2, speed: 1, heading: 0, status: ON_DUTY, t: Date.now() - 1000 };
    for (const socket of fake.sockets) socket.emit('fleet', Buffer.from(encodeFleetFrame([fix], fix.t)));
    await until('the fix has come', async () => (await window.read('worker.get', { index }))?.position != null);
  }
});
afterAll(async () => {
  await station?.stop();
  await fake.close();
  scratch.remove();
});

function worker(id: string, index: number) {
  const person = { name: '王芳', role: 'grid-worker', teamId: 't1', gridCode: '99010100100101' };
  return { id, version: 1, value: { id, version: 1, index, ...person, onDuty: true, dutySince: Date.now() } };
}
const now = () => Date.now() + MINUTE;
function lineOf(caseId: string, at: number) {
  const actor = { id: 'w00001', name: '王芳', kind: 'terminal' };
  const moved = { action: 'report', from: null, to: 'reported', note: '', media: [], detail: {} };
  const chain = { n: 1, previousHash: '', hash: 'a'.repeat(64) };
  return { id: uuidv7(), caseId, actor, at, deskAt: at, ...moved, ...chain };
}
const queries = (kind: string) =>
  fake.heard.filter(({ event, payload }) => event === 'query' && (payload as { kind: string }).kind === kind);
const f64Point = ({ t, lon, lat }: typeof old): Uint8Array => {
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, t, true);
  view.setInt32(8, Math.round(lon * 1e7), true);
  view.setInt32(12, Math.round(lat * 1e7), true);
  return new Uint8Array(view.buffer);
};

test('[ST329] the centre is asked for the times this desk did not hear, and what neither has is said to be missing', async () => {
  const asked = { workerId: 'w00001', from: old.t - MINUTE, to: now() };
  await actOn(window, 'trail.look-up', 'w00001', { ...asked, reason: '核实巡查' });
  told = { ok: true, rows: [old] };
  const whole = await window.read('trail.get', asked);
  expect(whole.points.map(({ lon }) => lon)).toEqual([old.lon, 121.46]);
  expect(whole.missing).toEqual([]);
  expect(queries('trail').length).toBeGreaterThan(0);
  told = { ok: false, code: 'forbidden', message: '' };
  const part = await window.read('trail.get', asked);
  expect(part.points.map(({ lon }) => lon)).toEqual([121.46]);
  expect(part.missing).toMatchObject([{ from: asked.from }, {}].slice(0, part.missing.length));
  expect(part.missing[0]?.to).toBeGreaterThan(old.t);
});

test('[ST330] everybody’s points of a quarter of an hour open after a look-up of the district, and only then', async () => {
  const asked = { from: old.t - MINUTE, to: old.t + MINUTE, before: 0 };
  expect(await window.call.read('trail.slice', asked)).toMatchObject({ ok: false, reason: 'look-up-first' });
  await actOn(window, 'trail.district', undefined, { from: asked.from, to: asked.to, reason: '复盘' });
  expect(await window.call.read('trail.slice', { ...asked, to: asked.to + 1 }), 'a longer time').toMatchObject({
    ok: false,
  });
  told = {
    ok: true,
    rows: [
      {
        workers: [
          ['w00002', 1],
          ['unknown', 0],
        ],
        points: f64Point(old),
      },
    ],
  };
  const { bytes, missing } = await window.read('trail.slice', asked);
  expect(missing).toEqual([]);
  const slice = readSlice(bytes);
  expect(slice?.count).toBe(1);
  expect([slice?.first[1], slice?.first[2], slice?.dt[0], slice?.lon[0]]).toEqual([0, 1, MINUTE, 1_214_500_000]);
  // One look does not open another worker's trail by itself.
  expect(await window.call.read('trail.get', { workerId: 'w00002', from: asked.from, to: asked.to })).toMatchObject({
    ok: false,
  });
});

test('[ST330] what a desk heard itself lies in the slice without the centre, also from its memory', async () => {
  const to = Date.now();
  const asked = { from: to - 10 * MINUTE, to, before: 0 };
  await actOn(window, 'trail.district', undefined, { from: asked.from, to: asked.to, reason: '复盘' });
  told = { ok: false, code: 'unavailable', message: '' };
  const { bytes, missing } = await window.read('trail.slice', asked);
  expect(readSlice(bytes)?.count).toBe(2);
  expect(missing.length, 'it was not there ten minutes ago').toBeGreaterThan(0);
});

test('[ST331] who was around a case is told by id alone, and their ways open with a look-up of each', async () => {
  const caseId = known.id;
  told = { ok: true, rows: [] };
  const span = { from: Date.now() - 30 * MINUTE, to: now() };
  const around = await window.read('case.around', { id: caseId, radius: 100, ...span });
  expect(around).toMatchObject({ workerIds: ['w00001'], more: false, missing: [] });
  expect(queries('trail-near')[0]?.payload).toMatchObject({ place: { lon: 121.4601, lat: 31.2 }, radius: 100 });
  const ways = { workerIds: around.workerIds, ...span };
  expect(await window.call.read('trail.ways', ways)).toMatchObject({ ok: false, reason: 'look-up-first' });
  await actOn(window, 'trail.near', caseId, { ...ways, reason: '核实' });
  expect((await window.read('trail.ways', ways)).ways).toMatchObject([{ workerId: 'w00001', name: '王芳' }]);
  told = { ok: true, rows: ['w00002'] };
  const more = await window.read('case.around', { id: caseId, radius: 100, ...span });
  expect(more.workerIds.toSorted()).toEqual(['w00001', 'w00002']);
});

test('[ST332] ways for a file open with a look-up of their own; a look cannot be taken back', async () => {
  const span = { from: Date.now() - 20 * MINUTE, to: now() };
  const ways = { workerIds: ['w00002'], ...span };
  expect(await window.call.read('trail.ways', ways)).toMatchObject({ ok: false });
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const id = await actOn(window, 'trail.export', undefined, { ...ways, reason: '归档' });
  expect(await window.call.undo(id)).toMatchObject({ ok: false, reason: 'look-up-stays' });
  fake.answers.delete('op');
  told = { ok: true, rows: [] };
  expect((await window.read('trail.ways', ways)).ways).toMatchObject([{ workerId: 'w00002' }]);
});

test('[ST333] what happened in a period stands on its line of time, oldest first; of a case its own history', async () => {
  const span = { from: Date.now() - 10 * MINUTE, to: now() };
  const sos = { id: uuidv7(), workerId: 'w00001', at: Date.now() - MINUTE, lon: 121.46, lat: 31.2 };
  for (const socket of fake.sockets) socket.emit('notice', { level: 'alarm', code: 'sos', message: '求助', sos });
  await until('the alarm is there', async () => (await window.read('alarm.list', {})).length > 0);
  const line = lineOf(known.id, Date.now() - 2 * MINUTE);
  await fake.push({ entity: 'case-event', id: line.id, version: 1, op: 'put', value: line });
  const { events } = await window.read('replay.events', span);
  expect(events.map(({ kind, title }) => [kind, title])).toEqual([
    ['case', known.title],
    ['sos', expect.any(String)],
  ]);
  expect(events[1]?.place).toEqual({ lon: 121.46, lat: 31.2 });
  expect(await window.read('replay.events', { from: old.t, to: old.t + MINUTE })).toEqual({ events: [], more: false });
  const own = await window.read('replay.events', { ...span, caseId: known.id });
  expect(own.events).toMatchObject([{ title: 'report', state: 'reported', caseId: known.id }]);
});

test('[ST336] which streets were walked is told by whoever may see the audit; a desk without streets says so', async () => {
  const day = new Date(Date.now() + 8 * 60 * MINUTE).toISOString().slice(0, 10);
  expect(await window.call.read('walks.coverage', { from: day, to: day, code: null })).toMatchObject({
    ok: false,
    reason: 'streets-unavailable',
  });
});
