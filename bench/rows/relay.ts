import { join } from 'node:path';
import { v7 } from 'uuid';
import { type Gateway, removeFolder, startGateway } from '../../tests/support/centre.ts';
import { startChild } from '../../tests/support/child.ts';
import { root } from '../electron.ts';
import { type Row, toRow } from '../measure.ts';
import { readDistrict } from '../world/cases.ts';
import { openDesk } from '../world/crowd.ts';

const CHANNELS = 100;
const LISTENERS = 10;
const FLOOR_SECONDS = 20;
const seconds = () => Number(process.env.BENCH_RELAY_SECONDS ?? 60);
const SAMPLE_MS = 2500;

interface Heard {
  heard: number;
  sent: number;
  ms: number;
  /** when measuring began, ms since the epoch */
  from: number;
  /** ms from a talker's send to a listener's hand */
  p50: number;
  p95: number;
  /** p95 of the first and the last tenth */
  first: number;
  last: number;
}

/** A talker on each channel in a process of their own with the listeners: what came of it. */
async function talks(url: string, forSeconds: number, dataFolder?: string): Promise<Heard> {
  const args = [url, `${CHANNELS}`, `${LISTENERS}`, `${forSeconds}`, ...(dataFolder === undefined ? [] : [dataFolder])];
  const child = await startChild(join(root, 'bench/drivers/radio/main.ts'), args, 'result');
  await child.end();
  return child.ready as unknown as Heard;
}

async function bare(): Promise<Heard> {
  const server = await startChild(join(root, 'bench/floors/voice/main.cjs'), [], 'listening');
  try {
    return await talks(`http://127.0.0.1:${Number(server.ready.port)}`, FLOOR_SECONDS);
  } finally {
    await server.end();
  }
}

interface Sample {
  at: number;
  /** bytes */
  rss: number;
  /** seconds of processor time since the start */
  cpu: number;
}

/** Looks at the gateway's own figures again and again until stopped. */
function watch({ url }: Gateway): () => Sample[] {
  const samples: Sample[] = [];
  const look = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    const [rss, cpu] = [figure('process_resident_memory_bytes'), figure('process_cpu_seconds_total')];
    samples.push({ at: Date.now(), rss, cpu });
  };
  const timer = setInterval(() => void look(), SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return samples;
  };
}

async function openChannels(gateway: Gateway): Promise<void> {
  const desk = await openDesk(gateway.url, 'lead', () => undefined);
  const ids = readDistrict().workers.map(({ id }) => id);
  for (let n = 0; n < CHANNELS; n += 1) {
    const workerIds = ids.slice(n * (LISTENERS + 1), (n + 1) * (LISTENERS + 1));
    const channel = { channelId: v7(), name: `频道 ${n + 1}`, kind: 'ad-hoc', members: { workerIds } } as const;
    await desk.op('channel.open', channel);
  }
  desk.close();
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How much larger the last quarter of the samples is than the one after the first: what grows shows, what was being warmed up does not. */
function growth(values: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(values.length / 4));
  return mean(values.slice(-quarter)) - mean(values.slice(quarter, 2 * quarter));
}

/**
 * `relay`: 100 channels with a talker (50 frames a second) and 10 listeners each for a minute: delay from the talker's hand to the
 * listener's, p95 ÷ a bare Socket.IO relay; frames a second that came; what the gateway's memory grew by; its share of a core.
 */
export async function relay(): Promise<Row[]> {
  const floor = await bare();
  const gateway = await startGateway();
  try {
    await openChannels(gateway);
    const stop = watch(gateway);
    const value = await talks(gateway.url, seconds(), gateway.data);
    const samples = stop().filter(({ at }) => at > value.from && at < value.from + value.ms);
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last || first === last) throw new Error('the gateway told too little of itself');
    const rate = ({ heard, ms }: Heard) => (heard * 1000) / ms;
    const grown = growth(samples.map(({ rss }) => rss)) / 1e6;
    const share = ((last.cpu - first.cpu) * 100_000) / (last.at - first.at);
    const one = (name: string, unit: string, values: number[], floors: number[] = []) =>
      toRow({ name, unit, values, floors });
    return [
      one('relay', 'ms p95', [value.p95], [floor.p95]),
      one('relay, frames heard', 'frames/s', [rate(value)], [rate(floor)]),
      one('relay, p95 of the last tenth less the first', 'ms', [value.last - value.first]),
      one('relay, memory grown', 'MB', [grown]),
      one('relay, processor', '% of a core', [share]),
    ];
  } finally {
    await gateway.end();
    removeFolder(gateway.data);
  }
}
