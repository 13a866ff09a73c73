import { once } from 'node:events';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { TICK_HEADER_BYTES, TICK_RECORD_BYTES } from '#shared/contract/fleetTick.ts';
import { encodeFleetFrame } from '#shared/protocol/fleetFrame.ts';
import type { LoginAnswer } from '#shared/protocol/http.ts';
import { removeFolder, startGateway } from '../../tests/support/centre.ts';
import { startChild } from '../../tests/support/child.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import { root } from '../electron.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { readDistrict } from '../world/cases.ts';

const CONNECTIONS = 400;
/** below the burst that the gateway allows a terminal, so that its rate limit is no part of the figure */
const EVENTS = 120;
const RUNS = 4;
/** fixes of one terminal's message, on both sides alike */
const BATCHES = [1, 10] as const;
/** a worker's n-th fix says so by its speed, cm/s: the window can tell which one it was drawn from */
const SPEEDS = 10_000;

declare global {
  var lastFix: Map<number, number>;
  var wentBack: number;
}

type Emit = (terminal: number, firstFix: number) => [event: string, payload: unknown];

/** Every terminal sends its events one after the other, each when the one before was acknowledged with `ok`. */
async function sendAll(sockets: readonly Socket[], batch: number, emit: Emit, sent: number): Promise<void> {
  const one = async (socket: Socket, terminal: number) => {
    for (let event = 0; event < EVENTS; event += 1) {
      const answer: unknown = await socket.emitWithAck(...emit(terminal, sent + event * batch));
      if (!(answer as { ok: boolean }).ok) throw new Error(`a position was refused: ${JSON.stringify(answer)}`);
    }
  };
  await Promise.all(sockets.map(one));
}

async function connectAll(url: string, authOf: (terminal: number) => Promise<object>): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let terminal = 0; terminal < CONNECTIONS; terminal += 1) {
    const auth = await authOf(terminal);
    const socket = io(url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  }
  return sockets;
}

function fixOf(terminal: number, n: number) {
  const { places } = readDistrict();
  const place = places[terminal];
  return {
    t: Date.now(),
    lon: (place?.lon ?? 0) + (n % 100) * 1e-6,
    lat: place?.lat ?? 0,
    speed: (n % SPEEDS) / 100,
    heading: n % 360,
  };
}

async function signInWorker(url: string, terminal: number): Promise<object> {
  const username = readDistrict().workers[terminal]?.id ?? '';
  const device = { id: `bench-${username}`, model: 'bench', app: 'bench' };
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo', device }),
  });
  const { accessToken } = (await response.json()) as LoginAnswer;
  return { protocol: 1, token: accessToken, device };
}

/** Notes in the page which fix each worker was last drawn from, and whether one ever went back to an older. */
async function watchTicks(console: ConsoleApp): Promise<void> {
  await console.page.evaluate(
    ([header, record]) => {
      globalThis.lastFix = new Map();
      globalThis.wentBack = 0;
      stationTap.onTick = (tick) => {
        const view = new DataView(tick);
        for (let at = header; at < tick.byteLength; at += record) {
          const index = view.getUint32(at, true);
          const fix = view.getUint16(at + 14, true);
          if (fix < (globalThis.lastFix.get(index) ?? 0)) globalThis.wentBack += 1;
          globalThis.lastFix.set(index, fix);
        }
      };
    },
    [TICK_HEADER_BYTES, TICK_RECORD_BYTES] as const,
  );
}

/** The product: real gateway, real station, real desk. The clock stops when the window has every worker's last fix. */
async function product(batch: number) {
  const gateway = await startGateway();
  const console = await launchConsole(gateway.url);
  await watchTicks(console);
  const sockets = await connectAll(`${gateway.url}/terminal`, (terminal) => signInWorker(gateway.url, terminal));
  const began = Date.now();
  await Promise.all(sockets.map((socket) => socket.emitWithAck('duty', { on: true, at: began })));
  let sent = 1;
  const run = async () => {
    const started = performance.now();
    await sendAll(
      sockets,
      batch,
      (terminal, n) => [
        'position',
        batch === 1 ? fixOf(terminal, n) : Array.from({ length: batch }, (_, i) => fixOf(terminal, n + i)),
      ],
      sent,
    );
    sent += EVENTS * batch;
    await console.page.waitForFunction(
      ([workers, fix]) => {
        for (let index = 0; index < workers; index += 1) if (globalThis.lastFix.get(index) !== fix) return false;
        return true;
      },
      [CONNECTIONS, sent - 1] as const,
      { polling: 10 },
    );
    const ms = performance.now() - started;
    const back = await console.page.evaluate(() => globalThis.wentBack);
    if (back > 0) throw new Error(`${back} workers went back to an older fix`);
    return (CONNECTIONS * EVENTS * batch * 1000) / ms;
  };
  const close = async () => {
    for (const socket of sockets) socket.disconnect();
    await console.close();
    await gateway.end();
    removeFolder(gateway.data);
  };
  return { run, close };
}

/** The floor: a relay process and a reading process of plain Socket.IO, the same fixes as binary records. */
async function relay(batch: number) {
  const main = join(root, 'bench/floors/relay/main.cjs');
  const server = await startChild(main, [], 'listening');
  const url = `http://127.0.0.1:${Number(server.ready.port)}`;
  const reader = await startChild(main, [url, `${CONNECTIONS * EVENTS * batch}`], 'reading');
  const sockets = await connectAll(`${url}/writer`, async () => ({}));
  const run = async () => {
    const { stdout } = reader.process;
    if (!stdout) throw new Error('the reader has no stdout');
    const all = once(stdout, 'data');
    const started = performance.now();
    await sendAll(sockets, batch, (terminal, n) => ['position', frameOf(terminal, n, batch)], 1);
    await all;
    return (CONNECTIONS * EVENTS * batch * 1000) / (performance.now() - started);
  };
  const close = async () => {
    for (const socket of sockets) socket.disconnect();
    await reader.end();
    await server.end();
  };
  return { run, close };
}

/** Bare records, without the frame's header. */
function frameOf(terminal: number, n: number, batch: number): Uint8Array {
  const now = Date.now();
  const records = Array.from({ length: batch }, (_, i) => ({
    ...fixOf(terminal, n + i),
    workerIndex: terminal,
    status: 3,
  }));
  return encodeFleetFrame(records, now).subarray(16);
}

async function measure(batch: number): Promise<Row> {
  const floor = await relay(batch);
  const value = await product(batch);
  try {
    await floor.run();
    await value.run();
    const samples = await interleaved(RUNS, value.run, floor.run);
    const name = batch === 1 ? 'fleet-ingest' : `fleet-ingest, ${batch} fixes a message`;
    return toRow({ name, unit: 'positions/s', ...samples });
  } finally {
    await value.close();
    await floor.close();
  }
}

/**
 * `fleet-ingest`: positions a second from 400 terminals through gateway and station into the desk's window, every one
 * acknowledged and each worker's last one seen there, ÷ a plain Socket.IO relay to one reader with as many connections
 * that sends as many binary positions in messages of the same number.
 */
export async function fleetIngest(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const batch of BATCHES) rows.push(await measure(batch));
  return rows;
}
