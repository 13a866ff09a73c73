import { createServer, type Socket as RawSocket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { TICK_HEADER_BYTES, TICK_RECORD_BYTES } from '#shared/contract/fleetTick.ts';
import { removeFolder, startGateway } from '../../tests/support/centre.ts';
import { launchConsole } from '../consoleApp.ts';
import { p95, type Row, toRow } from '../measure.ts';
import { readDistrict } from '../world/cases.ts';
import { gather, signIn } from '../world/crowd.ts';
import { openFedMap } from '../world/fleetMap.ts';

const TERMINALS = 400;
const PER_SECOND = 4000;
const PROBES = 60;
/** no multiple of the centre's quarter of a second, so that probes fall anywhere in it */
const PROBE_MS = 430;
const LAST_MS = 3000;
const PAINTED_MEASURE = 'fleet-painted';

declare global {
  /** probe and when it was on the screen, ms since the epoch */
  var probesPainted: [probe: number, at: number][];
}

const epochNow = () => performance.timeOrigin + performance.now();

/** Sends the probes and gives ms from each to its picture. */
async function probed(send: (probe: number) => void, painted: () => Promise<(readonly [number, number])[]>) {
  const sent = new Map<number, number>();
  for (let probe = 1; probe <= PROBES; probe += 1) {
    sent.set(probe, epochNow());
    send(probe);
    await pause(PROBE_MS);
  }
  await pause(LAST_MS);
  const found = (await painted()).map(([probe, at]) => at - (sent.get(probe) ?? Number.NaN));
  if (found.length < PROBES * 0.9) throw new Error(`only ${found.length} of ${PROBES} probes were seen`);
  return found;
}

/** In the page: a tick that holds the probe's worker is on the screen with the next picture that began no earlier. */
function watchProbe([probeIndex, header, record, measure]: readonly [number, number, number, string]): void {
  let waiting: { probe: number; at: number }[] = [];
  globalThis.probesPainted = [];
  stationTap.onTick = (tick) => {
    const view = new DataView(tick);
    for (let at = header; at < tick.byteLength; at += record) {
      if (view.getUint32(at, true) !== probeIndex) continue;
      // Another listener of the same message may have begun to draw it already.
      waiting.push({ probe: view.getUint16(at + 14, true), at: performance.now() - 20 });
    }
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntriesByName(measure)) {
      const done = waiting.filter(({ at }) => at <= startTime);
      waiting = waiting.filter(({ at }) => at > startTime);
      for (const { probe } of done) {
        globalThis.probesPainted.push([probe, performance.timeOrigin + startTime + duration]);
      }
    }
  }).observe({ type: 'measure' });
}

/** Terminals, gateway, station, window: all of the product. */
async function product(): Promise<number[]> {
  const gateway = await startGateway();
  const crowd = await gather(gateway.url, TERMINALS, gateway.data);
  const console = await launchConsole(gateway.url);
  const worker = readDistrict().workers[TERMINALS];
  const device = { id: 'bench-probe', model: 'bench', app: 'bench' };
  const token = await signIn(gateway.url, worker?.id ?? '', device);
  const auth = { protocol: 1, token, device };
  const socket = io(`${gateway.url}/terminal`, { auth, transports: ['websocket'], reconnection: false });
  try {
    await once(socket as unknown as NodeJS.EventEmitter, 'connect');
    crowd.say('duty');
    await crowd.hears('on-duty');
    await socket.emitWithAck('duty', { on: true, at: Date.now() });
    await console.page.locator('[data-fleet-painter]').waitFor({ state: 'attached' });
    await console.page.evaluate(watchProbe, [
      TERMINALS,
      TICK_HEADER_BYTES,
      TICK_RECORD_BYTES,
      PAINTED_MEASURE,
    ] as const);
    crowd.say(`positions ${PER_SECOND}`);
    await pause(LAST_MS);
    const { lon, lat } = readDistrict().places[TERMINALS] ?? { lon: 0, lat: 0 };
    // The probe's number travels as its speed.
    const send = (probe: number) =>
      socket.emit('position', { t: Date.now(), lon: lon + probe * 1e-6, lat, speed: probe / 100, heading: 0 });
    return await probed(send, () =>
      console.page.evaluate(() => globalThis.probesPainted.filter(([probe]) => probe > 0)),
    );
  } finally {
    socket.disconnect();
    await console.close();
    await crowd.end();
    await gateway.end();
    removeFolder(gateway.data);
  }
}

function recordOf(index: number, n: number, probe: number): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(index, 0);
  record.writeFloatLE((index % 100) * 1e-6 + n * 1e-9, 4);
  record.writeFloatLE((index % 77) * 1e-6, 8);
  record.writeUInt32LE(probe, 12);
  return record;
}

/** A raw socket into a bare layer on the same map. */
async function bare(): Promise<number[]> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const joined = once(server, 'connection') as Promise<[RawSocket]>;
  const map = await openFedMap(TERMINALS + 1, port);
  const [socket] = await joined;
  let n = 0;
  const timer = setInterval(() => {
    const records = Array.from({ length: PER_SECOND / 10 }, () => recordOf(n++ % TERMINALS, n, 0));
    socket.write(Buffer.concat(records));
  }, 100);
  try {
    await pause(LAST_MS);
    return await probed((probe) => void socket.write(recordOf(TERMINALS, probe, probe)), map.probes);
  } finally {
    clearInterval(timer);
    await map.close();
    server.close();
  }
}

/**
 * `fleet-latency`: from a terminal's send to the picture in the desk, p95, under 4,000 positions a second ÷ a raw socket
 * into a bare layer on the same map. Of the product's time the centre's quarter of a second is by design.
 */
export async function fleetLatency(): Promise<Row[]> {
  const floors = await bare();
  const values = await product();
  return [
    toRow({ name: 'fleet-latency', unit: 'ms', values, floors, pick: p95 }),
    toRow({ name: 'fleet-latency, median', unit: 'ms', values, floors }),
  ];
}
