import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Recording } from '#shared/contract/radio.ts';
import { decodeVoiceFrame, encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import type { Station } from '../../../electron/station/station.ts';
import { soundPackets } from '../../../electron/station/recordings/testOgg.ts';
import { canMount, smallDisk } from '../../support/smallDisk.ts';
import { connectTerminal } from '../../support/terminal.ts';
import { actOn, confirmedCase } from './cases.ts';
import { type ChildDesk, liveDesk } from './desk.ts';
import {
  isLive,
  liveStation,
  openWindow,
  type RunningGateway,
  scratchFolder,
  startGateway,
  type TestWindow,
  until,
} from './harness.ts';

const ALL = 'district';
const WORKER = 'w00001';
let centre: ReturnType<typeof scratchFolder>;
let gateway: RunningGateway;
let home: ReturnType<typeof scratchFolder>;
let station: Station;
let window: TestWindow;
/** recordings of the tests before */
let known: string[] = [];
let field: Socket;

beforeAll(async () => {
  centre = scratchFolder();
  gateway = await startGateway(centre.path);
  field = await connectTerminal(gateway.url, WORKER);
});
afterAll(async () => {
  field.disconnect();
  await gateway.stop();
  centre.remove();
});

const ask = (event: string, payload: unknown) => field.timeout(5000).emitWithAck(event, payload) as Promise<unknown>;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** One frame of the worker; its packet tells which it is. */
function say(n: number): void {
  const packet = Uint8Array.from([0xf8, n, ...Array.from({ length: 40 + (n % 30) }, (_, i) => i * n)]);
  field.emit('voice', encodeVoiceFrame({ channelIndex: 0, streamId: 1, sequence: n, timestamp: n * 960 }, packet));
}
/** The worker talks: these frames, in this order, as fast as the centre takes them. */
async function talk(frames: readonly number[], during?: () => Promise<void>): Promise<void> {
  await until(
    'the floor',
    async () => ((await ask('floor:request', { channelId: ALL })) as { state: string }).state === 'granted',
  );
  for (const n of frames) {
    say(n);
    await pause(18);
  }
  await during?.();
  await ask('floor:release', { channelId: ALL });
}
const upTo = (end: number) => Array.from({ length: end }, (_, n) => n);

async function recordings(at: TestWindow, more: object = {}): Promise<Recording[]> {
  return (await at.read('recording.list', { limit: 50, ...more })).rows;
}
async function kept(at: TestWindow, besides: readonly string[] = known): Promise<Recording> {
  return until('the talk is kept', async () =>
    (await recordings(at)).find((row) => row.sha256 !== null && row.endedAt !== null && !besides.includes(row.id)),
  );
}
describe('a desk', () => {
  let windows = 1;
  beforeAll(async () => {
    home = scratchFolder();
    ({ station } = await liveStation(home.path, gateway.url));
  });
  afterAll(async () => {
    await station.stop();
    home.remove();
  });
  beforeEach(async () => {
    windows += 1;
    window = openWindow(station, windows);
    await window.call.offerEar(true);
    known = (await recordings(window)).map(({ id }) => id);
  });
  afterEach(() => window.close());

  test('[ST200] what was heard lies in the file to the last byte, holes are as long as they were, and it is sealed', async () => {
    await ask('duty', { on: true, at: Date.now() });
    await ask('position', { t: Date.now(), lon: 121.461, lat: 31.196 });
    const said = upTo(60).filter((n) => n < 20 || n > 22);
    await talk(said);
    const row = await kept(window);
    // The centre gives voice away rather than holding anything up for it: what the ear did not hear was not there to record.
    const heard = new Map(
      window.voices.flatMap((frame) => {
        const read = decodeVoiceFrame(frame);
        return read ? [[read.header.sequence, Buffer.from(read.packet)] as const] : [];
      }),
    );
    const [start, end] = [Math.min(...heard.keys()), Math.max(...heard.keys())];
    expect(heard.size).toBeGreaterThan(40);
    const whole = end - start + 1;
    expect(row).toMatchObject({ channelName: '全区', talker: { id: WORKER }, cut: false, caseId: null });
    expect(row).toMatchObject({ soundMs: whole * 20, lost: whole - heard.size });
    await until('the centre tells where it was', async () => (await recordings(window))[0]?.lon === 121.461);
    const { bytes, mime } = await window.read('recording.sound', { id: row.id });
    expect(mime).toContain('audio/ogg');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(row.sha256);
    expect(bytes.byteLength).toBe(row.bytes);
    const expected = Array.from({ length: whole }, (_, n) => heard.get(start + n) ?? Buffer.from([0xf8]));
    expect(soundPackets(bytes).map((packet) => Buffer.from(packet))).toEqual(expected);
    const file = join(home.path, 'recordings', `${row.id}.sound`);
    const onDisk = readFileSync(file);
    for (const plain of ['OggS', 'OpusHead', row.talker.name, heard.get(end)?.toString('latin1') ?? '']) {
      expect(
        onDisk.includes(Buffer.from(plain, plain === heard.get(end)?.toString('latin1') ? 'latin1' : 'utf8')),
      ).toBe(false);
    }
    onDisk[onDisk.length - 1] = (onDisk.at(-1) ?? 0) ^ 1;
    writeFileSync(file, onDisk);
    expect(await window.call.read('recording.sound', { id: row.id })).toMatchObject({
      ok: false,
      reason: 'recording-locked',
    });
  });

  test('[ST201] it is recorded with every window closed; one’s own talk, too', async () => {
    window.close();
    await talk(upTo(30));
    window = openWindow(station, 100);
    const theirs = await kept(window);
    expect(theirs).toMatchObject({ talker: { id: WORKER }, soundMs: expect.toSatisfy((ms: number) => ms > 400) });
    await window.call.offerEar(true);
    await window.call.talk({ channelIds: [ALL], emergency: false });
    const grant = await until('the floor', () => window.floors.find((event) => event.kind === 'granted'));
    for (const n of upTo(25)) {
      const header = { ...grant, sequence: n, timestamp: n * 960 };
      window.raw({ t: 'voice', frame: encodeVoiceFrame(header, Uint8Array.from([0xf8, n])) });
    }
    await until('it is running', async () => (await recordings(window))[0]?.talker.id === 'lead');
    await window.call.hush();
    const own = await kept(window, [...known, theirs.id]);
    expect(own).toMatchObject({ talker: { id: 'lead', kind: 'operator' }, soundMs: 500, lost: 0 });
    const packets = soundPackets((await window.read('recording.sound', { id: own.id })).bytes);
    expect(packets.map((packet) => packet[1])).toEqual(upTo(25));
  });

  test('[ST202] a line that is lost in a talk leaves a recording that says so; the rest of the talk goes on in it when it is back in time', async () => {
    let back = 0;
    await talk(upTo(20), async () => {
      await until('it is heard', () => window.voices.length > 10);
      station.setGateway('http://127.0.0.1:9');
      await until('the line is gone', () => !isLive(station));
      const keeping = setInterval(() => say(100), 200);
      station.setGateway(gateway.url);
      await until('the line is back', async () =>
        (await window.read('radio', {})).channels.some((each) => each.talk !== null && isLive(station)),
      );
      await pause(200);
      clearInterval(keeping);
      back = window.voices.length;
      for (const n of [120, 121, 122, 123]) say(n);
      await until('it goes on', () => window.voices.length > back);
    });
    expect(await kept(window)).toMatchObject({ cut: false, soundMs: expect.toSatisfy((ms: number) => ms >= 120 * 20) });
    expect((await recordings(window)).filter(({ id, soundMs }) => soundMs > 0 && !known.includes(id))).toHaveLength(1);
  });

  test('[ST203] talks are found by names, channel, talker, time and case; those that only the centre knows among them', async () => {
    await talk(upTo(15));
    const first = await kept(window);
    await window.call.joinChannels([]);
    await pause(100);
    await talk(upTo(15));
    const all = await until('both are listed', async () => {
      const rows = await recordings(window);
      return rows[0]?.soundMs === 0 && rows[0].endedAt !== null && rows.some(({ id }) => id === first.id) ? rows : null;
    });
    const second = all[0];
    expect(second).toMatchObject({ soundMs: 0, sha256: null, talker: { id: WORKER }, channelName: '全区' });
    expect(await window.call.read('recording.sound', { id: second?.id ?? '' })).toMatchObject({
      ok: false,
      reason: 'recording-gone',
    });
    const found = async (more: object) => (await recordings(window, more)).map(({ id }) => id);
    const both = [second?.id, first.id];
    for (const more of [{ channelId: ALL }, { talkerId: WORKER }, { text: '全区' }, { text: first.talker.name }]) {
      expect((await found(more)).slice(0, 2), JSON.stringify(more)).toEqual(both);
    }
    for (const more of [{ channelId: 'none' }, { talkerId: 'nobody' }, { text: '无此人' }, { to: 1_000_000_000_000 }]) {
      expect(await found(more), JSON.stringify(more)).toEqual([]);
    }
    expect((await found({ to: first.startedAt }))[0]).toBe(first.id);
    expect(await found({ to: first.startedAt })).not.toContain(second?.id);
    const page = await window.read('recording.list', { limit: 1 });
    expect([page.more, page.rows[0]?.id]).toEqual([true, second?.id]);
    const last = page.rows[0];
    expect(await found({ limit: 1, after: { startedAt: last?.startedAt, id: last?.id } })).toEqual([first.id]);
    const caseId = await confirmedCase(window, '井盖破损');
    for (const id of both) await actOn(window, 'transmission.link', id ?? '', { transmissionId: id ?? '', caseId });
    expect(await found({ caseId }), 'at once').toEqual(both);
    await until('the centre has it', () => station.status().outbox.waiting === 0);
    await until('both stay', async () => (await found({ caseId })).join() === both.join());
    await actOn(window, 'transmission.link', first.id, { transmissionId: first.id, caseId: null });
    await until('the tie is gone', async () => (await found({ caseId })).join() === second?.id);
    expect((await window.read('outbox.list', {})).filter(({ state }) => state === 'refused')).toEqual([]);
  });
});

describe('a desk a while later', () => {
  test('[ST206] who takes a copy, or listens to what was said long ago, stands in the centre’s audit', async () => {
    const place = scratchFolder();
    const live = await liveStation(place.path, gateway.url, 'lead');
    const look = async () =>
      (await live.window.read('audit.list', { kind: 'recording.listen', limit: 50 })).rows.map(({ reason }) => reason);
    try {
      await talk(upTo(20));
      const row = await kept(live.window, []);
      await live.window.read('recording.sound', { id: row.id });
      expect(await look(), 'a recall').toEqual([]);
      await live.window.read('recording.sound', { id: row.id, use: 'export' });
      await live.window.read('recording.sound', { id: row.id, use: 'export' });
      await until('the copy is written down', async () => (await look()).length === 1);
      const db = new Database(join(place.path, 'station.db'));
      db.prepare('UPDATE recordings SET started_at = started_at - ?').run(3_600_000);
      db.close();
      await live.window.read('recording.sound', { id: row.id });
      await until('so is the listening', async () => (await look()).length === 2);
      expect(await look()).toEqual(['听取录音', '导出录音']);
      const [line] = (await live.window.read('audit.list', { kind: 'recording.listen', limit: 1 })).rows;
      expect(line).toMatchObject({ actor: { id: 'lead' }, subject: { id: WORKER, label: row.talker.name } });
    } finally {
      await live.station.stop();
      place.remove();
    }
  });
});

describe('a desk that is killed', () => {
  let desk: ChildDesk | undefined;
  beforeEach(() => {
    home = scratchFolder();
  });
  afterEach(async () => {
    await desk?.kill();
    home.remove();
  });

  const rowsOf = async (): Promise<Recording[]> => {
    const page = await desk?.read('recording.list', { limit: 10 });
    return page?.ok ? page.value.rows : [];
  };

  test('[ST204] loses at most the last second of a talk, and says that it was cut off', async () => {
    desk = await liveDesk(home.path, gateway.url);
    const part = () => readdirSync(join(home.path, 'recordings')).filter((name) => name.endsWith('.part'));
    await talk(upTo(50), async () => {
      await until('it is on the disk', () => part().length === 1);
      await pause(1500);
      await desk?.kill();
    });
    desk = await liveDesk(home.path, gateway.url);
    const row = await until(
      'it is finished',
      async () => (await rowsOf()).find(({ sha256 }) => sha256 !== null),
      30_000,
    );
    expect(row).toMatchObject({ cut: true, talker: { id: WORKER } });
    expect(row.soundMs).toBeGreaterThan(800);
    expect(row.endedAt).toBeGreaterThan(0);
    expect(part()).toEqual([]);
    const sound = await desk.read('recording.sound', { id: row.id });
    if (!sound.ok) throw new Error(sound.reason);
    expect(
      createHash('sha256')
        .update(Uint8Array.from(Object.values(sound.value.bytes)))
        .digest('hex'),
    ).toBe(row.sha256);
  });
});

describe.runIf(canMount())('a full disk', () => {
  test('[ST205] does not end a talk: it is told, what could be kept is, and the next talk is recorded when there is room', async () => {
    const disk = smallDisk(256);
    const live = await liveStation(join(disk.path, 'home'), gateway.url);
    try {
      const at = live.window;
      await at.call.offerEar(true);
      disk.fill();
      await talk(upTo(80), async () => {
        await until('it is heard all the same', () => at.voices.length > 60);
        await until('it is told', () => live.station.status().trouble === 'storage-full');
      });
      disk.makeRoom();
      await until('there is room', () => live.station.status().trouble === null);
      const before = (await recordings(at)).map(({ id }) => id);
      await talk(upTo(10));
      expect(await kept(at, before)).toMatchObject({ soundMs: expect.toSatisfy((ms: number) => ms > 100) });
    } finally {
      await live.station.stop();
      disk.remove();
    }
  });
});
