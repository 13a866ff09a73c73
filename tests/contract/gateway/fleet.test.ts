import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFleetFrame, type FleetRecord, STATUS } from '#shared/protocol/fleetFrame.ts';
import { encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, CENTRE, type Client, newId, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;
let lead: Client;
let worker: Client;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
  worker = await openTerminal(gateway.url, 'w00040');
});
afterAll(async () => {
  lead.close();
  worker.close();
  await gateway.end();
  removeFolder(gateway.data);
});

const INDEX = 39;
const recordsOf = (frame: Uint8Array) => decodeFleetFrame(new Uint8Array(frame)) ?? [];
/** The first record of a worker that fits, in any frame heard so far or to come. */
async function record(client: Client, index: number, fits: (one: FleetRecord) => boolean): Promise<FleetRecord> {
  const isIt = (one: FleetRecord) => one.workerIndex === index && fits(one);
  const frame = await client.hears<Uint8Array>('fleet', (bytes) => recordsOf(bytes).some(isIt));
  const found = recordsOf(frame).find(isIt);
  if (!found) throw new Error('no record');
  return found;
}

describe('the fleet', () => {
  it('[GW25] shows a position in a binary frame, converted to WGS-84, with its status', async () => {
    expect(await lead.ask('fleet:watch', { all: true })).toEqual({ ok: true });
    await worker.ask('duty', { on: true, at: Date.now() - 3_600_000 });
    const t = Date.now() - 60_000;
    expect(await worker.ask('position', { t, ...CENTRE, speed: 1.2, heading: 90 })).toEqual({ ok: true, accepted: 1 });
    const one = await record(lead, INDEX, (each) => each.t === t);
    expect(one).toMatchObject({ lon: CENTRE.lon, lat: CENTRE.lat, speed: 1.2, heading: 90 });
    expect(one.status & STATUS.online).toBeTruthy();
    expect(one.status & STATUS.onDuty).toBeTruthy();
    await worker.ask('position', { t: t + 30_000, ...CENTRE, crs: 'gcj02' });
    const moved = await record(lead, INDEX, (each) => each.t === t + 30_000);
    expect(Math.abs(moved.lon - CENTRE.lon)).toBeGreaterThan(0.002);
    expect(Math.abs(moved.lon - CENTRE.lon)).toBeLessThan(0.01);
  });

  it('[GW26] lets the latest fix win over a backfill and tells a new watcher everybody known', async () => {
    const t = Date.now() + 10;
    await worker.ask('position', { t, lon: 121.47, lat: 31.2 });
    const old = Array.from({ length: 500 }, (_, i) => ({ t: t - 600_000 + i * 1000, ...CENTRE }));
    expect(await worker.ask('position', old)).toEqual({ ok: true, accepted: 500 });
    const other = await openConsole(gateway.url, 'dispatcher');
    await other.ask('fleet:watch', { all: true });
    expect(await record(other, INDEX, () => true)).toMatchObject({ lon: 121.47, lat: 31.2, t });
    other.close();
  });

  it('[GW63] follows nobody who is off duty', async () => {
    const resting = await openTerminal(gateway.url, 'w00042');
    const none = { ok: true, accepted: 0, dropped: { 'off-duty': 1 } };
    expect(await resting.ask('position', { t: Date.now(), ...CENTRE })).toEqual(none);
    await resting.ask('duty', { on: true, at: Date.now() });
    expect(await resting.ask('position', { t: Date.now() - 60_000, ...CENTRE })).toEqual(none);
    expect(await resting.ask('position', { t: Date.now() + 5, ...CENTRE })).toEqual({ ok: true, accepted: 1 });
    resting.close();
  });

  it('[GW27] tells an emergency call to every console, also to one that connects after it', async () => {
    const sos = { id: newId(), at: Date.now(), ...CENTRE };
    expect(await worker.ask('sos', sos)).toEqual({ ok: true });
    expect(await worker.ask('sos', sos)).toEqual({ ok: true });
    const notice = await lead.hears<{ code: string }>('notice');
    expect(notice).toMatchObject({ level: 'alarm', code: 'sos', sos: { id: sos.id, workerId: 'w00040' } });
    expect((await record(lead, INDEX, (one) => (one.status & STATUS.sos) > 0)).t).toBeGreaterThanOrEqual(sos.at);
    const late = await openConsole(gateway.url, 'verifier');
    expect(await late.hears('notice')).toMatchObject({ sos: { id: sos.id } });
    expect(lead.all('notice')).toHaveLength(1);
    late.close();
  });

  it('[GW27] tells a call that was acknowledged before a restart to who connects after it', async () => {
    const before = await startGateway();
    const caller = await openTerminal(before.url, 'w00041');
    const sos = { id: newId(), at: Date.now(), ...CENTRE };
    expect(await caller.ask('sos', sos)).toEqual({ ok: true });
    caller.close();
    await before.end();
    const after = await startGateway({ data: before.data });
    const desk = await openConsole(after.url, 'lead');
    expect(await desk.hears('notice')).toMatchObject({ level: 'alarm', sos: { ...sos, workerId: 'w00041' } });
    desk.close();
    await after.end();
    removeFolder(before.data);
  });

  it('[GW28] marks a worker offline when its link is gone and busy while it handles a case', async () => {
    const other = await openTerminal(gateway.url, 'w00041');
    const report = aReport();
    await other.ask('report', report);
    await other.ask('duty', { on: true, at: Date.now() });
    await other.ask('position', { t: Date.now(), ...CENTRE });
    await lead.op('case.accept', {}, { entityId: report.id });
    await lead.op('case.dispatch', { workerIds: ['w00041'] }, { entityId: report.id });
    await other.ask('case:action', { id: newId(), caseId: report.id, action: 'start', at: Date.now() });
    await record(lead, 40, (one) => (one.status & STATUS.busy) > 0);
    other.close();
    await record(lead, 40, (one) => (one.status & STATUS.online) === 0);
  });
});

describe('the intercom', () => {
  it('[GW29] gives the floor to one, queues the next, relays only the holder and lets a console pre-empt', async () => {
    const other = await openTerminal(gateway.url, 'w00042');
    const channelId = 'district';
    const granted = await worker.ask('floor:request', { channelId });
    expect(granted).toMatchObject({ ok: true, state: 'granted' });
    const stamp = granted as unknown as { channelIndex: number; streamId: number };
    expect(await other.hears('floor:taken')).toMatchObject({ channelId, talker: { id: 'w00040' } });
    expect(await other.ask('floor:request', { channelId })).toEqual({ ok: true, state: 'queued', position: 1 });
    const frame = (sequence: number, { channelIndex, streamId } = { channelIndex: 0, streamId: 7 }) =>
      encodeVoiceFrame({ channelIndex, streamId, sequence, timestamp: 0 }, new Uint8Array([1, 2, 3]));
    other.socket.emit('voice', frame(99));
    worker.socket.emit('voice', frame(1));
    expect(new Uint8Array(await other.hears<Uint8Array>('voice'))).toEqual(frame(1, stamp));
    expect(new Uint8Array(await lead.hears<Uint8Array>('voice'))).toEqual(frame(1, stamp));
    expect(worker.all('voice')).toEqual([]);
    expect(await lead.ask('floor:request', { channelId, emergency: true })).toMatchObject({
      ok: true,
      state: 'granted',
    });
    expect(await worker.hears('floor:revoked')).toMatchObject({ channelId });
    expect(await lead.ask('floor:release', { channelId })).toEqual({ ok: true });
    expect(await other.hears('floor:granted')).toMatchObject({ channelId });
    other.close();
    await lead.hears('floor:idle');
    expect(await worker.ask('floor:request', { channelId: 'nowhere' })).toMatchObject({ code: 'not-found' });
  });

  it('[GW29] passes video invitations, answers and signals between one console and one worker', async () => {
    const sessionId = newId();
    expect(await lead.ask('video:invite', { sessionId, workerId: 'w00040', kind: 'camera' })).toEqual({ ok: true });
    expect(await worker.hears('video:invite')).toMatchObject({ sessionId, kind: 'camera' });
    const streams = [{ kind: 'whep', url: 'http://127.0.0.1/whep' }];
    expect(await worker.ask('video:answer', { sessionId, accept: true, streams })).toEqual({ ok: true });
    expect(await lead.hears('video:answer')).toEqual({ sessionId, accept: true, streams });
    expect(await lead.ask('video:signal', { sessionId, candidate: { candidate: 'x' } })).toEqual({ ok: true });
    expect(await worker.hears('video:signal')).toMatchObject({ sessionId });
    expect(await lead.ask('video:end', { sessionId })).toEqual({ ok: true });
    expect(await worker.hears('video:end')).toMatchObject({ sessionId });
    expect(await lead.ask('video:invite', { sessionId: newId(), workerId: 'w09999', kind: 'camera' })).toMatchObject({
      code: 'unavailable',
    });
  });
});
