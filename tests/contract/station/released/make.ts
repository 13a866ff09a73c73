/**
 * Writes `<version>.sql` beside itself: the database of this very code after a desk has used every table of it. Run once
 * at each release, from the release's own tree, and keep the file: `migrations.test.ts` opens every one that lies here.
 *
 *     node_modules/.bin/node tests/contract/station/released/make.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import type { Case } from '#shared/domain/case.ts';
import { sealEvent } from '#shared/domain/chain.ts';
import type { EntityName } from '#shared/protocol/entities.ts';
import { dumpDatabase } from '../../../support/sqlDump.ts';
import { actOn, openCaseAt } from '../cases.ts';
import { aCase, type FakeGateway, putOf, startFakeGateway } from '../fakeGateway.ts';
import { liveStation, scratchFolder, type TestWindow, until } from '../harness.ts';

const GRID = '99010100100101';
const clerk = { id: 'lead', name: '值班长', kind: 'operator' } as const;
const TITLES = [
  '井盖破损',
  '路灯不亮',
  '占道经营',
  '乱扔垃圾',
  '树木倒伏',
  '噪音扰民',
  '水管爆裂',
  '违规广告',
  '电线垂落',
];

const scratch = scratchFolder();
const fake = await startFakeGateway();
const cases = TITLES.map((title, i) =>
  aCase({ title, number: `990101001202611${27 + i}00001`, address: `建设路 ${i} 号` }),
);
fillCentre(fake, cases);
const { station, window } = await liveStation(scratch.path, fake.url);
await newEpoch(fake);
await raiseAlarms(fake, window);
await act(fake, window, cases);
await station.stop();
await fake.close();

const db = new Database(join(scratch.path, 'station.db'));
// As an outright kill leaves them: one on its way, one still held for a possible undo.
db.exec(`UPDATE outbox SET state = 'sending' WHERE kind = 'case.annotate' AND state = 'waiting';
         UPDATE outbox SET hold_until = at + 5000 WHERE kind = 'command.issue';`);
const version = String(db.pragma('user_version', { simple: true }));
writeFileSync(join(import.meta.dirname, `${version}.sql`), dumpDatabase(db));
db.close();
scratch.remove();
// The driver keeps a timer of the station's log alive.
process.exit();

/** What the centre has: a row or more of every entity, each case with two lines of history. */
function fillCentre(centre: FakeGateway, rows: readonly Case[]): void {
  const at = Date.now();
  const set = (entity: EntityName, values: object[]): void => {
    const idOf = (value: object): string => {
      const { id, code, key } = value as { id?: string; code?: string; key?: string };
      return id ?? code ?? key ?? '';
    };
    centre.snapshots.set(
      entity,
      values.map((value) => ({ id: idOf(value), version: 1, value })),
    );
  };
  const commandId = uuidv7();
  const shiftId = uuidv7();
  set('case', [...rows]);
  set('case-event', rows.flatMap(historyOf));
  set('command', [
    {
      ...{ id: commandId, version: 1, kind: 'check', priority: 'urgent', title: '现场核实', text: '请核实井盖。' },
      ...{ issuedAt: at, requires: 'read', caseId: rows[0]?.id, issuedBy: clerk, workerIds: ['w00001'] },
      ...{ state: 'open', cancelReason: null },
    },
  ]);
  set('receipt', [
    {
      ...{ id: `${commandId}:w00001:read`, version: 1, commandId, workerId: 'w00001', state: 'read', at },
      ...{ terminalAt: at, note: '', media: [] },
    },
  ]);
  set('worker', [worker('w00001', '王芳', 0), worker('w00002', '李强', 1)]);
  set('grid', [
    { code: '990101001', version: 1, parent: null, tier: 'street', name: '滨江街道' },
    { code: '990101001001', version: 1, parent: '990101001', tier: 'community', name: '建设社区' },
    { code: GRID, version: 1, parent: '990101001001', tier: 'unit', name: '第一网格' },
  ]);
  const place = { lon: 121.46, lat: 31.195, gridCode: GRID };
  set('component', [{ code: '9901010101000001', version: 1, name: '雨水井盖', ownerDepartment: 'd1', ...place }]);
  set('department', [{ code: 'd1', version: 1, zh: '市政管理所', en: 'Municipal works' }]);
  set('category', [category()]);
  set('channel', [{ id: 'ch1', version: 1, name: '值班频道', priority: 1, gridCode: null }]);
  set('transmission', [
    { id: uuidv7(), version: 1, channelId: 'ch1', talker: clerk, startedAt: at, endedAt: at + 4000, mediaId: null },
  ]);
  set('video-source', [{ id: 'cam1', version: 1, name: '路口一', kind: 'camera', ...place, streams: [] }]);
  set('shift', [{ id: shiftId, version: 1, leadId: 'lead', leadName: '值班长', openedAt: at, closedAt: null }]);
  set('shift-note', [{ id: uuidv7(), version: 1, shiftId, actor: clerk, at, text: '早班已接' }]);
  set('setting', [{ key: 'centre-name', version: 1, value: '滨江街道指挥中心' }]);
}

function worker(id: string, name: string, index: number): object {
  return {
    ...{ id, version: 1, index, name, role: 'grid-worker', teamId: 't1', gridCode: GRID },
    ...{ onDuty: true, dutySince: Date.now() },
  };
}

function category(): object {
  const limit = { value: 2, unit: 'working-hour' };
  return {
    ...{ code: 'c1', version: 1, catalogueVersion: '1', groupCode: 'g1', groupZh: '市容环境', groupEn: 'Appearance' },
    ...{ classCode: 'k1', classZh: '问题隐患', classEn: 'Hazards', zh: '井盖', en: 'Manhole', synonyms: ['窨井'] },
    ...{ pinyin: 'jinggai', departmentCode: 'd1', urgency: 'normal', icon: 'manhole' },
    limits: { accept: limit, dispatch: limit, handle: limit, verify: limit },
  };
}

function historyOf(row: Case): object[] {
  const line = { caseId: row.id, actor: clerk, at: row.reportedAt, deskAt: row.reportedAt, media: [], detail: {} };
  const first = sealEvent({ ...line, action: 'report', from: null, to: 'reported', note: '' }, uuidv7(), null);
  const note = {
    ...line,
    action: 'annotate',
    from: 'reported',
    to: 'reported',
    note: `${row.title}，已电话了解`,
  } as const;
  return [first, sealEvent(note, uuidv7(), first)];
}

/** The centre's log is replaced: the cache is rebuilt in its other set, and the first one stays filled behind it. */
async function newEpoch(centre: FakeGateway): Promise<void> {
  centre.epoch = 'epoch-2';
  const snapshots = (): number => centre.heard.filter(({ event }) => event === 'snapshot').length;
  const before = snapshots();
  for (const socket of centre.sockets) socket.disconnect(true);
  await until('the cache is rebuilt', () => snapshots() > before && station.status().sync.state === 'live');
}

async function raiseAlarms(centre: FakeGateway, at: TestWindow): Promise<void> {
  const critical = aCase({ title: '燃气泄漏', urgency: 'critical' });
  await centre.push(putOf(critical));
  await centre.push(putOf(aCase({ title: '高坠伤人', urgency: 'critical' })));
  const [first] = await until('both alarm', async () => {
    const alarms = await at.read('alarm.list', {});
    return alarms.length === 2 ? alarms : null;
  });
  await at.call.acknowledge(first?.id ?? '');
}

/** Actions in every state an outbox row can have, and some that are through. */
async function act(centre: FakeGateway, at: TestWindow, rows: readonly Case[]): Promise<void> {
  const idOf = (n: number): string => rows[n]?.id ?? '';
  await actOn(at, 'case.annotate', idOf(0), { note: '已通知市政' });
  await until('it is through', async () => (await at.read('outbox.list', {})).length === 0);
  centre.answers.set('op', () => ({ ok: true, seq: 9_999_999, result: {} }));
  await actOn(at, 'case.accept', idOf(1), {});
  await until('it is acknowledged', async () => (await at.read('outbox.list', {})).length === 0);
  centre.answers.set('op', () => ({ ok: false, code: 'conflict', message: '案件已变化', current: rows[2] }));
  await actOn(at, 'case.accept', idOf(2), {});
  await until('it is a conflict', () => station.status().outbox.conflicts === 1);
  centre.answers.set('op', () => ({ ok: false, code: 'forbidden', message: '没有权限' }));
  await actOn(at, 'case.reject', idOf(3), { reason: '不属于本辖区' });
  await until('it is refused', () => station.status().outbox.refused === 1);
  centre.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  await actOn(at, 'case.accept', idOf(4), {});
  await until('it is tried', async () => (await at.read('outbox.list', {})).some((item) => item.attempts > 0));
  await actOn(at, 'case.annotate', idOf(5), { note: '居民再次来电' });
  const withdrawn = await actOn(at, 'case.dispatch', idOf(4), { departmentId: 'd1', workerIds: ['w00001'] });
  await at.call.undo(withdrawn);
  await actOn(at, 'case.dispatch', idOf(4), { departmentId: 'd1', workerIds: ['w00002'] });
  await openCaseAt(at, '下水道堵塞', { contact: { name: '张三', phone: '13800000000', note: '三楼' } });
  const command = {
    kind: 'order',
    priority: 'routine',
    title: '清运',
    text: '请清运垃圾。',
    requires: 'delivered',
  } as const;
  await actOn(at, 'command.issue', uuidv7(), {
    ...command,
    ...{ id: uuidv7(), issuedAt: Date.now(), recipients: { workers: ['w00001'] } },
  });
}
