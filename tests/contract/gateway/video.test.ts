import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStrip } from '#shared/domain/clockStrip.ts';
import { gb28181Words, parseGb28181Id } from '#shared/domain/gb28181.ts';
import type { VideoSource } from '#shared/protocol/video.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { type Client, deviceOf, newId, openConsole, openRaw, openTerminal, signIn } from './clients.ts';

let gateway: Gateway;
let lead: Client;
let dispatcher: Client;
let worker: Client;
let sources: VideoSource[];

/** A terminal that acknowledges invitations, as the protocol asks. */
async function ringing(workerId: string): Promise<Client> {
  const client = await openTerminal(gateway.url, workerId);
  for (const event of ['video:invite', 'video:end']) {
    client.socket.on(event, (_: unknown, ack?: (answer: unknown) => void) => ack?.({ ok: true }));
  }
  return client;
}

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
  dispatcher = await openConsole(gateway.url, 'dispatcher');
  worker = await ringing('w00040');
  const { rows } = await lead.ask('snapshot', { entity: 'video-source', limit: 1000 });
  sources = (rows as { value: VideoSource }[]).map(({ value }) => value);
});
afterAll(async () => {
  for (const client of [lead, dispatcher, worker]) client.close();
  await gateway.end();
  removeFolder(gateway.data);
});

const invite = (sessionId = newId(), workerId = 'w00040') => ({ sessionId, workerId, kind: 'camera' as const });

describe('a video session', () => {
  it('[GW140] rings when a terminal acknowledges, is accepted, carries signals to the one terminal and back, and ends for both', async () => {
    const asked = { ...invite(), reason: '看一下现场' };
    const { sessionId } = asked;
    const of = (said: { sessionId: string }) => said.sessionId === sessionId;
    expect(await lead.ask('video:invite', asked)).toEqual({ ok: true });
    await lead.hears('video:ringing', of);
    expect(await worker.hears('video:invite', of)).toMatchObject({ kind: 'camera', reason: '看一下现场' });
    expect(await lead.ask('video:signal', { sessionId, description: { type: 'offer', sdp: 'x' } })).toMatchObject({
      code: 'not-found',
    });
    expect(await worker.ask('video:answer', { sessionId, accept: true })).toEqual({ ok: true });
    await lead.hears('video:answer', of);
    const offer = { sessionId, description: { type: 'offer', sdp: 'v=0' } };
    expect(await worker.ask('video:signal', offer)).toEqual({ ok: true });
    expect(await lead.hears('video:signal', of)).toEqual(offer);
    const candidate = { sessionId, candidate: { candidate: 'candidate:1', sdpMid: '0' } };
    expect(await lead.ask('video:signal', candidate)).toEqual({ ok: true });
    expect(await worker.hears('video:signal', of)).toEqual(candidate);
    expect(await lead.ask('video:end', { sessionId, reason: '已看清' })).toEqual({ ok: true });
    expect(await worker.hears('video:end', of)).toMatchObject({ reason: '已看清' });
    expect(await worker.ask('video:signal', offer)).toMatchObject({ code: 'not-found' });
  });

  it('[GW141] is refused as busy while the worker has another, and as unavailable when no terminal is there', async () => {
    const first = invite();
    expect(await lead.ask('video:invite', first)).toEqual({ ok: true });
    expect(await lead.ask('video:invite', first)).toEqual({ ok: true });
    expect(await dispatcher.ask('video:invite', invite())).toMatchObject({ ok: false, code: 'conflict' });
    expect(await dispatcher.ask('video:end', { sessionId: first.sessionId })).toMatchObject({ code: 'not-found' });
    expect(await lead.ask('video:end', { sessionId: first.sessionId })).toEqual({ ok: true });
    expect(await dispatcher.ask('video:invite', invite(newId(), 'w00041'))).toMatchObject({ code: 'unavailable' });
  });

  it('[GW142] belongs to the terminal that answered first; the other one stops ringing and is heard no more', async () => {
    const { accessToken } = await signIn(gateway.url, 'w00042');
    const auth = { protocol: 1, token: accessToken, device: deviceOf('w00042') };
    const [one, two] = [openRaw(gateway.url, '/terminal', auth), openRaw(gateway.url, '/terminal', auth)];
    await Promise.all([one.hears('welcome'), two.hears('welcome')]);
    const asked = invite(newId(), 'w00042');
    const { sessionId } = asked;
    expect(await lead.ask('video:invite', asked)).toEqual({ ok: true });
    await Promise.all([one.hears('video:invite'), two.hears('video:invite')]);
    expect(await one.ask('video:answer', { sessionId, accept: true })).toEqual({ ok: true });
    await two.hears('video:end');
    expect(await two.ask('video:answer', { sessionId, accept: false })).toMatchObject({ code: 'conflict' });
    expect(await two.ask('video:signal', { sessionId })).toMatchObject({ code: 'not-found' });
    expect(one.all('video:end')).toEqual([]);
    expect(await one.ask('video:end', { sessionId, reason: '手机没电' })).toEqual({ ok: true });
    expect(
      await lead.hears('video:ended', (said: { sessionId: string }) => said.sessionId === sessionId),
    ).toMatchObject({ code: 'worker-ended', reason: '手机没电' });
    one.close();
    two.close();
  });

  it('[GW143] ends for the other side when a side is lost, and the worker is free again', async () => {
    const lost = await ringing('w00043');
    const asked = invite(newId(), 'w00043');
    const of = (said: { sessionId: string }) => said.sessionId === asked.sessionId;
    await lead.ask('video:invite', asked);
    await lost.ask('video:answer', { sessionId: asked.sessionId, accept: true });
    lost.close();
    expect(await lead.hears('video:ended', of)).toMatchObject({ code: 'terminal-lost' });

    const leaving = await openConsole(gateway.url, 'intake');
    const second = invite();
    await leaving.ask('video:invite', second);
    leaving.close();
    await worker.hears('video:end', (said: { sessionId: string }) => said.sessionId === second.sessionId);
    const third = invite();
    expect(await lead.ask('video:invite', third)).toEqual({ ok: true });
    expect(await worker.ask('video:answer', { sessionId: third.sessionId, accept: false, reason: '正在劝导' })).toEqual(
      {
        ok: true,
      },
    );
  });
});

describe('sources of a demo centre', () => {
  it('[GW144] carry ids of GB/T 28181, stand in a grid, and some are known and not connected', () => {
    expect(sources.length).toBeGreaterThan(20);
    for (const { id, gridCode, lon } of sources) {
      const parts = parseGb28181Id(id);
      expect(parts && gb28181Words(parts).type).not.toBeNull();
      expect(gridCode).toMatch(/^\d{14}$/);
      expect(lon).toBeCloseTo(121.4, 0);
    }
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
    expect(sources.some(({ streams }) => streams.length === 0)).toBe(true);
  });

  it('[GW145] show a picture with a clock in it to whoever has a token, and to nobody else', async () => {
    const url = `${gateway.url}${sources[0]?.streams[0]?.url}`;
    expect((await fetch(url)).status).toBe(401);
    const { accessToken } = await signIn(gateway.url, 'lead');
    const headers = { authorization: `Bearer ${accessToken}` };
    const before = Date.now();
    const answer = await fetch(url, { headers });
    expect(answer.status).toBe(200);
    const picture = PNG.sync.read(Buffer.from(await answer.arrayBuffer()));
    const light = (x: number, y: number) => picture.data[(y * picture.width + x) * 4] ?? 0;
    const at = readStrip(picture.width, light);
    expect(at).toBe(Math.round(Number(answer.headers.get('x-timestamp')) * 1000));
    expect(Math.abs(before - (at ?? 0))).toBeLessThan(2000);
    expect((await fetch(`${gateway.url}/demo/cameras/none`, { headers })).status).toBe(404);
  });

  it('[GW146] turn where they can, and say that they cannot where not', async () => {
    const turning = sources.find(({ ptz }) => ptz);
    const fixed = sources.find(({ ptz }) => !ptz);
    const turn = (entityId: string | undefined, verb: 'left' | 'focus-near') =>
      dispatcher.op('video.ptz', { verb }, { entityId });
    expect(await turn(turning?.id, 'left')).toMatchObject({ ok: true, result: { turned: 'left' } });
    expect(await turn(turning?.id, 'focus-near')).toMatchObject({ ok: false, code: 'gone' });
    expect(await turn(fixed?.id, 'left')).toMatchObject({ ok: false, code: 'gone' });
    expect(await turn('34020000001320000001', 'left')).toMatchObject({ ok: false, code: 'not-found' });
    const wall = await openConsole(gateway.url, 'wall');
    expect(await wall.op('video.ptz', { verb: 'left' }, { entityId: turning?.id })).toMatchObject({
      code: 'forbidden',
    });
    wall.close();
  });
});
