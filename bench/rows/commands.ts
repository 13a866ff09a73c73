import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import type { Receipt } from '#shared/protocol/commands.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import { removeFolder, startGateway } from '../../tests/support/centre.ts';
import { startChild } from '../../tests/support/child.ts';
import { root } from '../electron.ts';
import { interleaved, p95, type Row, toRow } from '../measure.ts';
import { readDistrict } from '../world/cases.ts';
import { type Crowd, gather, openDesk, signIn } from '../world/crowd.ts';

export const RUNS = 3;
const LATENCY_RUNS = 100;
const POSITIONS = 4000;
export const WALKERS = 400;
/** terminals of `fan-out`; fewer with BENCH_TERMINALS, for a machine that holds fewer connections */
const crowdSize = () => Number(process.env.BENCH_TERMINALS ?? 16_000);
export const receiptTerminals = () => Math.min(4000, crowdSize());

const WORDS = {
  kind: 'order',
  priority: 'urgent',
  title: '防汛：橙色预警，立即巡查',
  text: '橙色暴雨预警生效。请巡查网格内积水点、下沉通道和低洼小区，发现险情立即上报。',
  requires: 'accepted',
} as const;

function commandTo(workers: readonly string[]): OpPayload<'command.issue'> {
  return { id: v7(), ...WORDS, issuedAt: Date.now(), recipients: { workers: [...workers] } };
}

/** Resolves when so many receipts of a state have come. */
class Board {
  #left = 0;
  #state = '';
  #wake: () => void = () => undefined;

  expect(state: Receipt['state'], count: number): Promise<void> {
    this.#state = state;
    this.#left = count;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  take({ state }: Pick<Receipt, 'state'>): void {
    if (state !== this.#state) return;
    this.#left -= 1;
    if (this.#left === 0) this.#wake();
  }
}

/** The product: a real gateway, terminals in a process of their own, a desk that follows the log, a second person. */
export async function product(terminals: number) {
  const gateway = await startGateway();
  const board = new Board();
  const lead = await openDesk(gateway.url, 'lead', ({ entity, value }) => {
    if (entity === 'receipt') board.take(value as Receipt);
  });
  const second = await openDesk(gateway.url, 'dispatcher', () => undefined);
  const crowd = await gather(gateway.url, terminals, gateway.data);
  const ids = readDistrict()
    .workers.slice(0, terminals)
    .map(({ id }) => id);
  /** ms from what makes it leave to the last `delivered` in the log, and its id */
  const fanOut = async () => {
    const command = commandTo(ids);
    const all = board.expect('delivered', terminals);
    let started = performance.now();
    await lead.op('command.issue', command);
    if (terminals > 500) {
      started = performance.now();
      await second.op('command.confirm', {}, command.id);
    }
    await all;
    return { ms: performance.now() - started, id: command.id };
  };
  const accepts = async () => {
    const { id } = await fanOut();
    const all = board.expect('accepted', terminals);
    const started = performance.now();
    crowd.say(`accept ${id}`);
    await all;
    return (terminals * 1000) / (performance.now() - started);
  };
  const close = async () => {
    await crowd.end();
    lead.close();
    second.close();
    await gateway.end();
    removeFolder(gateway.data);
  };
  return { gateway, lead, crowd, fanOut, accepts, close };
}

/** The floor: plain Socket.IO with as many terminals in a process of their own and one desk. */
export async function bare(terminals: number) {
  const server = await startChild(join(root, 'bench/floors/broadcast/main.cjs'), [], 'listening');
  const url = `http://127.0.0.1:${Number(server.ready.port)}`;
  const board = new Board();
  const desk = io(`${url}/console`, { transports: ['websocket'] });
  desk.on('receipt', (receipt: Receipt) => board.take(receipt));
  const crowd = await gather(url, terminals);
  const fanOut = async () => {
    const { recipients: _, ...command } = commandTo([]);
    const started = performance.now();
    const answers: unknown = await desk.emitWithAck('broadcast', command);
    if (answers !== terminals) throw new Error(`${String(answers)} of ${terminals} terminals answered`);
    return performance.now() - started;
  };
  const accepts = async () => {
    const all = board.expect('accepted', terminals);
    const started = performance.now();
    crowd.say('accept bench');
    await all;
    return (terminals * 1000) / (performance.now() - started);
  };
  const close = async () => {
    await crowd.end();
    desk.disconnect();
    await server.end();
  };
  return { url, desk, crowd, fanOut, accepts, close };
}

/**
 * `fan-out`: from the op that makes a command leave to the moment when the log has told a desk that each of 16,000
 * connected terminals has it (durable receipts) ÷ a plain Socket.IO broadcast with acknowledgements to as many.
 */
export async function fanOut(): Promise<Row[]> {
  const [floor, value] = [await bare(crowdSize()), await product(crowdSize())];
  try {
    const samples = await interleaved(RUNS, async () => (await value.fanOut()).ms, floor.fanOut);
    return [toRow({ name: `fan-out, ${crowdSize()} terminals`, unit: 'ms', ...samples })];
  } finally {
    await value.close();
    await floor.close();
  }
}

/** `receipts`: `accepted` of many terminals at once, until a desk that follows the log has them all ÷ a plain relay to one reader. */
export async function receipts(): Promise<Row[]> {
  const [floor, value] = [await bare(receiptTerminals()), await product(receiptTerminals())];
  try {
    const samples = await interleaved(RUNS, value.accepts, floor.accepts);
    return [toRow({ name: 'receipts', unit: 'receipts/s', ...samples })];
  } finally {
    await value.close();
    await floor.close();
  }
}

/** A terminal in this process, and when it is next told of a command. */
export async function openTerminal(url: string, workerId: string, signsIn: boolean) {
  const device = { id: `bench-${workerId}`, model: 'bench', app: 'bench' };
  const token = signsIn ? await signIn(url, workerId, device) : '';
  const auth = { protocol: 1, token, device, workerId };
  const socket = io(`${url}/terminal`, { auth, transports: ['websocket'], forceNew: true });
  await once(socket, signsIn ? 'welcome' : 'connect');
  socket.on('command', (_: unknown, ack?: (answer: unknown) => void) => ack?.({ ok: true }));
  return { told: () => once(socket, 'command'), close: () => socket.disconnect() };
}

function once(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}

/** ms from sending to having, again and again while the others walk. */
export async function latencies(
  crowd: Crowd,
  told: () => Promise<void>,
  send: () => unknown,
  { runs = LATENCY_RUNS, prepare = () => pause(20) }: { runs?: number; prepare?: () => Promise<void> } = {},
): Promise<number[]> {
  const samples: number[] = [];
  crowd.say(`positions ${POSITIONS}`);
  for (let run = 0; run < runs; run += 1) {
    await prepare();
    const has = told();
    const started = performance.now();
    void send();
    await has;
    samples.push(performance.now() - started);
  }
  crowd.say('quiet');
  return samples;
}

/** `command-latency`: a desk's op to the terminal that has it, p95, while 400 others send 4,000 positions a second ÷ plain Socket.IO. */
export async function commandLatency(): Promise<Row[]> {
  const [floor, value] = [await bare(WALKERS), await product(WALKERS)];
  const worker = readDistrict().workers[WALKERS]?.id ?? '';
  try {
    const [direct, terminal] = [
      await openTerminal(floor.url, worker, false),
      await openTerminal(value.gateway.url, worker, true),
    ];
    value.crowd.say('duty');
    await value.crowd.hears('on-duty');
    const { recipients: _, ...bareCommand } = commandTo([]);
    const floors = await latencies(floor.crowd, direct.told, () => floor.desk.emit('send', worker, bareCommand));
    const values = await latencies(
      value.crowd,
      terminal.told,
      () => void value.lead.op('command.issue', commandTo([worker])),
    );
    for (const one of [direct, terminal]) one.close();
    return [toRow({ name: 'command-latency', unit: 'ms p95', values, floors, pick: p95 })];
  } finally {
    await value.close();
    await floor.close();
  }
}
