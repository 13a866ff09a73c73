import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alarmOf, type CentreAlarm, ended } from '#shared/domain/alarms/alarm.ts';
import type { Station } from '../../../electron/station/station.ts';
import { openConsole, openTerminal } from '../gateway/clients.ts';
import { type ChildDesk, liveDesk } from './desk.ts';
import { type FakeGateway, startFakeGateway } from './fakeGateway.ts';
import { isLive, liveStation, type RunningGateway, scratchFolder, startGateway, until } from './harness.ts';

let scratch: ReturnType<typeof scratchFolder>;
const running: { gateway?: RunningGateway; fake?: FakeGateway; station?: Station; desk?: ChildDesk } = {};

beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(async () => {
  await running.desk?.kill();
  await running.station?.stop();
  await running.fake?.close();
  await running.gateway?.stop();
  for (const name of ['gateway', 'fake', 'station', 'desk'] as const) delete running[name];
  scratch.remove();
});

/** The row of an alarm in a desk's list. */
async function rowOf(desk: ChildDesk, id: string) {
  const answer = await desk.read('alarm.list', {});
  return answer.ok ? answer.value.find((alarm) => alarm.id === id) : undefined;
}

test('[ST320] acknowledged while the centre is away and killed right after: shown as waiting, and it arrives exactly once', async () => {
  const data = `${scratch.path}/gateway`;
  const first = await startGateway(data);
  running.gateway = first;
  const caller = await openTerminal(first.url, 'w00061');
  expect(await caller.ask('duty', { on: true, at: Date.now() })).toMatchObject({ ok: true });
  const sos = { id: uuidv7(), at: Date.now(), lon: 121.46, lat: 31.195 };
  expect(await caller.ask('sos', sos)).toMatchObject({ ok: true });
  const home = `${scratch.path}/desk`;
  const before = await liveDesk(home, first.url);
  running.desk = before;
  // Heard of at once and read with the snapshot: it stands once ([ST319]).
  await until('the alarm is here', async () => (await rowOf(before, sos.id))?.of === 'centre');
  caller.close();
  await first.stop();

  const note = { note: '已派人前往' };
  const act = { id: uuidv7(), kind: 'alarm.acknowledge', entityId: sos.id, payload: note } as const;
  expect(await before.act(act)).toMatchObject({ ok: true });
  const waits = { open: false, waiting: true, acknowledgedBy: '值班长', ...note };
  expect(await rowOf(before, sos.id)).toMatchObject(waits);
  await before.kill();

  running.gateway = await startGateway(data, first.port);
  const after = await liveDesk(home, running.gateway.url);
  running.desk = after;
  await until('it is through', async () => (await rowOf(after, sos.id))?.waiting === false);
  expect(await rowOf(after, sos.id)).toMatchObject({ ...waits, waiting: false });
  // The same once more, as a desk that did not hear the answer says it.
  expect(await after.act(act)).toMatchObject({ ok: true });
  await until('nothing waits', async () => (await after.status()).outbox.waiting === 0);
  const lead = await openConsole(running.gateway.url, 'lead');
  const { rows } = await lead.ask('snapshot', { entity: 'alarm', limit: 100 });
  // Made by the call and written once more.
  expect(rows).toMatchObject([{ id: sos.id, value: { version: 2, acknowledgedBy: { name: '值班长' }, ...note } }]);
  lead.close();
}, 120_000);

const speeding = (id: string): CentreAlarm =>
  alarmOf(
    {
      ...{ key: `speed:${id}`, kind: 'speed', priority: 'high', workerIds: ['w00001'], caseId: null, areaId: null },
      ...{ lon: 121.46, lat: 31.195, figure: 80 },
    },
    id,
    Date.now(),
    Date.now(),
    true,
  );
const putOf = (alarm: CentreAlarm) => ({
  ...{ entity: 'alarm' as const, id: alarm.id, version: alarm.version, op: 'put' as const, value: alarm },
});

test('[ST321] what began while the link was down is told once it is up, once, and not what ended meanwhile', async () => {
  const fake = await startFakeGateway();
  running.fake = fake;
  const { station, window } = await liveStation(scratch.path, fake.url);
  running.station = station;
  const dropLink = async (meanwhile: () => void) => {
    fake.refuse = { code: 'unavailable', message: '' };
    for (const socket of fake.sockets) socket.disconnect(true);
    await until('the desk is alone', () => station.status().link.state !== 'online');
    meanwhile();
    fake.refuse = null;
    await until('it is back', () => isLive(station));
  };
  const [missed, over, later] = [speeding(uuidv7()), speeding(uuidv7()), speeding(uuidv7())];
  const log = (alarm: CentreAlarm) => fake.log.push({ ...putOf(alarm), seq: (fake.log.at(-1)?.seq ?? 0) + 1 });
  await dropLink(() => {
    log(missed);
    log(ended({ ...over, keep: false }, Date.now()));
  });
  await until('it is told', () => window.alarms.length > 0);
  expect(window.alarms).toMatchObject([{ id: missed.id, open: true }]);
  await dropLink(() => log(later));
  await until('the later one is told', () => window.alarms.length > 1);
  // Both after the second link: had the first been told again, it would stand between them.
  expect(window.alarms).toMatchObject([{ id: missed.id }, { id: later.id }]);
  expect(station.status().alarms).toBe(2);
});
