import { afterEach, expect, test, vi } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import { type FakeGateway, startFakeGateway } from './fakeGateway.ts';
import {
  configFor,
  isLive,
  liveStation,
  openWindow,
  scratchFolder,
  startStation,
  type TestWindow,
  until,
} from './harness.ts';
import { openLine, type SlowLine } from './slowLine.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

const open: { stations: Station[]; fake?: FakeGateway; line?: SlowLine; remove?: () => void } = { stations: [] };

afterEach(async () => {
  for (const station of open.stations.splice(0)) await station.stop();
  await open.line?.close();
  await open.fake?.close();
  open.remove?.();
});

/** A desk whose clock is wrong by `wrong` ms and whose steady clock can be moved on, on a line that can be slow. */
class Desk {
  wrong = 0;
  slept = 0;
  home = '';
  station!: Station;
  window!: TestWindow;
  fake!: FakeGateway;
  line!: SlowLine;
  readonly machine = {
    now: () => Date.now() + this.wrong,
    monotonic: () => performance.now() + this.slept,
  };

  static async open(prepare: (desk: Desk) => void = () => undefined): Promise<Desk> {
    const desk = new Desk();
    const scratch = scratchFolder();
    desk.home = scratch.path;
    desk.fake = await startFakeGateway();
    desk.line = await openLine(desk.fake.url);
    open.fake = desk.fake;
    open.line = desk.line;
    open.remove = scratch.remove;
    prepare(desk);
    const live = await liveStation(desk.home, desk.line.url, 'lead', {}, desk.machine);
    desk.take(live.station, live.window);
    return desk;
  }

  take(station: Station, window: TestWindow): void {
    this.station = station;
    this.window = window;
    open.stations.push(station);
  }

  /** How far what a window shows as the centre's time is from it, ms. */
  error(): number {
    const offset = this.window.statuses.at(-1)?.clockOffset ?? Number.NaN;
    return Math.abs(this.machine.now() + offset - this.fake.now());
  }

  async restartAlone(): Promise<void> {
    await this.station.stop();
    open.stations.splice(0);
    this.line.cut();
    await this.line.close();
    const station = startStation(configFor(this.home, this.line.url), this.machine);
    this.take(station, openWindow(station));
    await until('the window was told', () => this.window.statuses.length > 0);
  }
}

test('[ST10] the centre’s time is right within a second though the desk is hours wrong and the way back takes 800 ms', async () => {
  const desk = await Desk.open((one) => {
    one.wrong = -5 * HOUR;
    one.line.back = 800;
  });
  await until('it is told', () => desk.error() < 1000);
  expect(desk.station.status().link.since).toBeGreaterThan(Date.now() - HOUR);
  expect(Math.abs((desk.station.status().dataAsOf ?? 0) - Date.now())).toBeLessThan(1500);
});

test('[ST10] and so with the way there slow, and with a gateway that does not tell the time when asked', async () => {
  const desk = await Desk.open((one) => {
    one.wrong = 7 * HOUR;
    one.line.there = 800;
    one.fake.tellsTime = false;
  });
  await until('it is told', () => desk.error() < 1000);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(isLive(desk.station)).toBe(true);
  expect(desk.error()).toBeLessThan(1000);
});

for (const [jump, name] of [
  [-YEAR, 'back'],
  [YEAR, 'ahead'],
] as const) {
  test(`[ST12] a clock set ${name} by a year while running moves no light, drops no link, and windows follow in a second`, async () => {
    const desk = await Desk.open();
    const [socket] = desk.fake.sockets;
    await until('right before', () => desk.error() < 200);
    const as = desk.station.status().dataAsOf ?? 0;
    desk.wrong = jump;
    const set = performance.now();
    await until('windows follow', () => desk.error() < 1000);
    expect(performance.now() - set).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect([...desk.fake.sockets]).toEqual([socket]);
    expect(isLive(desk.station)).toBe(true);
    expect(desk.station.status().dataAsOf).toBeGreaterThanOrEqual(as);
    expect(desk.error()).toBeLessThan(1000);
  });

  test(`[ST13] a link that falls silent while the clock is set ${name} by a year is noticed within five seconds`, async () => {
    const desk = await Desk.open();
    desk.wrong = jump;
    desk.line.dead = true;
    const silent = performance.now();
    await until('it is noticed', () => desk.station.status().link.state === 'alone');
    expect(performance.now() - silent).toBeLessThan(5000);
    expect(desk.station.status().link.reason).toBe('silent');
  });
}

test('[ST14] a start without the centre knows its time again, by a desk clock as wrong as before', async () => {
  const desk = await Desk.open((one) => {
    one.wrong = 9 * HOUR;
  });
  await until('right before', () => desk.error() < 200);
  await desk.restartAlone();
  expect(desk.error()).toBeLessThan(1000);
});

test('[ST14] a clock set back while the station was away takes the centre’s time not behind what is known of it', async () => {
  const desk = await Desk.open();
  await until('right before', () => desk.error() < 200);
  desk.wrong = -YEAR;
  await desk.restartAlone();
  expect(desk.error()).toBeLessThan(60_000);
});

test('[ST15] a machine that slept for hours keeps a link that is good and says so at once', async () => {
  const desk = await Desk.open();
  const [socket] = desk.fake.sockets;
  const asked = () => desk.fake.heard.filter(({ event }) => event === 'clock').length;
  const before = asked();
  desk.slept = 8 * HOUR;
  desk.station.power('resume');
  await until('the centre was asked', () => asked() > before, 1000);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect([...desk.fake.sockets]).toEqual([socket]);
  expect(isLive(desk.station)).toBe(true);
});

test('[ST15] and without word of the sleep as well', async () => {
  const desk = await Desk.open();
  const [socket] = desk.fake.sockets;
  desk.slept = 8 * HOUR;
  await new Promise((resolve) => setTimeout(resolve, 6000));
  expect([...desk.fake.sockets]).toEqual([socket]);
  expect(isLive(desk.station)).toBe(true);
});

test('[ST15] a link that died in the sleep is noticed within five seconds of waking', async () => {
  const desk = await Desk.open();
  desk.line.dead = true;
  desk.slept = 8 * HOUR;
  desk.station.power('resume');
  const woke = performance.now();
  await until('it is noticed', () => desk.station.status().link.reason === 'silent');
  expect(performance.now() - woke).toBeLessThan(5000);
  desk.line.dead = false;
  desk.station.power('resume');
  await until('it is tried at once', () => isLive(desk.station), 1500);
});

test('[ST12] nor does the transport below drop a link by the wall clock when it next sends', async () => {
  const real = Date.now.bind(Date);
  const desk = await Desk.open((one) => {
    one.fake.now = real;
  });
  const [socket] = desk.fake.sockets;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + YEAR);
  try {
    desk.station.power('resume');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect([...desk.fake.sockets]).toEqual([socket]);
    expect(isLive(desk.station)).toBe(true);
    expect(desk.error()).toBeLessThan(1000);
  } finally {
    clock.mockRestore();
  }
});

test('[ST11] a centre whose own clock is set is followed', async () => {
  const desk = await Desk.open();
  await until('right before', () => desk.error() < 200);
  desk.fake.now = () => Date.now() + 2 * HOUR;
  for (const socket of desk.fake.sockets) socket.emit('heartbeat', { serverTime: desk.fake.now() });
  await until('it follows', () => desk.error() < 1000);
});
