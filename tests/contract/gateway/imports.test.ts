import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importedCaseId } from '#shared/imports/caseId.ts';
import { IMPORT_MIME, type ImportKind } from '#shared/protocol/imports.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { type Answer, CENTRE, type Client, follow, newId, openConsole, signIn } from './clients.ts';

let gateway: Gateway;
let token: string;
let lead: Client;
const clients: Client[] = [];

async function consoleOf(name: string): Promise<Client> {
  const client = await openConsole(gateway.url, name);
  clients.push(client);
  return client;
}

beforeAll(async () => {
  gateway = await startGateway();
  token = (await signIn(gateway.url, 'lead')).accessToken;
  lead = await consoleOf('lead');
  await follow(lead);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await gateway.end();
  removeFolder(gateway.data);
});

async function upload(lines: readonly unknown[], bearer = token, mime = IMPORT_MIME) {
  const body = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  const file = { id: newId(), size: body.length, sha256: createHash('sha256').update(body).digest('hex') };
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': mime, 'x-sha256': file.sha256 };
  const answer = await fetch(`${gateway.url}/media/${file.id}`, { method: 'PUT', headers, body: new Uint8Array(body) });
  return { file, status: answer.status };
}

async function apply(kind: ImportKind, lines: readonly unknown[], more: { entityId?: string; id?: string } = {}) {
  const { file } = await upload(lines);
  const entityId = more.entityId ?? newId();
  const payload = { kind, fileName: '部件.csv', file, rows: lines.length };
  return {
    batchId: entityId,
    payload,
    answer: await lead.op('import.apply', payload, { id: newId(), ...more, entityId }),
  };
}

/** One row of an entity as a console gets it. */
async function rowOf(entity: string, id: string): Promise<Record<string, unknown> | undefined> {
  const page = await lead.ask('snapshot', { entity, after: id.slice(0, -1), limit: 50 });
  const rows = page.rows as { id: string; value: Record<string, unknown> }[];
  return rows.find((row) => row.id === id)?.value;
}

async function endOfLog(): Promise<number> {
  return Number((await lead.ask('snapshot', { entity: 'setting', limit: 1 })).seq);
}

const component = (serial: number, fields: Record<string, unknown> = {}) => ({
  code: `99010102039${String(serial).padStart(5, '0')}`,
  name: `云锦路${serial}号路灯`,
  ownerDepartment: 'street-lighting',
  ...CENTRE,
  ...fields,
});
const caseRow = (n: number, fields: Record<string, unknown> = {}) => ({
  id: importedCaseId(['test', String(n)]),
  categoryCode: '010101',
  title: `旧系统案件 ${n}`,
  text: '',
  reportedAt: Date.UTC(2026, 2, 2),
  ...CENTRE,
  address: '云锦路 1 号',
  ...fields,
});
const messageOf = (answer: Answer) => String(answer.message);

describe('import', () => {
  it('[GW184] takes a file of rows only from who may import, and gives it to nobody', async () => {
    const worker = (await signIn(gateway.url, 'w00001')).accessToken;
    const intake = (await signIn(gateway.url, 'intake')).accessToken;
    expect((await upload([component(1)], worker)).status).toBe(403);
    expect((await upload([component(1)], intake)).status).toBe(403);
    expect((await upload([component(1)], token, 'application/json')).status).toBe(400);
    const { file, status } = await upload([component(1)]);
    expect(status).toBe(200);
    const read = await fetch(`${gateway.url}/media/${file.id}`, { headers: { authorization: `Bearer ${token}` } });
    expect(read.status).toBe(404);
    const other = await consoleOf('intake');
    const refused = await other.op(
      'import.apply',
      { kind: 'component', fileName: 'a.csv', file, rows: 1 },
      { entityId: newId() },
    );
    expect(refused).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('[GW185] takes all rows of a batch in one step, finds their grids, and says what was replaced', async () => {
    const { answer, batchId } = await apply('component', [component(10), component(11)]);
    expect(answer).toMatchObject({ ok: true, result: { batchId, rows: 2, replaced: 0 } });
    const stored = await rowOf('component', component(10).code);
    expect(stored).toMatchObject({ version: 1, name: '云锦路10号路灯', gridCode: expect.stringMatching(/^\d{14}$/) });
    const again = await apply('component', [component(10, { name: '云锦路10号双头路灯' }), component(12)]);
    expect(again.answer).toMatchObject({ ok: true, result: { rows: 2, replaced: 1 } });
    expect(await rowOf('component', component(10).code)).toMatchObject({ version: 2, name: '云锦路10号双头路灯' });
    expect(await rowOf('import-batch', batchId)).toMatchObject({ state: 'applied', rows: 2, by: { id: 'lead' } });
    await lead.hears<{ changes: { id: string }[] }>('delta', ({ changes }) =>
      changes.some(({ id }) => id === component(12).code),
    );
  });

  it('[GW186] leaves everything as it was when one row is wrong, and says which and why', async () => {
    const before = await endOfLog();
    const lines = [
      component(20),
      component(21, { ownerDepartment: 'nobody' }),
      component(20),
      component(22, { lon: 2 }),
    ];
    const { answer } = await apply('component', lines);
    expect(answer).toMatchObject({ ok: false, code: 'invalid' });
    expect(messageOf(answer)).toContain('3 行有误');
    expect(messageOf(answer)).toContain('第 2 行 没有这个部门（nobody）');
    expect(messageOf(answer)).toContain('第 3 行 文件内重复');
    expect(messageOf(answer)).toContain('第 4 行 位置不在本区附近');
    expect(messageOf((await apply('component', [component(20), { ...component(21), code: '12' }])).answer)).toContain(
      '第 2 行不符合要求（code）',
    );
    const { file } = await upload([component(20)]);
    const short = await lead.op(
      'import.apply',
      { kind: 'component', fileName: 'a.csv', file, rows: 2 },
      { entityId: newId() },
    );
    expect(messageOf(short)).toContain('只有 1 行');
    expect(await rowOf('component', component(20).code)).toBeUndefined();
    expect(await endOfLog()).toBe(before);
  });

  it('[GW187] answers the same op again alike, and takes no batch twice', async () => {
    const id = newId();
    const { answer, payload, batchId } = await apply('department', [{ code: 'lake', zh: '湖泊管理站' }], { id });
    expect(answer).toMatchObject({ ok: true });
    expect(await lead.op('import.apply', payload, { entityId: batchId, id })).toEqual(answer);
    expect(await lead.op('import.apply', payload, { entityId: batchId })).toMatchObject({
      ok: false,
      code: 'conflict',
    });
    expect(await rowOf('department', 'lake')).toEqual({ code: 'lake', version: 1, zh: '湖泊管理站', en: '湖泊管理站' });
  });

  it('[GW188] makes cases of rows as of any report, and cancels them when the batch is taken back', async () => {
    const { answer, batchId } = await apply('case', [caseRow(1), caseRow(2)]);
    expect(answer).toMatchObject({ ok: true, result: { rows: 2, replaced: 0 } });
    expect(await rowOf('case', caseRow(1).id)).toMatchObject({
      state: 'reported',
      source: 'import',
      number: expect.stringMatching(/^\d{25}$/),
    });
    expect(messageOf((await apply('case', [caseRow(2), caseRow(3)])).answer)).toContain('已经导入过');
    expect(await lead.op('import.undo', { batchId })).toMatchObject({ ok: true, result: { rows: 2 } });
    expect(await rowOf('case', caseRow(1).id)).toMatchObject({ state: 'cancelled', version: 2 });
    expect(await lead.op('import.undo', { batchId })).toMatchObject({ ok: false, code: 'conflict' });
  });

  it('[GW189] puts back what a batch replaced and takes away what it brought, batch behind batch', async () => {
    const { code } = component(10);
    const first = await apply('component', [component(10, { name: '甲' }), component(30)]);
    const second = await apply('component', [component(10, { name: '乙' })]);
    const early = await lead.op('import.undo', { batchId: first.batchId });
    expect(early).toMatchObject({ ok: false, code: 'conflict' });
    expect(messageOf(early)).toContain(`乙 ${code}`);
    expect(await lead.op('import.undo', { batchId: second.batchId })).toMatchObject({ ok: true });
    expect(await rowOf('component', code)).toMatchObject({ name: '甲' });
    expect(await lead.op('import.undo', { batchId: first.batchId })).toMatchObject({ ok: true });
    expect(await rowOf('component', code)).toMatchObject({ name: '云锦路10号双头路灯' });
    expect(await rowOf('component', component(30).code)).toBeUndefined();
    expect(await rowOf('import-batch', first.batchId)).toMatchObject({ state: 'undone', undone: { byId: 'lead' } });
  });

  it('[GW189] refuses to take back what changed or is used since, by name', async () => {
    const touched = await apply('case', [caseRow(10)]);
    await lead.op('case.accept', {}, { entityId: caseRow(10).id });
    const { number } = (await rowOf('case', caseRow(10).id)) ?? {};
    expect(messageOf(await lead.op('import.undo', { batchId: touched.batchId }))).toContain(String(number));

    const department = await apply('department', [{ code: 'bridge', zh: '桥梁所' }]);
    await apply('component', [component(40, { ownerDepartment: 'bridge' })]);
    const used = await lead.op('import.undo', { batchId: department.batchId });
    expect(used).toMatchObject({ ok: false, code: 'conflict' });
    expect(messageOf(used)).toContain(component(40).code);
    expect(await rowOf('department', 'bridge')).toMatchObject({ zh: '桥梁所' });
  });

  it('[GW185] draws a grid anew, numbers new workers, and keeps what was imported through a restart', async () => {
    const [lon, lat] = [CENTRE.lon, CENTRE.lat];
    const square = [
      [lon - 0.0002, lat - 0.0002],
      [lon + 0.0002, lat - 0.0002],
      [lon + 0.0002, lat + 0.0002],
      [lon - 0.0002, lat + 0.0002],
      [lon - 0.0002, lat - 0.0002],
    ];
    const grids = [
      { code: '990101099001', name: '新建社区' },
      { code: '99010109900101', name: '新建社区第1网格', rings: [square] },
    ];
    const orphan = await apply('grid', grids);
    expect(messageOf(orphan.answer)).toContain('上级网格不存在');
    expect((await apply('grid', [{ code: '990101099', name: '新建街道' }, ...grids])).answer).toMatchObject({
      ok: true,
    });
    const worker = { id: 'n00001', name: '新员工', role: 'grid-worker', teamId: 'team-1', gridCode: '99010109900101' };
    expect((await apply('worker', [worker])).answer).toMatchObject({ ok: true });
    const { index } = (await rowOf('worker', 'n00001')) ?? {};
    expect(Number(index)).toBeGreaterThan(0);
    const { version } = (await rowOf('worker', 'w00001')) ?? {};
    await apply('worker', [{ ...worker, id: 'w00001', name: '改名' }]);
    const { port, data } = gateway;
    lead.close();
    await gateway.end();
    gateway = await startGateway({ port, data });
    lead = await consoleOf('lead');
    expect(await rowOf('worker', 'w00001')).toMatchObject({ name: '改名', version: Number(version) + 1, index: 0 });
    expect(await rowOf('worker', 'n00001')).toMatchObject({ index });
    const created = newId();
    const told = { categoryCode: '010101', title: '井盖破损', text: '', source: 'hotline', address: '', ...CENTRE };
    await lead.op('case.create', told as never, { entityId: created });
    expect(await rowOf('case', created)).toMatchObject({ gridCode: '99010109900101' });
  });
});
