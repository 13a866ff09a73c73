import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseEvent } from '#shared/domain/case.ts';
import { verifyChain } from '#shared/domain/chain.ts';
import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import { createLogger } from '../../../gateway/logger.ts';
import { startGateway as startHere } from '../../../gateway/server.ts';
import { freshFolder, type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { findPlanted } from '../../support/planted.ts';
import { CENTRE, type Client, newId, openConsole } from './clients.ts';

let gateway: Gateway;
let intake: Client;
let lead: Client;

beforeAll(async () => {
  gateway = await startGateway();
  intake = await openConsole(gateway.url, 'intake');
  lead = await openConsole(gateway.url, 'lead');
});
afterAll(async () => {
  intake.close();
  lead.close();
  await gateway.end();
  removeFolder(gateway.data);
});

const words = {
  name: '欧阳不存在',
  phone: '13900001234',
  text: '住在三楼的欧阳先生独居且行动不便',
  note: '欧阳先生的女儿在外地工作',
  reason: '欧阳先生来电催办需回访',
};

async function personalCase(desk = intake): Promise<string> {
  const entityId = newId();
  const told = {
    categoryCode: '010101',
    title: '井盖破损',
    source: 'hotline',
    address: '云锦路 1 号',
    ...CENTRE,
  } as const;
  const contact = { name: words.name, phone: words.phone };
  const payload = { ...told, text: words.text, personal: true, contact };
  expect((await desk.op('case.create', payload, { entityId })).ok).toBe(true);
  expect((await desk.op('case.annotate', { note: words.note, personal: true }, { entityId })).ok).toBe(true);
  return entityId;
}

describe('what is marked personal', () => {
  it('[GW64] shows as a stand-in in the case, its history and every console, over which the chain holds', async () => {
    const id = await personalCase();
    const { rows: cases } = await lead.ask('query', { kind: 'cases', text: '井盖破损' });
    expect((cases as { id: string }[]).find((row) => row.id === id)).toMatchObject({
      text: PERSONAL_STAND_IN,
      contact: { name: '欧****', phone: '139****1234' },
    });
    const { rows } = await lead.ask('query', { kind: 'case-events', caseId: id });
    const events = rows as CaseEvent[];
    expect(events).toMatchObject([
      { action: 'report', detail: { text: PERSONAL_STAND_IN, personal: true } },
      { action: 'annotate', note: PERSONAL_STAND_IN, detail: { personal: true } },
    ]);
    expect(verifyChain(events).ok).toBe(true);
  });

  it('[GW36][GW65] is told after a reason; the same op again is told the same, and stands once in the audit', async () => {
    const entityId = await personalCase();
    const ask = { entityId, id: newId() };
    const first = await intake.op('contact.reveal', { reason: words.reason }, ask);
    expect(first.result).toMatchObject({ caseId: entityId, contact: { name: words.name, phone: words.phone } });
    expect((first.result as { texts: { text: string }[] }).texts.map(({ text }) => text)).toEqual([
      words.text,
      words.note,
    ]);
    expect(await intake.op('contact.reveal', { reason: words.reason }, ask)).toEqual(first);
    const audit = { kind: 'audit', audit: { kind: 'contact.reveal', subject: entityId } };
    expect((await lead.ask('query', audit)).rows).toHaveLength(1);
    expect(await lead.op('contact.reveal', { reason: words.reason }, ask)).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });

  it('[GW65] is told again to the same op for half an hour, then refused in words; asked anew it is another look', async () => {
    let ahead = 0;
    const folder = freshFolder('reveal');
    const centre = await startHere({
      ...{ host: '127.0.0.1', port: 0, dataFolder: folder, demo: true, log: createLogger('silent') },
      ...{ districtFolder: resolve(import.meta.dirname, '../../../resources/district'), now: () => Date.now() + ahead },
    });
    const desk = await openConsole(`http://127.0.0.1:${centre.port}`, 'intake');
    const entityId = await personalCase(desk);
    const ask = { entityId, id: newId() };
    const first = await desk.op('contact.reveal', { reason: words.reason }, ask);
    ahead = 29 * 60_000;
    expect(await desk.op('contact.reveal', { reason: words.reason }, ask)).toEqual(first);
    ahead = 30 * 60_000;
    expect(await desk.op('contact.reveal', { reason: words.reason }, ask)).toMatchObject({
      ok: false,
      code: 'gone',
      message: expect.stringContaining('请重新查看'),
    });
    expect(await desk.op('contact.reveal', { reason: words.reason }, { entityId })).toMatchObject({
      ok: true,
      result: { contact: { phone: words.phone } },
    });
    desk.close();
    await centre.close();
    removeFolder(folder);
  });

  it('[GW191] of several cases is told for a file with one reason, each a line of the audit; the same op again is no other look', async () => {
    const [first, second] = [await personalCase(), await personalCase()];
    const bare = newId();
    const told = {
      categoryCode: '010101',
      title: '井盖破损',
      text: '',
      source: 'hotline',
      address: '',
      ...CENTRE,
    } as const;
    expect((await intake.op('case.create', told, { entityId: bare })).ok).toBe(true);
    const ask = { id: newId() };
    const payload = { caseIds: [first, bare, second, first, newId()], reason: words.reason };
    const answer = await intake.op('contact.export', payload, ask);
    const contact = { name: words.name, phone: words.phone };
    expect(answer).toMatchObject({ ok: true });
    expect((answer.result as { contacts: unknown }).contacts).toEqual([
      { caseId: first, ...contact },
      { caseId: second, ...contact },
    ]);
    expect(await intake.op('contact.export', payload, ask)).toEqual(answer);
    for (const [subject, times] of [
      [first, 1],
      [second, 1],
      [bare, 0],
    ] as const) {
      const page = await lead.ask('query', { kind: 'audit', audit: { kind: 'contact.export', subject } });
      expect(page.rows).toHaveLength(times);
      if (times > 0) {
        const label = expect.stringContaining('井盖破损');
        expect(page.rows).toMatchObject([{ actor: { id: 'intake' }, subject: { label }, reason: words.reason }]);
      }
    }
    expect(await lead.op('contact.export', payload, ask)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('[GW191] is told for no file without a reason, to no role that may not look, and of 200 cases at most', async () => {
    const caseIds = [await personalCase()];
    expect(await intake.op('contact.export', { caseIds, reason: ' ' })).toMatchObject({ ok: false, code: 'invalid' });
    const many = Array.from({ length: 201 }, () => newId());
    expect(await intake.op('contact.export', { caseIds: many, reason: words.reason })).toMatchObject({
      ok: false,
      code: 'invalid',
    });
    const supervisor = await openConsole(gateway.url, 'supervisor');
    const refused = await supervisor.op('contact.export', { caseIds, reason: words.reason });
    supervisor.close();
    expect(refused).toMatchObject({ ok: false, code: 'forbidden' });
    expect(JSON.stringify(refused)).not.toContain(words.phone);
    const page = await lead.ask('query', { kind: 'audit', audit: { kind: 'contact.export', subject: caseIds[0] } });
    expect(page.rows).toEqual([]);
  });

  it('[GW66] is looked at in the audit by those who may, page by page, with who, when, which case and why', async () => {
    const entityId = await personalCase();
    for (let i = 0; i < 3; i += 1) await intake.op('contact.reveal', { reason: `${words.reason}${i}` }, { entityId });
    const query = { kind: 'audit', audit: { kind: 'contact.reveal', subject: entityId }, limit: 2 };
    expect(await intake.ask('query', query)).toMatchObject({ ok: false, code: 'forbidden' });
    const page = await lead.ask('query', query);
    expect(page.rows).toMatchObject([
      {
        actor: { id: 'intake' },
        subject: { id: entityId, label: expect.stringContaining('井盖破损') },
        reason: `${words.reason}2`,
      },
      { reason: `${words.reason}1` },
    ]);
    const rest = await lead.ask('query', { ...query, after: page.next });
    expect(rest).toMatchObject({ rows: [{ reason: `${words.reason}0` }] });
    expect(rest.next).toBeUndefined();
    const others = await lead.ask('query', { ...query, audit: { ...query.audit, actorId: 'lead' } });
    expect(others.rows).toEqual([]);
    const before = await lead.ask('query', { ...query, to: Date.now() - 3_600_000 });
    expect(before.rows).toEqual([]);
  });

  it('[GW17][GW67] lies in clear nowhere in the data folder', async () => {
    const entityId = await personalCase();
    await intake.op('contact.reveal', { reason: words.reason }, { entityId });
    await intake.op('contact.export', { caseIds: [entityId], reason: words.reason });
    expect(findPlanted([gateway.data], Object.values(words))).toEqual([]);
    expect(findPlanted([gateway.data], ['井盖破损'])).not.toEqual([]);
  });
});
