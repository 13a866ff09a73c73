import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { droppedPositionsSchema } from '#shared/protocol/positions.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { CENTRE, type Client, newId, openConsole, openTerminal, signIn } from './clients.ts';

let gateway: Gateway;
let lead: Client;
let worker: Client;
const WORKER = 'w00060';

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
  worker = await openTerminal(gateway.url, WORKER);
  await lead.ask('fleet:watch', { all: true });
  await worker.ask('duty', { on: true, at: Date.now() - 3_600_000 });
});
afterAll(async () => {
  lead.close();
  worker.close();
  await gateway.end();
  removeFolder(gateway.data);
});

async function dropped(workerId?: string) {
  const answer = await lead.ask('query', { kind: 'dropped-positions', workerId });
  return droppedPositionsSchema.parse((answer.rows as unknown[])[0]);
}

/** Where a worker of this number is shown, once a frame tells what fits. */
async function shownAt(index: number, fits: (one: { lon: number; t: number; status: number }) => boolean) {
  const of = (bytes: Uint8Array) =>
    (decodeFleetFrame(new Uint8Array(bytes)) ?? []).find((one) => one.workerIndex === index && fits(one));
  return of(await lead.hears<Uint8Array>('fleet', (bytes) => of(bytes) !== undefined));
}

it('[GW217] drops what cannot be, says how many and why, and moves nobody by it', async () => {
  const t = Date.now() - 600_000;
  expect(await worker.ask('position', { t, ...CENTRE })).toEqual({ ok: true, accepted: 1 });
  const sent = [
    { t, ...CENTRE },
    { t: t + 1000, lon: CENTRE.lon + 0.05, lat: CENTRE.lat },
    { t: t + 2000, lon: CENTRE.lon - 0.05, lat: CENTRE.lat, accuracy: 15 },
    { t: t + 3000, ...CENTRE, accuracy: 900 },
    { t: t + 4000, lon: CENTRE.lon + 0.0001, lat: CENTRE.lat },
  ];
  expect(await worker.ask('position', sent)).toEqual({
    ok: true,
    accepted: 1,
    dropped: { duplicate: 1, jump: 2, accuracy: 1 },
  });
  const shown = await shownAt(59, (one) => one.t > t);
  expect(shown).toMatchObject({ t: t + 4000, lon: CENTRE.lon + 0.0001 });
  // What a terminal can mend is refused in words, and counted as well.
  expect(await worker.ask('position', { t: Date.now() + 900_000, ...CENTRE })).toMatchObject({ code: 'invalid' });
});

it('[GW218] tells operators what was dropped of a worker, the last of it, and the sum of all', async () => {
  const { counts, last, since } = await dropped(WORKER);
  expect(counts).toEqual({ duplicate: 1, jump: 2, accuracy: 1, future: 1 });
  expect(last).toMatchObject({ reason: 'future', ...CENTRE });
  expect(since).toBeLessThanOrEqual(Date.now());
  expect(await dropped('w00061')).toMatchObject({ counts: {}, last: null });
  expect(await dropped()).toMatchObject({ workerId: null, taken: 2, workers: 1, counts });
  const health = (await (await fetch(`${gateway.url}/health`)).json()) as unknown;
  expect(health).toMatchObject({ ok: true, positions: { taken: 2, dropped: counts } });
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).toContain('street_positions_dropped_total{reason="jump"} 2');
  expect(await lead.ask('query', { kind: 'dropped-positions', workerId: 'w99999' })).toMatchObject({
    code: 'not-found',
  });
});

it('[GW217] judges phones with OsmAnd alike', async () => {
  const { accessToken } = await signIn(gateway.url, WORKER);
  const headers = { authorization: `Bearer ${accessToken}` };
  const { id } = (await (await fetch(`${gateway.url}/positions/osmand/id`, { headers })).json()) as { id: string };
  const place = `lat=${CENTRE.lat + 0.1}&lon=${CENTRE.lon}&timestamp=${Date.now() - 590_000}`;
  const answer = await fetch(`${gateway.url}/positions/osmand?id=${id}&${place}`);
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  expect((await dropped(WORKER)).counts.jump).toBe(3);
});

it('[GW219] takes an emergency call wherever and whenever it says it is', async () => {
  const far = { lon: 121.54, lat: CENTRE.lat };
  expect(await worker.ask('sos', { id: newId(), at: Date.now(), ...far })).toEqual({ ok: true });
  expect(await shownAt(59, ({ status }) => (status & STATUS.sos) > 0)).toMatchObject({ lon: far.lon });
  const other = await openTerminal(gateway.url, 'w00062');
  await other.ask('duty', { on: true, at: Date.now() - 60_000 });
  await other.ask('position', { t: Date.now() - 5000, ...CENTRE });
  const wrong = { id: newId(), at: Date.now() + 3_600_000, lon: 0, lat: 0 };
  expect(await other.ask('sos', wrong)).toEqual({ ok: true });
  const notice = await lead.hears<{ sos?: { id: string; at: number } }>('notice', ({ sos }) => sos?.id === wrong.id);
  expect(notice.sos).toMatchObject(CENTRE);
  expect(notice.sos?.at).toBeLessThanOrEqual(Date.now());
  other.close();
});
