import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import { backupName } from '../../../electron/station/care/shelf.ts';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { configFor, liveStation, openWindow, scratchFolder, startStation, type TestWindow, until } from './harness.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const LEAD = { username: 'lead', password: 'demo' };

let scratch: ReturnType<typeof scratchFolder>;
let home: string;
let fake: FakeGateway;
let port: number;
let station: Station | undefined;
/** how far this machine's clock is from the true time, ms */
let wrong: number;
/** how much more the steady clock has moved on, ms */
let slept: number;
const machine = { now: () => Date.now() + wrong, monotonic: () => performance.now() + slept };
const row = aCase({ title: '井盖破损' });

beforeEach(async () => {
  scratch = scratchFolder();
  home = join(scratch.path, 'home');
  [wrong, slept] = [0, 0];
  await centre();
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
  await fake.close();
  scratch.remove();
});

async function centre(): Promise<void> {
  fake = await startFakeGateway(port);
  port = Number(new URL(fake.url).port);
  fake.snapshots.set('case', [snapshotOf(row)]);
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
}

const heldOps = async (window: TestWindow) =>
  (await window.read('outbox.list', {})).map(({ id, state }) => ({ id, state }));

/** A desk with a note that waits, and one that is held back for a possible undo; the centre has gone away since. */
async function deskLeftAlone(): Promise<string[]> {
  const live = await liveStation(home, fake.url, 'lead', { undoSeconds: 30 }, machine);
  const ids = [
    await actOn(live.window, 'case.annotate', row.id, { note: '已通知' }),
    await actOn(live.window, 'case.annotate', row.id, { note: '已到场' }),
  ];
  await fake.close();
  await live.station.stop();
  return ids;
}

function start(): TestWindow {
  station = startStation(configFor(home, fake.url), machine);
  return openWindow(station);
}

describe.each([
  ['ahead', YEAR_MS],
  ['behind', -YEAR_MS],
] as const)('[ST59] a start with the clock a year %s', (name, by) => {
  test('and without the centre keeps what waits, and lets in only who may be let in for sure', async () => {
    const ids = await deskLeftAlone();
    wrong = by;
    const window = start();
    const answer = await window.call.signIn(LEAD);
    // Ahead nobody can tell it from a year gone by: the centre has to say that they still work here.
    if (name === 'ahead') expect(answer).toMatchObject({ ok: false, code: 'unavailable', reason: 'offline-expired' });
    else expect(answer).toMatchObject({ ok: true });
    expect(station?.status().outbox.waiting).toBe(2);

    await centre();
    fake.answers.delete('op');
    if (name === 'ahead') await until('the centre lets them in', async () => (await window.call.signIn(LEAD)).ok);
    await until('the centre is there', () => station?.status().sync.state === 'live', 40_000);
    // A hold of the time before ends at the start, whatever the clock says.
    const sent = () =>
      fake.heard.filter(({ event }) => event === 'op').map(({ payload }) => (payload as { id: string }).id);
    await until('both leave, in their order', () => sent().length === 2);
    expect(sent()).toEqual(ids);
    const offset = station?.status().clockOffset ?? 0;
    expect(Math.abs(machine.now() + offset - Date.now())).toBeLessThan(1000);
  });

  test('retires what is old by the centre’s clock and nothing else, and makes backups that are kept', async () => {
    fake.snapshots.set('setting', [
      {
        id: 'desk.keep.ended-case-days',
        version: 1,
        value: { key: 'desk.keep.ended-case-days', value: 200, version: 1 },
      },
    ]);
    const ended = (days: number) => {
      const at = Date.now() - days * DAY_MS;
      return aCase({
        id: idAt(at),
        state: 'closed',
        reportedAt: at,
        updatedAt: at,
        closedAt: at,
        title: `${days} 天前`,
      });
    };
    const [old, young] = [ended(300), ended(100)];
    fake.snapshots.set('case', [row, old, young].map(snapshotOf));
    wrong = by;
    const live = await liveStation(home, fake.url, 'lead', {}, machine);
    station = live.station;
    slept += 11_000;
    const has = async (id: string) => (await live.window.read('case.get', { id })) !== null;
    await until('the old one is retired', async () => !(await has(old.id)));
    expect(await has(young.id)).toBe(true);
    expect(await has(row.id)).toBe(true);

    expect(await live.window.call.backUp()).toMatchObject({ ok: true });
    await until('it is made', () => live.station.status().care.last?.ok);
    wrong = 0;
    expect(await live.window.call.backUp()).toMatchObject({ ok: true });
    await until(
      'another is made',
      async () =>
        (await live.window.read('backup.list', {})).length === 2 && live.station.status().care.running === null,
    );
    const names = (await live.window.read('backup.list', {})).map((backup) => backup.name);
    expect(names.some((made) => made.startsWith(backupName('daily', Date.now()).slice(0, -3)))).toBe(true);
  });
});

test.each([
  ['back', -YEAR_MS],
  ['ahead', YEAR_MS],
] as const)(
  '[ST59] a clock set %s by a year while the desk works alone moves no hold, no session and nothing that waits',
  async (_, by) => {
    const live = await liveStation(home, fake.url, 'lead', { undoSeconds: 30 }, machine);
    station = live.station;
    await fake.close();
    await until('it is alone', () => live.station.status().link.state === 'alone');
    const earlier = await actOn(live.window, 'case.annotate', row.id, { note: '已通知' });
    wrong = by;
    const later = await actOn(live.window, 'case.annotate', row.id, { note: '已到场' });
    expect(live.station.status().session.state).not.toBe('signed-out');
    const [item] = (await live.window.read('outbox.list', {})).filter(({ id }) => id === later);
    expect((await heldOps(live.window)).map(({ id }) => id)).toEqual([earlier, later]);
    // The pause for an undo is shown by the clock as it is now, and is as long as ever.
    expect(item?.undoUntil).toBeGreaterThan(machine.now());
    expect(item?.undoUntil).toBeLessThanOrEqual(machine.now() + 31_000);
    expect((await live.window.call.undo(later)).ok).toBe(true);
    slept += 31_000;
    await centre();
    fake.answers.delete('op');
    await until('what was not taken back leaves', () => fake.heard.some(({ event }) => event === 'op'), 40_000);
    const sent = fake.heard.filter(({ event }) => event === 'op').map(({ payload }) => (payload as { id: string }).id);
    expect(sent).toEqual([earlier]);
  },
);

/** An id made at that moment: what retention goes by first. */
function idAt(time: number): string {
  const hex = Math.floor(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000001`;
}
