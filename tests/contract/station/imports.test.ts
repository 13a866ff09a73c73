import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportDraft, ImportStep } from '#shared/contract/importViews.ts';
import type { Station } from '../../../electron/station/station.ts';
import {
  endProcess,
  isLive,
  liveStation,
  type RunningGateway,
  scratchFolder,
  startGateway,
  type TestWindow,
  until,
} from './harness.ts';

let scratch: ReturnType<typeof scratchFolder>;
let gateway: RunningGateway;
let station: Station;
let window: TestWindow;
const home = () => `${scratch.path}/desk`;

beforeAll(async () => {
  scratch = scratchFolder();
  gateway = await startGateway(`${scratch.path}/gateway`);
  ({ station, window } = await liveStation(home(), gateway.url));
});
afterAll(async () => {
  await station.stop();
  await endProcess(gateway.process, 'SIGKILL');
  scratch.remove();
});

async function step(next: ImportStep): Promise<ImportDraft | null> {
  expect(await window.call.importStep(next)).toEqual({ ok: true, value: null });
  return window.read('import.draft', {});
}

const lamp = (serial: number, name: string) => `990101020390000${serial},${name},street-lighting,121.46,31.195`;
const open = (text: string) =>
  step({ do: 'open', kind: 'component', files: [{ name: 'lamps.csv', bytes: new Uint8Array(Buffer.from(text)) }] });
const batches = () => window.read('import.list', {});

test('[ST269] [ST270] a file is judged by the centre’s rules, row by row, and corrected cell by cell', async () => {
  const text = [
    '识别,叫法,归谁,东,北',
    lamp(1, '一号灯'),
    lamp(1, '又是一号'),
    lamp(2, '二号灯').replace('street-lighting', 'nobody'),
  ];
  const first = await open(text.join('\n'));
  expect(first).toMatchObject({ rows: 3, fresh: 0, missing: ['code', 'name', 'ownerDepartment', 'lon', 'lat'] });
  expect(await window.call.importKeep({ leaveWrong: true })).toMatchObject({ ok: false, reason: 'import-unready' });
  for (const [column, field] of ['code', 'name', 'ownerDepartment', 'lon', 'lat'].entries())
    await step({ do: 'map', column, field });
  const judged = await step({ do: 'crs', crs: { system: 'wgs84' } });
  expect(judged).toMatchObject({ missing: [], fresh: 1, replacing: 0, wrong: 2 });
  expect(judged?.wrongRows.map(({ n, troubles }) => [n, troubles[0]?.reason])).toEqual([
    [1, 'twice'],
    [2, 'no-department'],
  ]);
  expect(await window.call.importKeep({ leaveWrong: false })).toMatchObject({ ok: false, reason: 'import-wrong' });
  void window.call.importStep({ do: 'correct', row: 1, column: 0, text: '9901010203900003' });
  // What is corrected just before the sending is among what is sent.
  expect(await window.call.importKeep({ leaveWrong: true })).toMatchObject({ ok: true, value: { rows: 2 } });
  expect(await step({ do: 'correct', row: 2, column: 2, text: '路灯管理所' })).toMatchObject({ fresh: 3, wrong: 0 });
});

test('[ST271] sent alone it waits here, and leaves with its rows before it when the centre is back', async () => {
  await endProcess(gateway.process, 'SIGKILL');
  await until('the desk is alone', () => !isLive(station));
  const kept = await window.call.importKeep({ leaveWrong: false });
  if (!kept.ok) throw new Error(kept.reason);
  const batchId = uuidv7();
  const act = { id: uuidv7(), kind: 'import.apply', entityId: batchId, payload: kept.value } as const;
  expect(await window.call.act(act)).toMatchObject({ ok: true });
  expect(await batches()).toMatchObject([{ id: batchId, rows: 3, waiting: true, fileName: 'lamps.csv' }]);
  expect(readdirSync(join(home(), 'media'))).toContain(`${kept.value.file.id}.out`);
  gateway = await startGateway(`${scratch.path}/gateway`, gateway.port);
  await until('the batch is at the centre', async () => (await batches())[0]?.waiting === false);
  expect(await batches()).toMatchObject([{ id: batchId, rows: 3, replaced: 0, state: 'applied', waiting: false }]);
  // Nobody needs the rows here again.
  expect(readdirSync(join(home(), 'media')).filter((name) => name.startsWith(kept.value.file.id))).toEqual([]);
  expect(await window.read('component.get', { code: '9901010203900003' })).toMatchObject({ name: '又是一号' });
});

test('[ST269] what was corrected is there again when the same file is opened anew, also after a restart, until it is sent', async () => {
  const text = ['编码,名称,权属部门,经度,纬度', lamp(5, '五号灯').replace('street-lighting', '路灯管锁')].join('\n');
  expect(await open(text)).toMatchObject({ wrong: 1 });
  expect(await step({ do: 'correct', row: 0, column: 2, text: '路灯管理所' })).toMatchObject({ wrong: 0 });
  await station.stop();
  ({ station, window } = await liveStation(home(), gateway.url));
  expect(await window.read('import.draft', {})).toBeNull();
  expect(await open(text)).toMatchObject({ wrong: 0, corrected: 1, fresh: 1 });
  await step({ do: 'drop' });
  expect(await open(text)).toMatchObject({ wrong: 1, corrected: 0 });
});

test('[ST272] the same headings are read as the last time, also after a restart, and others by their names', async () => {
  await step({ do: 'drop' });
  const again = await open(['识别,叫法,归谁,东,北', lamp(1, '一号灯'), lamp(7, '七号灯')].join('\n'));
  expect(again).toMatchObject({ mapping: ['code', 'name', 'ownerDepartment', 'lon', 'lat'], fresh: 1, replacing: 1 });
  expect(await open(`编码,名称,权属部门,经度,纬度,联系电话\n${lamp(8, '八号灯')},110`)).toMatchObject({
    mapping: ['code', 'name', 'ownerDepartment', 'lon', 'lat', null],
    fresh: 1,
  });
  expect(await step({ do: 'drop' })).toBeNull();
  expect(await window.call.importStep({ do: 'crs', crs: { system: 'wgs84' } })).toMatchObject({
    ok: false,
    code: 'gone',
  });
});

test('[ST267] a file that cannot be read is said to be so, and the desk goes on', async () => {
  const bytes = new Uint8Array(Buffer.from('no workbook'));
  const draft = await step({ do: 'open', kind: 'grid', files: [{ name: 'a.xlsx', bytes }] });
  expect(draft).toMatchObject({ failure: 'broken-xlsx', reading: false, rows: 0 });
  expect(station.status().link.state).toBe('online');
});
