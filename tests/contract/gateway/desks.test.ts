import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASE_POLICY, MOST_SAVED_QUEUES, MOST_WATCHED } from '#shared/protocol/desks.ts';
import { type Client, newId, openConsole, openRaw, post, signIn, A_CASE } from './clients.ts';
import { startClockedCentre } from './clockedCentre.ts';

const NOON = Date.UTC(2026, 5, 1, 4);
const MINUTE = 60_000;

let centre: Awaited<ReturnType<typeof startClockedCentre>>;
let intake: Client;
let lead: Client;
let dispatcher: Client;

beforeAll(async () => {
  centre = await startClockedCentre(NOON);
  [intake, lead, dispatcher] = [
    await openConsole(centre.url(), 'intake'),
    await openConsole(centre.url(), 'lead'),
    await openConsole(centre.url(), 'dispatcher'),
  ];
});
afterAll(async () => {
  for (const desk of [intake, lead, dispatcher]) desk.close();
  await centre.close();
});

async function aCase(): Promise<string> {
  const id = newId();
  expect((await intake.op('case.create', A_CASE, { entityId: id })).ok).toBe(true);
  return id;
}
async function rowsOf<T>(entity: string): Promise<T[]> {
  const { rows } = await lead.ask('snapshot', { entity, limit: 500 });
  return (rows as { value: T }[]).map(({ value }) => value);
}
const settingOf = async (key: string) =>
  (await rowsOf<{ key: string; value: unknown }>('setting')).find((row) => row.key === key)?.value;
interface ClaimRow {
  id: string;
  by: { id: string };
  consoleId: string;
  until: number;
}

describe('[GW161] a claim', () => {
  it('is one operator’s until it is stale, given up, or taken over knowingly', async () => {
    const [one, two] = [await aCase(), await aCase()];
    const taken = await intake.op('claim.take', { caseIds: [one, two] });
    expect(taken).toMatchObject({ ok: true, result: { caseIds: [one, two], until: centre.clock.at + 10 * MINUTE } });
    expect(await lead.op('claim.take', { caseIds: [two] })).toMatchObject({
      code: 'conflict',
      message: '受理员正在处理此案件',
      current: { id: two, by: { id: 'intake' }, consoleId: 'test-intake' },
    });
    expect((await lead.op('claim.take', { caseIds: [two], over: true })).ok).toBe(true);
    expect(await intake.op('claim.keep', { caseIds: [one, two] })).toMatchObject({
      ok: true,
      result: { caseIds: [one], lost: [two] },
    });
    expect((await intake.op('claim.release', { caseIds: [one, two] })).result).toEqual({ caseIds: [one] });
    expect((await rowsOf<ClaimRow>('claim')).map(({ id, by }) => [id, by.id])).toEqual([[two, 'lead']]);
    centre.clock.at += 11 * MINUTE;
    expect((await intake.op('claim.take', { caseIds: [two] })).ok).toBe(true);
    expect(await intake.op('claim.take', { caseIds: [newId()] })).toMatchObject({ code: 'not-found' });
  });

  it('takes all of several or none, and lasts as long as the policy says', async () => {
    const [one, two] = [await aCase(), await aCase()];
    await lead.op('case-policy.set', { policy: { ...CASE_POLICY, claimMinutes: 3 } });
    await dispatcher.op('claim.take', { caseIds: [one] });
    expect((await intake.op('claim.take', { caseIds: [two, one] })).code).toBe('conflict');
    const claims = await rowsOf<ClaimRow>('claim');
    expect(claims.find(({ id }) => id === two)).toBeUndefined();
    expect(claims.find(({ id }) => id === one)?.until).toBe(centre.clock.at + 3 * MINUTE);
  });

  it('ends when its operator signs out, and is forgotten half an hour after it was stale', async () => {
    const [one, two] = [await aCase(), await aCase()];
    const { accessToken } = await signIn(centre.url(), 'supervisor');
    const desk = openRaw(centre.url(), '/console', { protocol: 1, token: accessToken, consoleId: 'desk-7' });
    await desk.hears('welcome');
    expect((await desk.op('claim.take', { caseIds: [one] })).ok).toBe(true);
    expect((await dispatcher.op('claim.take', { caseIds: [two] })).ok).toBe(true);
    const ids = async () => (await rowsOf<ClaimRow>('claim')).map(({ id }) => id);
    expect(await ids()).toEqual(expect.arrayContaining([one, two]));
    expect((await post(centre.url(), '/auth/logout', {}, accessToken)).status).toBe(200);
    await expect.poll(ids).not.toContain(one);
    expect(await ids()).toContain(two);
    centre.clock.at += 40 * MINUTE;
    await expect.poll(ids, { timeout: 20_000 }).not.toContain(two);
  });
});

interface SeatRow {
  id: string;
  user: { id: string };
}
describe('[GW162] a seat', () => {
  const seats = async () => (await rowsOf<SeatRow>('seat')).map(({ id, user }) => `${id} ${user.id}`);

  it('is there while a desk is linked, once for two connections of it, and never after a restart', async () => {
    const { accessToken: token } = await signIn(centre.url(), 'verifier');
    const link = async () => {
      const client = openRaw(centre.url(), '/console', { protocol: 1, token, consoleId: 'desk-9' });
      await client.hears('welcome');
      return client;
    };
    const [one, two] = [await link(), await link()];
    await expect.poll(seats).toEqual(expect.arrayContaining(['desk-9 verifier', 'test-lead lead']));
    one.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await seats()).toContain('desk-9 verifier');
    two.close();
    await expect.poll(seats).not.toContain('desk-9 verifier');
    for (const desk of [intake, lead, dispatcher]) desk.close();
    await centre.restart();
    lead = await openConsole(centre.url(), 'lead');
    await expect.poll(seats).toEqual(['test-lead lead']);
    intake = await openConsole(centre.url(), 'intake');
    dispatcher = await openConsole(centre.url(), 'dispatcher');
  });
});

describe('[GW163] what an operator keeps to work by', () => {
  it('is their own: watched cases, the newest of which stay', async () => {
    const ids = Array.from({ length: MOST_WATCHED + 10 }, newId);
    for (let at = 0; at < ids.length; at += 200) {
      expect((await intake.op('watch.set', { caseIds: ids.slice(at, at + 200), on: true })).ok).toBe(true);
    }
    expect(await settingOf('watched:intake')).toEqual(ids.slice(10));
    await intake.op('watch.set', { caseIds: ids.slice(20, 220), on: false });
    expect(await settingOf('watched:intake')).toEqual([...ids.slice(10, 20), ...ids.slice(220)]);
    expect(await settingOf('watched:lead')).toBeUndefined();
  });

  it('is their own: queues by name, so many and no more', async () => {
    const queue = { id: newId(), name: '黄灯', queue: 'dispatch', filter: { light: 'yellow' }, shared: true };
    expect((await intake.op('queue.save', { queue })).ok).toBe(true);
    expect((await intake.op('queue.save', { queue: { ...queue, name: '黄灯和红灯' } })).ok).toBe(true);
    expect(await settingOf('saved-queues:intake')).toEqual([{ ...queue, name: '黄灯和红灯' }]);
    const again = { ...queue, id: newId(), name: '黄灯和红灯' };
    expect(await intake.op('queue.save', { queue: again })).toMatchObject({ code: 'conflict' });
    expect(await lead.op('queue.delete', { queueId: queue.id })).toMatchObject({ code: 'not-found' });
    const large = { ...queue, id: newId(), name: '大', filter: { text: '字'.repeat(9000) } };
    expect(await intake.op('queue.save', { queue: large })).toMatchObject({ code: 'invalid' });
    for (let n = 1; n < MOST_SAVED_QUEUES; n += 1)
      await intake.op('queue.save', { queue: { ...queue, id: newId(), name: `队列 ${n}` } });
    expect(await intake.op('queue.save', { queue: { ...queue, id: newId(), name: '多一个' } })).toMatchObject({
      code: 'invalid',
    });
    expect((await intake.op('queue.delete', { queueId: queue.id })).ok).toBe(true);
  });

  it('is the centre’s: words for replies, and the policy of cases', async () => {
    const template = { id: newId(), name: '已派员', actions: [], states: [], text: '已派员前往。' };
    expect((await lead.op('reply-template.save', { template })).ok).toBe(true);
    const twin = { ...template, id: newId() };
    expect(await lead.op('reply-template.save', { template: twin })).toMatchObject({ code: 'conflict' });
    expect(await settingOf('reply-templates')).toEqual(expect.arrayContaining([template]));
    expect((await intake.op('reply-template.delete', { templateId: template.id })).ok).toBe(true);
    expect(await intake.op('reply-template.delete', { templateId: template.id })).toMatchObject({ code: 'not-found' });
    expect(await intake.op('case-policy.set', { policy: CASE_POLICY })).toMatchObject({ code: 'forbidden' });
  });
});
