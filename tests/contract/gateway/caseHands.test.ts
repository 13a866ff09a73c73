import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { foldFacts } from '#shared/domain/facts.ts';
import { statutoryCalendar } from '#shared/domain/calendar.ts';
import type { Category } from '#shared/protocol/entities.ts';
import { CASE_POLICY } from '#shared/protocol/desks.ts';
import type { Command } from '#shared/protocol/commands.ts';
import {
  aReport,
  CENTRE,
  type Client,
  newId,
  openConsole,
  openRaw,
  openTerminal,
  post,
  signIn,
  A_CASE,
} from './clients.ts';
import { startClockedCentre } from './clockedCentre.ts';

/** Monday noon in China */
const NOON = Date.UTC(2026, 5, 1, 4);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let centre: Awaited<ReturnType<typeof startClockedCentre>>;
const desks: Record<string, Client> = {};
const terminals: Record<string, Client> = {};
const WORKERS = ['w00401', 'w00402', 'w00403'] as const;

beforeAll(async () => {
  centre = await startClockedCentre(NOON);
  for (const name of ['lead', 'intake', 'dispatcher', 'verifier', 'supervisor']) {
    desks[name] = await openConsole(centre.url(), name);
  }
  for (const id of WORKERS) terminals[id] = await openTerminal(centre.url(), id);
});
afterAll(async () => {
  for (const client of [...Object.values(desks), ...Object.values(terminals)]) client.close();
  await centre.close();
});

function at(name: string): Client {
  const client = desks[name] ?? terminals[name];
  if (!client) throw new Error(`nobody called ${name}`);
  return client;
}
const now = () => centre.clock.at;
async function created(fields: object = {}): Promise<string> {
  const id = newId();
  const made = await at('intake').op('case.create', { ...A_CASE, ...fields }, { entityId: id });
  expect(made).toMatchObject({ ok: true });
  return id;
}
async function list<T>(entity: string): Promise<T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  do {
    const page = await at('lead').ask('snapshot', { entity, limit: 2000, ...(after && { after }) });
    rows.push(...(page.rows as { value: T }[]).map(({ value }) => value));
    after = page.next as string | undefined;
  } while (after);
  return rows;
}
async function row(id: string): Promise<Case> {
  const found = (await list<Case>('case')).find((one) => one.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
}
async function historyOf(caseId: string): Promise<CaseEvent[]> {
  return (await at('lead').ask('query', { kind: 'case-events', caseId })).rows as CaseEvent[];
}
const commandsOf = async (caseId: string) =>
  (await list<Command>('command')).filter((command) => command.caseId === caseId);
const heard = (worker: string, fits: (command: Command) => boolean) => at(worker).hears<Command>('command', fits);
const step = (worker: string, caseId: string, action: string) =>
  at(worker).ask('case:action', { id: newId(), caseId, action, at: now(), note: '现场已处理' });
const done = (worker: string, commandId: string, note?: string, state = 'done') =>
  at(worker).ask('receipt', { commandId, state, at: now(), note });

async function dispatched(workerIds: string[], departmentIds = ['urban-management']): Promise<string> {
  const id = await created();
  await at('intake').op('case.accept', {}, { entityId: id });
  const sent = await at('dispatcher').op('case.dispatch', { departmentIds, workerIds }, { entityId: id });
  expect(sent).toMatchObject({ ok: true });
  return id;
}

describe('[GW164] several hands on one case', () => {
  it('each have an order of their own, which ends when they are taken off, and end the handling together', async () => {
    const [one, two, three] = WORKERS;
    const entityId = await dispatched([one, two], ['urban-management', 'sanitation']);
    const assigned = await at('dispatcher').op('case.assign', { workerIds: [three, one] }, { entityId });
    expect(assigned).toMatchObject({ ok: true });
    const orders = await commandsOf(entityId);
    expect(orders.map(({ workerIds, state }) => [workerIds, state])).toEqual([
      [[one], 'open'],
      [[two], 'open'],
      [[three], 'open'],
    ]);
    const order = await heard(three, ({ caseId }) => caseId === entityId);
    const off = { assignee: { kind: 'worker', id: three }, reason: '另有任务' } as const;
    expect((await at('dispatcher').op('case.unassign', off, { entityId })).ok).toBe(true);
    expect(await at(three).hears('command:cancel', ({ id }: { id: string }) => id === order.id)).toBeTruthy();
    expect((await commandsOf(entityId)).map(({ state }) => state)).toEqual(['open', 'open', 'cancelled']);
    expect(await step(three, entityId, 'start')).toMatchObject({ ok: false, code: 'forbidden' });

    expect(await step(one, entityId, 'start')).toMatchObject({ state: 'handling' });
    expect(await step(one, entityId, 'report-back')).toMatchObject({ state: 'handling' });
    expect(await step(two, entityId, 'return')).toMatchObject({ state: 'handling' });
    expect((await commandsOf(entityId)).map(({ state }) => state)).toEqual(['open', 'cancelled', 'cancelled']);
    const last = { assigneeId: 'sanitation', note: '已清运' };
    expect(await at('dispatcher').op('case.report-back', last, { entityId })).toMatchObject({
      result: { state: 'reported-back' },
    });
    expect((await row(entityId)).assignments).toMatchObject([
      { id: 'urban-management', state: 'reported-back' },
      { id: 'sanitation', state: 'reported-back' },
      { id: one, state: 'reported-back' },
      { id: two, state: 'returned' },
    ]);
  });

  it('are people and departments that there are', async () => {
    const entityId = await dispatched([WORKERS[0]]);
    const assign = (payload: object) => at('dispatcher').op('case.assign', payload, { entityId });
    expect(await assign({ workerIds: ['w99999'] })).toMatchObject({ code: 'not-found' });
    expect(await assign({ departmentIds: ['nowhere'] })).toMatchObject({ code: 'not-found' });
    const to = { kind: 'department', id: 'nowhere' } as const;
    expect(await at('lead').op('case.supervise', { level: 1, to }, { entityId })).toMatchObject({ code: 'not-found' });
  });
});

describe('[GW172] settling on the spot', () => {
  const photo = () => ({ id: newId(), kind: 'photo', mime: 'image/jpeg', size: 9, sha256: 'b'.repeat(64) });
  const settle = (worker: string, caseId: string, media: object[]) =>
    at(worker).ask('case:action', { id: newId(), caseId, action: 'settle', at: now(), note: '已扶正', media });

  it('is for whoever reported it, with photos of before and after', async () => {
    const [one, two] = WORKERS;
    const report = aReport({ at: now(), media: [photo()] });
    expect((await at(one).ask('report', report)).ok).toBe(true);
    expect(await settle(two, report.id, [photo()])).toMatchObject({ reason: 'not-the-reporter' });
    expect(await settle(one, report.id, [])).toMatchObject({ code: 'invalid', reason: 'photos-missing' });
    expect(await settle(one, report.id, [photo()])).toEqual({ ok: true, state: 'reported-back' });
    expect(await row(report.id)).toMatchObject({
      workerIds: [one],
      assignments: [{ id: one, state: 'reported-back' }],
    });
    const sent = (workerId: string) =>
      at('dispatcher').op('case.send-to-verify', { workerId }, { entityId: report.id });
    expect(await sent(one)).toMatchObject({ reason: 'verifier-handled-it' });
    expect((await sent(two)).ok).toBe(true);
    const isRework = ({ caseId, kind, title }: Command) =>
      caseId === report.id && kind === 'order' && title.startsWith('返工');
    expect((await at('verifier').op('case.verify-fail', { reason: '又倒了' }, { entityId: report.id })).ok).toBe(true);
    expect(await heard(one, isRework)).toMatchObject({ kind: 'order' });
  });
});

describe('[GW165] a correction', () => {
  it('finds the grid of the new place, and measures by the limits of the right category', async () => {
    const entityId = await created({ lon: 121.47 });
    const before = await row(entityId);
    const categories = await list<Category>('category');
    const other = categories.find(
      ({ limits }) => limits.accept.value !== 2 || limits.accept.unit !== before.clock?.limit.unit,
    );
    const correct = (payload: object) => at('intake').op('case.correct', payload, { entityId });
    expect(await correct({ categoryCode: '999999' })).toMatchObject({ code: 'not-found' });
    expect(await correct({ componentCode: '1'.repeat(16) })).toMatchObject({ code: 'not-found' });
    expect(await correct({ lon: 10 })).toMatchObject({ code: 'invalid' });
    const payload = { lon: CENTRE.lon, gridCode: '00000000000000', categoryCode: other?.code, note: '听错了' };
    expect(await correct(payload)).toMatchObject({ ok: true });
    const after = await row(entityId);
    expect(after.gridCode).not.toBe(before.gridCode);
    expect((await row(await created())).gridCode).toBe(after.gridCode);
    expect(after).toMatchObject({ lon: CENTRE.lon, lat: before.lat, categoryCode: other?.code });
    expect(after.clock).toMatchObject({ startedAt: before.clock?.startedAt, limit: other?.limits.accept });
  });
});

describe('[GW166] a major incident', () => {
  it('is an open case that is part of none, and what is linked to it is found by it', async () => {
    const [major, part, other] = [await created(), await created(), await created()];
    const link = (entityId: string, majorId: string) => at('lead').op('case.link', { majorId }, { entityId });
    expect((await link(part, major)).ok).toBe(true);
    expect(await link(other, part)).toMatchObject({ code: 'conflict', current: { id: part } });
    expect(await link(major, other)).toMatchObject({ code: 'conflict' });
    expect(await link(other, newId())).toMatchObject({ code: 'not-found' });
    await at('lead').op('case.cancel', { reason: '误报' }, { entityId: major });
    expect(await link(other, major)).toMatchObject({ code: 'conflict' });
    expect((await at('lead').op('case.unlink', {}, { entityId: part })).ok).toBe(true);
    expect((await row(part)).majorId).toBeNull();
  });

  it('[GW8] and no case is merged into one that is merged itself', async () => {
    const [one, two, three] = [await created(), await created(), await created()];
    const merge = (entityId: string, intoId: string) => at('intake').op('case.merge', { intoId }, { entityId });
    expect((await merge(two, one)).ok).toBe(true);
    expect(await merge(three, two)).toMatchObject({ code: 'conflict' });
    expect((await at('intake').op('case.unmerge', { reason: '不是同一件' }, { entityId: two })).ok).toBe(true);
    expect(await row(two)).toMatchObject({ state: 'reported', mergedIntoId: null, clock: { startedAt: now() } });
    expect((await merge(three, two)).ok).toBe(true);
  });
});

describe('[GW9] what a terminal answers', () => {
  it('to a check is a line of the history, once, whatever it says afterwards', async () => {
    const [one, two] = WORKERS;
    const entityId = await created();
    await at('intake').op('case.order-check', { workerIds: [one, two] }, { entityId });
    expect((await row(entityId)).checkerIds).toEqual([one, two]);
    const isCheck = ({ caseId, kind }: Command) => caseId === entityId && kind === 'check';
    const [check, other] = [await heard(one, isCheck), await heard(two, isCheck)];
    expect(await done(one, check.id, '没有破损', 'failed')).toEqual({ ok: true });
    expect(await done(one, check.id, '没有破损', 'failed')).toEqual({ ok: true });
    expect(await done(one, check.id, '再看一遍')).toEqual({ ok: true });
    const lines = (await historyOf(entityId)).slice(2).map(({ action, note, detail }) => [action, note, detail.found]);
    expect(lines).toEqual([
      ['answer-check', '没有破损', false],
      ['annotate', '核实属实：再看一遍', undefined],
    ]);
    expect(await row(entityId)).toMatchObject({ checkerIds: [two], facts: { checkedAt: now() } });
    await at('intake').op('case.accept', {}, { entityId });
    expect(await at(two).hears('command:cancel', ({ id }: { id: string }) => id === other.id)).toBeTruthy();
  });

  it('[GW167] to a supervision is its reply: of whom it is for, the first who answers', async () => {
    const [one, two, three] = WORKERS;
    const entityId = await dispatched([one, two]);
    const dueAt = now() + HOUR;
    expect((await at('supervisor').op('case.supervise', { level: 2, dueAt, note: '群众关注' }, { entityId })).ok).toBe(
      true,
    );
    const isPush = ({ caseId, purpose }: Command) => caseId === entityId && purpose === 'supervision';
    const [push, other] = [await heard(one, isPush), await heard(two, isPush)];
    expect(push).toMatchObject({ kind: 'notice', requires: 'accepted', title: '二级督办：井盖破损' });
    expect(push.text).toContain('请于 6/1 13:00 前回复');
    expect(push.text).toContain('群众关注');
    await done(one, push.id);
    expect((await row(entityId)).supervision?.reply).toBeUndefined();
    expect(await at(one).ask('receipt', { commandId: push.id, state: 'failed', at: now(), note: '下午去' })).toEqual({
      ok: true,
    });
    expect((await row(entityId)).supervision?.reply).toBeUndefined();
    await done(two, other.id, '今日完成');
    expect((await row(entityId)).supervision?.reply).toMatchObject({ byId: two, text: '今日完成' });
    expect((await commandsOf(entityId)).filter(isPush).map(({ state }) => state)).toEqual(['cancelled', 'open']);

    const to = { kind: 'worker', id: three } as const;
    expect((await at('supervisor').op('case.supervise', { level: 3, to }, { entityId })).ok).toBe(true);
    const third = await heard(three, isPush);
    await done(three, third.id, '已协调');
    expect((await row(entityId)).supervision).toMatchObject({ level: 3, reply: { byId: three } });
    expect((await historyOf(entityId)).filter(({ action }) => action === 'answer-supervision')).toHaveLength(2);
  });
});

describe('[GW168] the policy of cases', () => {
  it('says who is looked at once more, and which extensions need two, from the moment it is set', async () => {
    const close = async () => {
      const entityId = await dispatched([WORKERS[0]]);
      await step(WORKERS[0], entityId, 'start');
      const until = now() + 10 * DAY;
      await at('dispatcher').op('case.request-extension', { until, reason: '缺料' }, { entityId });
      await at('lead').op('case.grant-extension', {}, { entityId });
      const { extension } = await row(entityId);
      await at('supervisor').op('case.grant-extension', {}, { entityId });
      await step(WORKERS[0], entityId, 'report-back');
      await at('dispatcher').op('case.send-to-verify', { workerId: WORKERS[1] }, { entityId });
      await at('verifier').op('case.verify-pass', {}, { entityId });
      return { extension, recheck: (await row(entityId)).recheck, closedById: (await row(entityId)).closedById };
    };
    const policy = (verified: number, longShare: number) => ({
      ...CASE_POLICY,
      sampling: { settled: 0, verified },
      extensions: { '': { further: 5, longShare: 100 }, '01': { further: 5, longShare } },
    });
    await at('lead').op('case-policy.set', { policy: policy(1, 0) });
    expect(await close()).toMatchObject({
      extension: { grantedById: 'lead' },
      recheck: { sampledAt: expect.any(Number) },
      closedById: 'verifier',
    });
    await at('lead').op('case-policy.set', { policy: policy(0, 100) });
    expect(await close()).toMatchObject({ extension: null, recheck: null });
  });
});

describe('[GW169] an operator with areas', () => {
  it('acts on the cases that lie in them, and takes reports from anywhere', async () => {
    const home = await created();
    const away = await created({ lon: 121.4, lat: 31.2 });
    const [inside, outside] = [(await row(home)).gridCode, (await row(away)).gridCode];
    expect(inside.slice(0, 9)).not.toBe(outside.slice(0, 9));
    const admin = (await signIn(centre.url(), 'admin')).accessToken;
    const account = {
      username: 'north',
      name: '北片受理员',
      kind: 'operator',
      roles: ['intake'],
      password: 'demo-demo',
    };
    const made = await post(centre.url(), '/auth/accounts', { ...account, areas: [inside.slice(0, 9)] }, admin);
    expect(made.status).toBe(201);
    const login = await post(centre.url(), '/auth/login', { username: 'north', password: 'demo-demo' });
    const { accessToken: token } = (await login.json()) as { accessToken: string };
    const north = openRaw(centre.url(), '/console', { protocol: 1, token, consoleId: 'north' });
    await north.hears('welcome');
    desks.north = north;
    expect(await north.op('case.accept', {}, { entityId: away })).toMatchObject({
      code: 'forbidden',
      reason: 'not-your-area',
      message: '案件不在您负责的区域',
    });
    expect((await north.op('case.accept', {}, { entityId: home })).ok).toBe(true);
    const told = { source: 'hotline', categoryCode: '010101', title: '井盖', text: '', address: '' } as const;
    expect((await north.op('case.create', { ...told, lon: 121.4, lat: 31.2 })).ok).toBe(true);
  });
});

describe('[GW170] a resident who speaks again', () => {
  it('complains of the case they name, else opens a new one', async () => {
    const send = async (fields: object) => {
      const told = { service_code: '010101', lat: CENTRE.lat, long: CENTRE.lon, description: '井盖坏了' };
      const answer = await post(centre.url(), '/open311/v2/requests.json', { ...told, ...fields });
      const [first] = (await answer.json()) as { service_request_id?: string }[];
      return first?.service_request_id ?? '';
    };
    const id = await send({});
    expect(await send({ service_request_id: id, description: '还没修' })).toBe(id);
    expect(await row(id)).toMatchObject({ complaints: 1, state: 'reported' });
    expect((await historyOf(id)).at(-1)).toMatchObject({
      action: 'complain',
      note: '还没修',
      actor: { kind: 'system' },
    });
    const theirs = await created();
    expect(await send({ service_request_id: theirs })).not.toBe(theirs);
    expect((await row(theirs)).complaints).toBeUndefined();
    await at('intake').op('case.reject', { reason: '不属实' }, { entityId: id });
    expect(await send({ service_request_id: id })).not.toBe(id);
  });
});

describe('[GW197] a worker who tells of a case once more', () => {
  it('complains of it, with photos, once however often it is sent', async () => {
    const [one, two] = WORKERS;
    const photo = { id: newId(), kind: 'photo', mime: 'image/jpeg', size: 9, sha256: 'b'.repeat(64) };
    const first = aReport({ at: now() });
    expect(await at(one).ask('report', first)).toEqual({ ok: true, caseId: first.id });
    const again = aReport({ at: now(), text: '居民说还没修', media: [photo], complainsOf: first.id });
    for (let n = 0; n < 2; n += 1) expect(await at(two).ask('report', again)).toEqual({ ok: true, caseId: first.id });
    expect(await row(first.id)).toMatchObject({ complaints: 1, state: 'reported' });
    expect((await historyOf(first.id)).at(-1)).toMatchObject({
      action: 'complain',
      note: '居民说还没修',
      media: [photo],
      actor: { kind: 'terminal', id: two },
    });
    // Under the id of somebody else's report nothing is told.
    expect(await at(one).ask('report', again)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('reaches the case it was merged into, and opens a new one where nobody works on it or there is none', async () => {
    const [one] = WORKERS;
    const [into, merged, ended] = [await created(), await created(), await created()];
    await at('intake').op('case.merge', { intoId: into }, { entityId: merged });
    await at('intake').op('case.reject', { reason: '不属实' }, { entityId: ended });
    const send = (complainsOf: string) => {
      const report = aReport({ at: now(), complainsOf });
      return at(one)
        .ask('report', report)
        .then(({ caseId }) => (caseId === report.id ? 'new' : caseId));
    };
    expect(await send(merged)).toBe(into);
    expect(await send(ended)).toBe('new');
    expect(await send(newId())).toBe('new');
    expect(await row(into)).toMatchObject({ complaints: 1 });
  });
});

describe('[GW171] the facts of a case', () => {
  it('are kept with every action and fold from its history; a case says who found it', async () => {
    const worker = (await list<{ id: string; gridCode: string }>('worker')).find(({ id }) => id === WORKERS[0]);
    const others = await created();
    expect((await row(others)).facts).toEqual({ receivedAt: now(), running: expect.anything() });
    await at(WORKERS[0]).ask('duty', { on: true, at: now() });
    const ids = await Promise.all(
      [0, 1].map(async () => {
        const report = aReport({ at: now() });
        expect((await at(WORKERS[0]).ask('report', report)).ok).toBe(true);
        return report.id;
      }),
    );
    const [reported] = ids;
    const told = await row(reported ?? '');
    expect(told.facts?.found).toBe(told.gridCode === worker?.gridCode ? 'own' : undefined);
    await at('intake').op('case.accept', {}, { entityId: told.id });
    const [after, history] = [await row(told.id), await historyOf(told.id)];
    const limits = (await list<Category>('category')).find(({ code }) => code === told.categoryCode)?.limits;
    if (!limits) throw new Error('no category');
    expect(after.facts).toEqual(foldFacts(history, { limits, calendar: statutoryCalendar() }));
  });
});
