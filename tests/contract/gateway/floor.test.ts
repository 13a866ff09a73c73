import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FLOOR_RULES } from '#shared/domain/floor.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { decodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { connectCrowd } from '../../support/terminal.ts';
import { type Client, deviceOf, openConsole, openRaw, openTerminal, signIn } from './clients.ts';
import { startCentreWith } from './clockedCentre.ts';
import { floorEvents, grantOf, headers, keepTalking, letGo, press, say } from './radioClients.ts';

let gateway: Gateway;
let lead: Client;
let dispatcher: Client;
const clients = new Map<string, Client>();
/** Workers of one community, its lead among them, and its channel. */
let channelId = '';
let teamLead = '';
let members: string[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
  dispatcher = await openConsole(gateway.url, 'dispatcher');
  const { rows } = await lead.ask('snapshot', { entity: 'worker', limit: 2000 });
  const workers = (rows as { value: { id: string; role: string; gridCode: string } }[]).map(({ value }) => value);
  const head = workers.find(({ role }) => role === 'team-lead');
  if (!head) throw new Error('no team lead in the district');
  const community = head.gridCode.slice(0, 12);
  const others = workers.filter((one) => one.gridCode.startsWith(community) && one.role !== 'team-lead');
  channelId = `grid-${community}`;
  teamLead = head.id;
  members = others.slice(0, 4).map(({ id }) => id);
  for (const id of [teamLead, ...members]) clients.set(id, await openTerminal(gateway.url, id));
});
afterAll(async () => {
  for (const client of [lead, dispatcher, ...clients.values()]) client.close();
  await gateway.end();
  removeFolder(gateway.data);
});

function terminal(id: string | undefined): Client {
  const client = id === undefined ? undefined : clients.get(id);
  if (!client) throw new Error(`no terminal of ${id}`);
  return client;
}
const forget = () => {
  for (const client of [lead, dispatcher, ...clients.values()]) client.heard.length = 0;
};

describe('[GW120] the floor of a channel', () => {
  it('is granted with the numbers of the talk, told to everybody, and given back', async () => {
    forget();
    const [talker, listener] = [terminal(members[0]), terminal(members[1])];
    const grant = await grantOf(talker, channelId);
    expect(grant).toMatchObject({ talkMs: 60_000, channelIndex: expect.any(Number), streamId: expect.any(Number) });
    const taken = await listener.hears<FloorEvent>('floor:taken');
    const { streamId, channelIndex, transmissionId } = grant;
    expect(taken).toMatchObject({ channelId, streamId, channelIndex, transmissionId, emergency: false });
    expect(taken.talker).toMatchObject({ id: members[0], kind: 'terminal' });
    expect(await lead.hears('floor:taken')).toEqual(taken);
    expect(await talker.hears('floor:granted')).toEqual({ ...taken, talkMs: 60_000 });
    expect(await letGo(talker, channelId)).toEqual({ ok: true });
    await listener.hears('floor:idle');
    expect(floorEvents(talker, channelId)).toEqual([`granted ${members[0]}`, 'idle']);
  });

  it('is queued for by rank: shift lead, operator, team lead, then workers in the order they asked', async () => {
    forget();
    const [a, b, c] = members.map(terminal);
    if (!a || !b || !c) throw new Error('too few workers');
    await grantOf(a, channelId);
    for (const client of [b, c, terminal(teamLead), dispatcher, lead]) await press(client, channelId);
    await expect
      .poll(() => [b, c, terminal(teamLead), dispatcher, lead].map((client) => floorEvents(client, channelId).at(-1)))
      .toEqual(['queued 4', 'queued 5', 'queued 3', 'queued 2', 'queued 1']);
    for (const client of [a, lead, dispatcher, terminal(teamLead), b, c]) {
      await client.hears('floor:granted');
      await letGo(client, channelId);
    }
    const order = lead.heard
      .filter(({ event }) => event === 'floor:taken' || event === 'floor:granted')
      .map(({ payload }) => (payload as FloorEvent).talker?.id);
    expect(order).toEqual([members[0], 'lead', 'dispatcher', teamLead, members[1], members[2]]);
  });

  it('is taken by an emergency, also of a worker, and by a second one only of a higher rank', async () => {
    forget();
    const [a, b, c] = members.map(terminal);
    if (!a || !b || !c) throw new Error('too few workers');
    await press(dispatcher, channelId);
    expect(await press(a, channelId, true)).toMatchObject({ state: 'granted', talkMs: 120_000 });
    expect(await dispatcher.hears('floor:revoked')).toMatchObject({ channelId, code: 'preempted' });
    expect(await b.hears<FloorEvent>('floor:taken', (event) => event.emergency === true)).toMatchObject({ channelId });
    expect(await press(b, channelId, true)).toMatchObject({ state: 'queued', position: 1 });
    expect(await press(lead, channelId, true)).toMatchObject({ state: 'granted' });
    await a.hears('floor:revoked');
    await letGo(lead, channelId);
    await b.hears('floor:granted');
    await letGo(b, channelId);
  });

  it('[GW122] is ended by a dispatcher, by nobody at the wall', async () => {
    forget();
    const talker = terminal(members[0]);
    await grantOf(talker, channelId);
    const wall = await openConsole(gateway.url, 'wall');
    expect(await wall.ask('floor:overrule', { channelId })).toMatchObject({ code: 'forbidden' });
    expect(await press(wall, channelId)).toMatchObject({ code: 'forbidden' });
    wall.close();
    expect(await dispatcher.ask('floor:overrule', { channelId })).toEqual({ ok: true });
    expect(await talker.hears('floor:revoked')).toMatchObject({ code: 'overruled', reason: '指挥台收回了话权' });
    expect(await dispatcher.ask('floor:overrule', { channelId: 'nowhere' })).toMatchObject({ code: 'not-found' });
  });

  it('[GW123] ends when the talker vanishes: with the connection at once, without a frame after two seconds', async () => {
    forget();
    const listener = terminal(members[1]);
    const lost = await openTerminal(gateway.url, members[3] ?? '');
    await grantOf(lost, channelId);
    await press(listener, channelId);
    lost.close();
    await listener.hears('floor:granted');
    const since = Date.now();
    await lead.hears('floor:idle');
    expect(Date.now() - since).toBeGreaterThan(1800);
    expect(await listener.hears('floor:revoked')).toMatchObject({ code: 'vanished' });
  });

  it('[GW120] is no affair of workers who are not on the channel', async () => {
    const stranger = (
      await lead.ask('query', { kind: 'recipients', recipients: { roles: ['specialist'] }, limit: 200 })
    ).rows as { workerId: string; gridCode: string }[];
    const far = stranger.find(({ gridCode }) => !channelId.endsWith(gridCode.slice(0, 12)));
    const client = await openTerminal(gateway.url, far?.workerId ?? '');
    expect(await press(client, channelId)).toMatchObject({ code: 'forbidden', message: '您不在这个频道中' });
    client.close();
  });
});

describe('[GW120] whoever talks too long', () => {
  it('is warned, loses the floor to whoever waits, and lets others go first', async () => {
    const rules = { ...FLOOR_RULES, talkMs: 500, graceMs: 300, retryAfterMs: 1500 };
    const centre = await startCentreWith({ floorRules: rules });
    const [a, b] = [await openTerminal(centre.url, 'w00001'), await openTerminal(centre.url, 'w00002')];
    const desk = await openConsole(centre.url, 'lead');
    expect(await press(a, 'district')).toMatchObject({ state: 'granted', talkMs: 500 });
    const stops = [keepTalking(a), keepTalking(b)];
    await press(b, 'district');
    expect(await a.hears('floor:warned')).toEqual({ channelId: 'district', graceMs: 300 });
    expect(await a.hears('floor:revoked')).toMatchObject({ code: 'too-long' });
    await b.hears('floor:granted');
    const denied = await press(a, 'district');
    expect(denied).toMatchObject({ state: 'denied', code: 'retry-after' });
    expect(denied.retryMs).toBeLessThanOrEqual(1500);
    await letGo(b, 'district');
    expect(await press(a, 'district')).toMatchObject({ state: 'granted' });
    for (const stop of stops) stop();
    await expect
      .poll(() => floorEvents(desk, 'district'))
      .toEqual(['taken w00001', 'taken w00002', 'idle', 'taken w00001']);
    for (const client of [a, b, desk]) client.close();
    await centre.close();
  });
});

describe('[GW121] voice', () => {
  it('goes to the others on the channel with the numbers of the talk; frames of others are dropped and counted', async () => {
    forget();
    const [talker, listener] = [terminal(members[0]), terminal(members[1])];
    const { streamId, channelIndex } = await grantOf(talker, channelId);
    const stop = keepTalking(talker, 4711);
    for (let sequence = 1; sequence <= 5; sequence += 1) say(listener, 1000 + sequence, channelIndex);
    await expect.poll(() => headers(listener).length).toBeGreaterThan(10);
    await expect.poll(() => headers(lead).length).toBeGreaterThan(10);
    stop();
    await letGo(talker, channelId);
    for (const header of headers(listener)) expect(header).toMatchObject({ streamId, channelIndex });
    const sequences = headers(listener).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, i) => (sequences[0] ?? 0) + i));
    expect(headers(talker)).toEqual([]);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/street_voice_frames_total\{outcome="no-floor"\} 5\b/);
  });

  it('that comes in a bunch, as behind a jittery link, is heard whole, also by who is connected by polling', async () => {
    forget();
    const [talker, listener] = [terminal(members[0]), terminal(members[1])];
    const { accessToken } = await signIn(gateway.url, members[3] ?? '');
    const auth = { protocol: 1, token: accessToken, device: deviceOf(members[3] ?? '') };
    const polling = openRaw(gateway.url, '/terminal', auth, ['polling']);
    await polling.hears('welcome');
    await grantOf(talker, channelId);
    for (let sequence = 1; sequence <= 20; sequence += 1) say(talker, sequence);
    await expect
      .poll(() => headers(listener).map(({ sequence }) => sequence))
      .toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    await expect.poll(() => headers(polling).length).toBe(20);
    // More than half a second's frames wait for nobody.
    for (let sequence = 21; sequence <= 100; sequence += 1) say(talker, sequence);
    await expect.poll(() => headers(listener).at(-1)?.sequence).toBe(100);
    let last = 100;
    await expect
      .poll(() => {
        say(talker, (last += 1));
        return headers(polling).at(-1)?.sequence;
      })
      .toBeGreaterThan(100);
    expect(headers(polling).length).toBeLessThan(100);
    await letGo(talker, channelId);
    polling.close();
  });

  it('[GW155] to hundreds goes in bundles, whole and in order, after the word that it begins and before the word that it ended', async () => {
    forget();
    const crowd = await connectCrowd(gateway.url, members[2] ?? '', 320);
    const heard = crowd.map(() => [] as (string | number)[]);
    for (const [at, socket] of crowd.entries()) {
      socket.onAny((event: string, payload: unknown) => {
        if (event === 'floor:taken') heard[at]?.push(`taken ${(payload as FloorEvent).bundleMs}`);
        if (event === 'floor:idle') heard[at]?.push('idle');
        if (event !== 'voice') return;
        heard[at]?.push(decodeVoiceFrame(new Uint8Array(payload as Buffer))?.header.sequence ?? -1);
      });
    }
    const [talker, other] = [terminal(members[0]), terminal(members[1])];
    const { streamId } = await grantOf(talker, 'district');
    await press(other, 'district');
    for (let sequence = 1; sequence <= 60; sequence += 1) {
      say(talker, sequence);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Who waits is told of their own floor after all that was said before it.
    await letGo(talker, 'district');
    await other.hears('floor:granted');
    const ofTalk = headers(other).filter((header) => header.streamId === streamId);
    expect(ofTalk.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(floorEvents(other, 'district')).toEqual([`taken ${members[0]}`, 'queued 1', `granted ${members[1]}`]);
    await letGo(other, 'district');
    const whole = ['taken 40', ...Array.from({ length: 60 }, (_, n) => n + 1), 'taken 40', 'idle'];
    await expect.poll(() => heard.filter((all) => all.at(-1) === 'idle').length).toBe(crowd.length);
    for (const all of heard) expect(all).toEqual(whole);
    expect(headers(talker)).toEqual([]);
    expect(floorEvents(talker, 'district').slice(-2)).toEqual([`taken ${members[1]}`, 'idle']);
    for (const socket of crowd) socket.disconnect();
  });

  it('of one who talks on several channels goes where each frame says', async () => {
    forget();
    const second = 'role-team-lead';
    const one = await grantOf(lead, channelId);
    const two = await grantOf(lead, second);
    expect(two.streamId).not.toBe(one.streamId);
    const stops = [keepTalking(lead, one.channelIndex), keepTalking(lead, two.channelIndex)];
    await expect.poll(() => headers(terminal(members[0])).length).toBeGreaterThan(10);
    await expect.poll(() => headers(dispatcher).length).toBeGreaterThan(10);
    for (const stop of stops) stop();
    // Streams are numbered in one row: frames of the talk before, which may still be on their way, do not count.
    const streams = (client: Client) =>
      new Set(
        headers(client)
          .map(({ streamId }) => streamId)
          .filter((id) => id >= (one.streamId ?? 0)),
      );
    expect(streams(terminal(members[0]))).toEqual(new Set([one.streamId]));
    expect(streams(terminal(teamLead))).toEqual(new Set([one.streamId, two.streamId]));
    say(lead, 1, 65_000);
    await letGo(lead, channelId);
    await letGo(lead, second);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/outcome="other-channel"\} 1\b/);
  });

  it('[GW124] reaches a console on the channels it joined only, once it has said so, and tells who comes late', async () => {
    forget();
    const desk = await openConsole(gateway.url, 'intake');
    expect(await desk.ask('channel:join', { channelIds: ['district', 'nowhere'] })).toEqual({ ok: true, talks: [] });
    const talker = terminal(members[0]);
    const grant = await grantOf(talker, channelId);
    const stop = keepTalking(talker);
    await desk.hears('floor:taken');
    await expect.poll(() => headers(lead).length).toBeGreaterThan(10);
    expect(headers(desk)).toEqual([]);
    const { talks } = await desk.ask('channel:join', { channelIds: [channelId] });
    expect(talks).toMatchObject([{ channelId, streamId: grant.streamId, talker: { id: members[0] } }]);
    await desk.hears('voice');
    const late = await openTerminal(gateway.url, members[3] ?? '');
    expect(await late.hears('floor:taken')).toMatchObject({ channelId, streamId: grant.streamId });
    await late.hears('voice');
    const { rows } = await desk.ask('query', { kind: 'listeners', channelId });
    const names = (rows as { id: string; kind: string }[]).map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(['intake', 'lead', 'dispatcher', ...members]));
    expect(new Set(names).size).toBe(names.length);
    stop();
    await letGo(talker, channelId);
    await desk.ask('channel:join', { channelIds: [] });
    const after = (await desk.ask('query', { kind: 'listeners', channelId })).rows as { id: string }[];
    expect(after.map(({ id }) => id)).not.toContain('intake');
    for (const client of [desk, late]) client.close();
  });
});
