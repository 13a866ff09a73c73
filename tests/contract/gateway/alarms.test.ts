import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CentreAlarm } from '#shared/domain/alarms/alarm.ts';
import { ALARM_POLICY, type PairRule } from '#shared/domain/alarms/policy.ts';
import type { WelfareTold } from '#shared/protocol/alarms.ts';
import { aReport, CENTRE, type Client, follow, newId, openConsole, openTerminal } from './clients.ts';
import { startClockedCentre } from './clockedCentre.ts';

const MINUTE = 60_000;
const WAIT = { timeout: 15_000, interval: 50 };
let centre: Awaited<ReturnType<typeof startClockedCentre>>;
let lead: Client;

beforeAll(async () => {
  centre = await startClockedCentre(Date.now(), { alarmsMs: 50 });
  lead = await openConsole(centre.url(), 'lead');
  await follow(lead);
});
afterAll(async () => {
  lead.close();
  await centre.close();
});

const now = () => centre.clock.at;
const pass = (ms: number) => centre.clock.set(now() + ms);
async function onDuty(workerId: string): Promise<Client> {
  const terminal = await openTerminal(centre.url(), workerId);
  expect(await terminal.ask('duty', { on: true, at: now() })).toMatchObject({ ok: true });
  return terminal;
}
const stand = (terminal: Client, metresNorth = 0, speed = 0) =>
  terminal.ask('position', { t: now(), lon: CENTRE.lon, lat: CENTRE.lat + metresNorth / 111_195, speed });

async function alarms(desk: Client = lead): Promise<CentreAlarm[]> {
  const { rows } = await desk.ask('snapshot', { entity: 'alarm', limit: 2000 });
  return (rows as { value: CentreAlarm }[]).map(({ value }) => value);
}
const of = async (kind: string, workerId?: string) =>
  (await alarms()).filter((one) => one.kind === kind && (workerId === undefined || one.workerIds.includes(workerId)));
/** Comes to be so while the centre's time goes on. */
async function becomes(kind: string, workerId: string, told: object): Promise<void> {
  const look = () => {
    pass(1000);
    return of(kind, workerId);
  };
  await expect.poll(look, WAIT).toMatchObject([told]);
}
/** Time for some rounds, before it is said that nothing came of them. */
async function rounds(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 250));
}

describe('alarms of the centre', () => {
  it('[GW206] a call for help is a record that a named person acknowledges with a note, once', async () => {
    const caller = await onDuty('w00050');
    const sos = { id: newId(), at: now(), ...CENTRE };
    expect(await caller.ask('sos', sos)).toMatchObject({ ok: true });
    expect(await of('sos')).toMatchObject([{ id: sos.id, priority: 'critical', workerIds: ['w00050'], endedAt: null }]);
    const op = { id: newId(), entityId: sos.id };
    expect(await lead.op('alarm.acknowledge', { note: ' ' }, { entityId: sos.id })).toMatchObject({ code: 'invalid' });
    const first = await lead.op('alarm.acknowledge', { note: '已派人前往' }, op);
    expect(first).toMatchObject({ ok: true });
    expect(await lead.op('alarm.acknowledge', { note: '已派人前往' }, op)).toEqual(first);
    const other = await openConsole(centre.url(), 'dispatcher');
    const again = await other.op('alarm.acknowledge', { note: '我也看到' }, { entityId: sos.id });
    expect(again).toMatchObject({ ok: false, code: 'conflict', current: { note: '已派人前往' } });
    expect(await of('sos')).toMatchObject([{ acknowledgedBy: { name: expect.any(String) }, note: '已派人前往' }]);
    other.close();
    caller.close();
  });

  it('[GW208] speed alarms after its seconds, once, and ends by itself', async () => {
    const driver = await onDuty('w00051');
    await stand(driver, 0, 25);
    await rounds();
    expect(await of('speed')).toEqual([]);
    pass(31_000);
    await stand(driver, 500, 25);
    await becomes('speed', 'w00051', { priority: 'high', figure: 90, endedAt: null });
    pass(5000);
    await stand(driver, 600, 1);
    await rounds();
    // Slower for a moment: still the same alarm.
    pass(5000);
    await stand(driver, 700, 25);
    await rounds();
    expect(await of('speed')).toMatchObject([{ version: 1, endedAt: null }]);
    await stand(driver, 700, 1);
    await rounds();
    pass(31_000);
    await stand(driver, 700, 1);
    await becomes('speed', 'w00051', { endedAt: expect.any(Number), acknowledgedAt: null });
    driver.close();
  });

  it('[GW208] two who must keep a distance, by a policy that a shift lead sets at the desk', async () => {
    const [a, b] = [await onDuty('w00052'), await onDuty('w00053')];
    const pair: PairRule = {
      ...{ id: newId(), workerId: 'w00052', other: { kind: 'worker', id: 'w00053' }, least: 50, most: null },
    };
    const other = await openConsole(centre.url(), 'dispatcher');
    const policy = { pairs: [pair], pair: { ...ALARM_POLICY.pair, seconds: 0 } };
    expect(await other.op('alarm.policy-set', { policy })).toMatchObject({ code: 'forbidden' });
    other.close();
    const unknown = { pairs: [{ ...pair, workerId: 'nobody' }] };
    expect(await lead.op('alarm.policy-set', { policy: unknown })).toMatchObject({ code: 'not-found' });
    expect(await lead.op('alarm.policy-set', { policy })).toMatchObject({ ok: true });
    await stand(a);
    await stand(b, 30);
    await becomes('too-near', 'w00053', { figure: 30, workerIds: ['w00052', 'w00053'], keep: true });
    expect(await lead.op('alarm.policy-set', { policy: { pairs: [] } })).toMatchObject({ ok: true });
    await rounds();
    pass(31_000);
    await becomes('too-near', 'w00053', { endedAt: expect.any(Number), acknowledgedAt: null });
    a.close();
    b.close();
  });

  it('[GW209] many cases in one place are one alarm', async () => {
    const teller = await onDuty('w00054');
    const crowding = { ...ALARM_POLICY.crowding, cases: 3 };
    expect(await lead.op('alarm.policy-set', { policy: { crowding } })).toMatchObject({ ok: true });
    const place = { lon: 121.451, lat: 31.2 };
    for (let n = 0; n < 3; n += 1) await teller.ask('report', aReport({ ...place, at: now() }));
    await expect.poll(() => of('crowding'), WAIT).toMatchObject([{ figure: 3, priority: 'high', ...place }]);
    await teller.ask('report', aReport({ ...place, at: now() }));
    await rounds();
    expect(await of('crowding')).toHaveLength(1);
    expect(await lead.op('alarm.policy-set', { policy: { crowding: ALARM_POLICY.crowding } })).toMatchObject({
      ok: true,
    });
    teller.close();
  });
});

describe('hazards and fences', () => {
  it('[GW211] whoever is in a hazard, comes into a fence and leaves it, and what is drawn is there at once', async () => {
    const worker = await onDuty('w00058');
    const draw = (kind: 'hazard' | 'geofence', name: string) => {
      const geometry = { kind: 'circle', centre: [CENTRE.lon, CENTRE.lat], radius: 60 } as const;
      const area = { name, kind, geometry: { ...geometry, centre: [...geometry.centre] as [number, number] } };
      const draft = { ...area, colour: 'orange' as const, note: '', shared: true };
      return lead.op('area.create', { area: draft }, { entityId: newId() });
    };
    await stand(worker, 30);
    expect(await draw('hazard', '塌陷点')).toMatchObject({ ok: true });
    expect(await draw('geofence', '活动区')).toMatchObject({ ok: true });
    await becomes('hazard', 'w00058', { priority: 'high', endedAt: null, areaId: expect.any(String) });
    await becomes('geofence-enter', 'w00058', { endedAt: null });
    expect(await of('geofence-leave')).toEqual([]);
    await stand(worker, 90);
    await becomes('geofence-leave', 'w00058', { endedAt: null });
    await becomes('hazard', 'w00058', { endedAt: expect.any(Number) });
    await becomes('geofence-enter', 'w00058', { endedAt: expect.any(Number), acknowledgedAt: null });
    worker.close();
  });
});

describe('the welfare timer', () => {
  it('[GW210] reminds, asks, alarms and gets graver, and the worker alone resets it', async () => {
    const worker = await onDuty('w00055');
    const hears = (level: number) => worker.hears<WelfareTold>('welfare', (told) => told.level === level);
    expect(await lead.op('welfare.start', { workerId: 'w00055', minutes: 10 })).toMatchObject({ ok: true });
    expect(await hears(0)).toMatchObject({ minutes: 10, dueAt: now() + 10 * MINUTE });
    pass(8.5 * MINUTE);
    await stand(worker);
    await hears(1);
    pass(1.6 * MINUTE);
    await hears(2);
    expect(await of('welfare')).toEqual([]);
    pass(2 * MINUTE);
    await becomes('welfare', 'w00055', { priority: 'high', endedAt: null, keep: true });
    await hears(3);
    const [alarm] = await of('welfare');
    await lead.op('alarm.acknowledge', { note: '电话未接' }, { entityId: alarm?.id });
    pass(4 * MINUTE);
    // Graver: whoever acknowledged it has to look once more.
    await becomes('welfare', 'w00055', { priority: 'critical', acknowledgedAt: null, id: alarm?.id });
    const word = { id: newId(), at: now(), what: 'well' };
    const answer = await worker.ask('welfare', word);
    expect(answer).toEqual({ ok: true, minutes: 10, dueAt: now() + 10 * MINUTE });
    expect(await worker.ask('welfare', word)).toEqual(answer);
    await becomes('welfare', 'w00055', { endedAt: expect.any(Number), acknowledgedAt: null });
    expect(await worker.ask('welfare', { id: newId(), at: now(), what: 'stop' })).toMatchObject({ code: 'forbidden' });
    worker.close();
  });

  it('[GW210] counts a word from when it was said, and is over with the duty', async () => {
    const worker = await onDuty('w00056');
    const start = { id: newId(), at: now(), what: 'start', minutes: 20 };
    expect(await worker.ask('welfare', { ...start, minutes: undefined })).toMatchObject({ code: 'invalid' });
    expect(await worker.ask('welfare', start)).toMatchObject({ ok: true, dueAt: now() + 20 * MINUTE });
    const said = now() + 5 * MINUTE;
    pass(15 * MINUTE);
    expect(await worker.ask('welfare', { id: newId(), at: said, what: 'well' })).toMatchObject({
      dueAt: said + 20 * MINUTE,
    });
    worker.close();
    const again = await openTerminal(centre.url(), 'w00056');
    expect(await again.hears('welfare')).toMatchObject({ minutes: 20 });
    await again.ask('duty', { on: false, at: now() });
    await again.hears<WelfareTold>('welfare', (told) => told.dueAt === null);
    expect(await again.ask('welfare', { id: newId(), at: now(), what: 'well' })).toMatchObject({ code: 'not-found' });
    again.close();
  });

  it('[GW206] [GW208] what is on outlives a restart of the centre and is not told twice', async () => {
    const silent = await onDuty('w00057');
    pass(29 * MINUTE);
    await rounds();
    expect(await of('stale', 'w00057')).toEqual([]);
    pass(2 * MINUTE);
    await becomes('stale', 'w00057', { endedAt: null, priority: 'normal' });
    const before = (await alarms()).length;
    silent.close();
    lead.close();
    await centre.restart();
    lead = await openConsole(centre.url(), 'lead');
    await rounds();
    expect(await of('stale', 'w00057')).toMatchObject([{ version: 1, endedAt: null }]);
    expect(await alarms()).toHaveLength(before);
    const [alarm] = await of('stale', 'w00057');
    // Only untidy: a note may be empty.
    expect(await lead.op('alarm.acknowledge', { note: '' }, { entityId: alarm?.id })).toMatchObject({ ok: true });
    const found = await openTerminal(centre.url(), 'w00057');
    await stand(found);
    await becomes('stale', 'w00057', { endedAt: expect.any(Number) });
    found.close();
  });
});
