import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AreaDraft } from '#shared/domain/mapArea.ts';
import { actOn } from './cases.ts';
import {
  isLive,
  liveStation,
  type RunningGateway,
  scratchFolder,
  startGateway,
  type TestWindow,
  until,
} from './harness.ts';
import type { Station } from '../../../electron/station/station.ts';

const scratch = scratchFolder();
const desks: { station: Station; window: TestWindow }[] = [];
let gateway: RunningGateway;
let lead: TestWindow;
let intake: TestWindow;

beforeAll(async () => {
  gateway = await startGateway(`${scratch.path}/gateway`);
  for (const name of ['lead', 'intake'])
    desks.push(await liveStation(`${scratch.path}/${name}`, gateway.url, name, { undoSeconds: 1 }));
  [lead, intake] = desks.map(({ window }) => window) as [TestWindow, TestWindow];
});
afterAll(async () => {
  for (const { station } of desks) await station.stop();
  await gateway?.stop();
  scratch.remove();
});

const area = (name: string, shared: boolean): AreaDraft => ({
  ...{ name, kind: shared ? 'geofence' : 'note', colour: 'sky', note: '', shared },
  geometry: { kind: 'circle', centre: [121.46, 31.195], radius: 80 },
});
const shown = async (window: TestWindow) =>
  (await window.read('area.list', {})).map(({ name, version, mayChange, waiting }) => ({
    ...{ name, version, mayChange, waiting },
  }));
const isShown = (window: TestWindow, rows: object[]) =>
  until('the areas are as expected', async () => {
    const now = await shown(window);
    return JSON.stringify(now) === JSON.stringify(rows) ? now : null;
  });

test('[ST310] areas are drawn, changed and removed while alone, and reach the centre exactly once, in order', async () => {
  const id = uuidv7();
  await actOn(lead, 'area.create', id, { area: area('东门', true) });
  await isShown(intake, [{ name: '东门', version: 1, mayChange: false, waiting: false }]);
  const { port } = gateway;
  await gateway.stop();
  const [more, gone] = [uuidv7(), uuidv7()];
  await actOn(lead, 'area.change', id, { area: area('东门一', true) });
  await actOn(lead, 'area.change', id, { area: area('东门二', true) });
  await actOn(lead, 'area.create', more, { area: area('北门', true) });
  await actOn(lead, 'area.create', gone, { area: area('作废', false) });
  await actOn(lead, 'area.remove', gone, {});
  expect(await shown(lead)).toEqual([
    { name: '北门', version: 1, mayChange: true, waiting: true },
    { name: '东门二', version: 3, mayChange: true, waiting: true },
  ]);
  gateway = await startGateway(`${scratch.path}/gateway`, port);
  await until('the desks are back', () => desks.every(({ station }) => isLive(station)));
  const both = [
    { name: '北门', version: 1, mayChange: true, waiting: false },
    { name: '东门二', version: 3, mayChange: true, waiting: false },
  ];
  await isShown(lead, both);
  await isShown(
    intake,
    both.map((row) => ({ ...row, mayChange: false })),
  );
});

test('[ST311] a removed area comes back while it may be taken back; one’s own nobody else sees', async () => {
  const id = uuidv7();
  await actOn(intake, 'area.create', id, { area: area('我的', false) });
  const mine = { name: '我的', version: 1, mayChange: true, waiting: false };
  await until('it is through', async () => (await shown(intake)).some((row) => row.name === '我的' && !row.waiting));
  expect((await shown(lead)).map(({ name }) => name)).not.toContain('我的');
  const op = await actOn(intake, 'area.remove', id, {});
  expect((await shown(intake)).map(({ name }) => name)).not.toContain('我的');
  expect(await intake.call.undo(op)).toMatchObject({ ok: true });
  expect(await shown(intake)).toContainEqual(mine);
});

test('[ST310] is refused at once what the rules do not allow', async () => {
  const act = (kind: 'area.create' | 'area.change', draft: AreaDraft, entityId = uuidv7()) =>
    intake.call.act({ id: uuidv7(), kind, entityId, payload: { area: draft } });
  expect(await act('area.create', area('围栏', true))).toMatchObject({ code: 'forbidden', reason: 'area-not-yours' });
  expect(await act('area.create', { ...area('围栏', true), shared: false })).toMatchObject({
    reason: 'area-must-be-shared',
  });
  expect(await act('area.change', area('没有', false))).toMatchObject({ code: 'not-found', reason: 'area-unknown' });
});
