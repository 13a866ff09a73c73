import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallBack, Channel, Transmission } from '#shared/protocol/intercom.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, CENTRE, type Client, newId, openConsole, openTerminal } from './clients.ts';
import { floorEvents, grantOf, headers, keepTalking, letGo, press, rowsOf, say, talkRow } from './radioClients.ts';

let gateway: Gateway;
let lead: Client;
let intake: Client;
let a: Client;
let b: Client;
const [A, B] = ['w00061', 'w00062'] as const;

async function connect(): Promise<void> {
  lead = await openConsole(gateway.url, 'lead');
  intake = await openConsole(gateway.url, 'intake');
  a = await openTerminal(gateway.url, A);
  b = await openTerminal(gateway.url, B);
}
function close(): void {
  for (const client of [lead, intake, a, b]) client.close();
}
beforeAll(async () => {
  gateway = await startGateway();
  await connect();
});
afterAll(async () => {
  close();
  await gateway.end();
  removeFolder(gateway.data);
});

interface Told {
  channels: { id: string; name: string; index: number; kind: string }[];
}
/** The channels a terminal has, by its welcome and what it was told since. */
const channelsOf = (client: Client): Told['channels'] =>
  [...client.all<Told>('welcome'), ...client.all<Told>('channels')].at(-1)?.channels ?? [];
const hasChannel = (id: string) => (told: Told) => told.channels.some((channel) => channel.id === id);
const lacksChannel = (id: string) => (told: Told) => !hasChannel(id)(told);
async function channel(id: string): Promise<Channel> {
  const found = (await rowsOf<Channel>(lead, 'channel')).find((row) => row.id === id);
  if (!found) throw new Error(`no channel ${id}`);
  return found;
}
const forget = () => {
  for (const client of [lead, intake, a, b]) client.heard.length = 0;
};

describe('[GW125] channels', () => {
  it('stand in the plan by kind, each with an index of its own; a worker has those it belongs to', async () => {
    const rows = await rowsOf<Channel>(lead, 'channel');
    const kinds = new Set(rows.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['all-call', 'grid', 'team', 'role']));
    expect(new Set(rows.map(({ index }) => index)).size).toBe(rows.length);
    const mine = channelsOf(b).map(({ kind }) => kind);
    expect(mine.toSorted()).toEqual(['all-call', 'grid', 'grid', 'team']);
    const indexes = new Map(rows.map(({ id, index }) => [id, index]));
    for (const { id, index } of channelsOf(b)) expect(index).toBe(indexes.get(id));
  });

  it('[GW126] are opened ad hoc: who is on it is told and hears at once, who is taken off no more', async () => {
    const id = newId();
    const opened = await intake.op('channel.open', {
      ...{ channelId: id, name: '积水抢险', kind: 'ad-hoc', members: { workerIds: [A] } },
    });
    expect(opened).toMatchObject({ ok: true, result: { channelId: id, index: expect.any(Number) } });
    await a.hears('channels', hasChannel(id));
    expect(channelsOf(b).map((one) => one.id)).not.toContain(id);
    expect(await press(b, id)).toMatchObject({ code: 'forbidden' });
    const { channelIndex, streamId } = await grantOf(a, id);
    expect(channelIndex).toBe((await channel(id)).index);
    const stop = keepTalking(a);
    expect(await lead.op('channel.members', { channelId: id, add: { workerIds: [B] } })).toMatchObject({ ok: true });
    await b.hears('channels', hasChannel(id));
    expect(await b.hears('floor:taken')).toMatchObject({ channelId: id, streamId });
    await b.hears('voice');
    forget();
    expect(await lead.op('channel.members', { channelId: id, remove: { workerIds: [A] } })).toMatchObject({ ok: true });
    await a.hears('channels', lacksChannel(id));
    await b.hears('floor:idle');
    stop();
    expect(await press(a, id)).toMatchObject({ code: 'forbidden' });
    await lead.op('channel.close', { channelId: id });
    await b.hears('channels', lacksChannel(id));
  });

  it('[GW126] are closed by whoever may: the talk ends, who waits is told, the index is not given again soon', async () => {
    const id = newId();
    await lead.op('channel.open', {
      ...{ channelId: id, name: '巡查', kind: 'ad-hoc', members: { workerIds: [A, B] } },
    });
    await b.hears('channels', hasChannel(id));
    forget();
    const { index, openedBy } = await channel(id);
    expect(openedBy).toMatchObject({ id: 'lead', kind: 'operator' });
    await grantOf(a, id);
    await press(b, id);
    expect(await intake.op('channel.close', { channelId: id })).toMatchObject({ code: 'forbidden' });
    expect(await lead.op('channel.close', { channelId: 'district' })).toMatchObject({ code: 'forbidden' });
    expect(await lead.op('channel.close', { channelId: id })).toMatchObject({ ok: true });
    await a.hears('channels', lacksChannel(id));
    expect(floorEvents(a, id).slice(-2)).toEqual(['revoked closed', 'idle']);
    expect(floorEvents(b, id).slice(-2)).toEqual(['revoked closed', 'idle']);
    expect(await press(a, id)).toMatchObject({ code: 'not-found' });
    expect(await lead.op('channel.close', { channelId: id })).toMatchObject({ code: 'conflict' });
    expect(await lead.op('channel.members', { channelId: id, add: { workerIds: [A] } })).toMatchObject({
      code: 'conflict',
    });
    const next = newId();
    const members = { workerIds: [A] };
    const again = await lead.op('channel.open', { channelId: next, name: '巡查二', kind: 'ad-hoc', members });
    expect((again.result as { index: number }).index).not.toBe(index);
  });

  it('[GW126] between two are one for the two of them', async () => {
    const open = (members: object) =>
      lead.op('channel.open', { channelId: newId(), name: '通话', kind: 'direct', members });
    expect(await open({ workerIds: [A, B] })).toMatchObject({ code: 'invalid' });
    expect(await open({ workerIds: [A], roles: ['team-lead'] })).toMatchObject({ code: 'invalid' });
    const opened = await open({ workerIds: [A] });
    const { channelId } = opened.result as { channelId: string };
    await a.hears('channels', hasChannel(channelId));
    expect((await channel(channelId)).members).toEqual({ workerIds: [A], userIds: ['lead'] });
    expect(await open({ workerIds: [A] })).toMatchObject({ code: 'conflict', current: { id: channelId } });
    expect(await lead.op('channel.members', { channelId, add: { workerIds: [B] } })).toMatchObject({ code: 'invalid' });
  });

  it('[GW126] name only what is there', async () => {
    const open = (more: object) =>
      lead.op('channel.open', {
        ...{ channelId: newId(), name: '频道', kind: 'ad-hoc', members: { workerIds: [A] } },
        ...more,
      });
    expect(await open({ members: { workerIds: ['w99999'] } })).toMatchObject({ code: 'not-found' });
    expect(await open({ members: { userIds: [A] } })).toMatchObject({ code: 'not-found' });
    expect(await open({ members: { teamIds: ['t0'] } })).toMatchObject({ code: 'not-found' });
    expect(await open({ members: {} })).toMatchObject({ code: 'invalid' });
    expect(await open({ caseId: newId() })).toMatchObject({ code: 'not-found' });
    expect(await open({ kind: 'incident' })).toMatchObject({ code: 'invalid' });
    expect(await open({ kind: 'grid' })).toMatchObject({ code: 'invalid' });
    const wall = await openConsole(gateway.url, 'wall');
    const members = { workerIds: [A] };
    expect(await wall.op('channel.open', { channelId: newId(), name: '频道', kind: 'ad-hoc', members })).toMatchObject({
      code: 'forbidden',
    });
    wall.close();
  });

  it('[GW126] of a muster is there from its start, takes in whoever is called, and ends with its stand-down', async () => {
    const report = aReport();
    await a.ask('report', report);
    const musterId = newId();
    const start = {
      ...{ commandId: newId(), caseId: report.id, title: '燃气泄漏', text: '', target: CENTRE },
      ...{ priority: 'flash' as const, radius: 100, recipients: { workers: [A] } },
    };
    expect(await lead.op('muster.start', start, { entityId: musterId })).toMatchObject({ ok: true });
    const id = `incident-${musterId}`;
    await a.hears('channels', hasChannel(id));
    expect(await channel(id)).toMatchObject({ name: '燃气泄漏', kind: 'incident', musterId, caseId: report.id });
    const more = { commandId: newId(), recipients: { workers: [B] } };
    await lead.op('muster.add', more, { entityId: musterId });
    await b.hears('channels', hasChannel(id));
    const { transmissionId } = await grantOf(b, id);
    await letGo(b, id);
    expect(await talkRow(lead, transmissionId, ({ endedAt }) => endedAt !== null)).toMatchObject({
      caseId: report.id,
      endedBy: 'released',
    });
    await lead.op('muster.stand-down', {}, { entityId: musterId });
    await b.hears('channels', lacksChannel(id));
    expect((await channel(id)).closedAt).toEqual(expect.any(Number));
  });
});

describe('[GW127] a call for an answer', () => {
  it('waits with every console told, and is answered once', async () => {
    forget();
    const wish = { id: newId(), at: Date.now(), channelId: 'district', note: '对讲听不清', ...CENTRE };
    expect(await a.ask('call-back', wish)).toEqual({ ok: true });
    expect(await a.ask('call-back', wish)).toEqual({ ok: true });
    const notice = await intake.hears<{ code: string; message: string }>('notice', ({ code }) => code === 'call-back');
    expect(notice.message).toContain(A);
    expect(intake.all<{ code: string }>('notice').filter(({ code }) => code === 'call-back')).toHaveLength(1);
    const rows = await rowsOf<CallBack>(lead, 'call-back');
    expect(rows).toMatchObject([{ id: wish.id, workerId: A, note: '对讲听不清', ...CENTRE, answeredAt: null }]);
    expect(await intake.op('call-back.answer', { callBackId: wish.id })).toMatchObject({ ok: true });
    expect(await lead.op('call-back.answer', { callBackId: wish.id })).toMatchObject({
      code: 'conflict',
      current: { answeredBy: { id: 'intake' } },
    });
    expect(await lead.op('call-back.answer', { callBackId: newId() })).toMatchObject({ code: 'not-found' });
    expect(await b.ask('call-back', wish)).toMatchObject({ code: 'forbidden' });
    expect(await a.ask('call-back', { ...wish, id: newId(), channelId: 'nowhere' })).toMatchObject({
      code: 'not-found',
    });
    expect(await a.ask('call-back', { ...wish, id: newId(), lon: 2.35, lat: 48.85 })).toMatchObject({
      code: 'invalid',
    });
  });
});

describe('[GW128] talks', () => {
  it('are rows with place and end, and can be tied to a case', async () => {
    await a.ask('duty', { on: true, at: Date.now() });
    await a.ask('position', { t: Date.now(), ...CENTRE });
    const { transmissionId, streamId } = await grantOf(a, 'district');
    const begun = await talkRow(lead, transmissionId);
    expect(begun).toMatchObject({
      channelId: 'district',
      talker: { id: A, kind: 'terminal' },
      streamId,
      endedAt: null,
    });
    expect(begun.lon).toBeCloseTo(CENTRE.lon, 6);
    const report = aReport();
    await a.ask('report', report);
    expect(await lead.op('transmission.link', { transmissionId, caseId: report.id })).toMatchObject({ ok: true });
    await press(a, 'district', true);
    await lead.ask('floor:overrule', { channelId: 'district' });
    const ended = await talkRow(lead, transmissionId, ({ endedAt }) => endedAt !== null);
    expect(ended).toMatchObject({ endedBy: 'overruled', emergency: true, caseId: report.id });
    expect(await lead.op('transmission.link', { transmissionId, caseId: null })).toMatchObject({ ok: true });
    expect(await lead.op('transmission.link', { transmissionId: newId(), caseId: null })).toMatchObject({
      code: 'not-found',
    });
    expect(await lead.op('transmission.link', { transmissionId, caseId: newId() })).toMatchObject({
      code: 'not-found',
    });
  });

  it('are written exactly once each, also those a kill left open, and never their voice', async () => {
    const before = (await rowsOf<Transmission>(lead, 'transmission')).length;
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      ids.push((await grantOf(b, 'district')).transmissionId);
      await letGo(b, 'district');
    }
    const { transmissionId: open, streamId } = await grantOf(b, 'district');
    const stop = keepTalking(b);
    await talkRow(lead, open);
    const { seq } = await lead.ask('snapshot', { entity: 'transmission', limit: 1 });
    const heard = headers(a).length;
    await expect.poll(() => headers(a).length).toBeGreaterThan(heard + 20);
    expect((await lead.ask('snapshot', { entity: 'transmission', limit: 1 })).seq).toBe(seq);
    await gateway.end('SIGKILL');
    stop();
    close();
    gateway = await startGateway({ data: gateway.data, port: gateway.port });
    await connect();
    const rows = await rowsOf<Transmission>(lead, 'transmission');
    expect(rows).toHaveLength(before + 6);
    for (const id of ids) expect(rows.find((row) => row.id === id)).toMatchObject({ endedBy: 'released' });
    const cut = rows.find((row) => row.id === open);
    expect(cut).toMatchObject({ endedBy: 'vanished' });
    expect(cut?.endedAt).toBeGreaterThanOrEqual(cut?.startedAt ?? Number.POSITIVE_INFINITY);
    const again = await grantOf(b, 'district');
    expect(again.streamId).toBeGreaterThan(streamId);
    say(b, 1);
    await a.hears('voice');
    await letGo(b, 'district');
  });
});
