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
  /** listeners of all channels that were looked at */
  ears: number;
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
async function talks(
  url: string,
  { channels, listeners, forSeconds }: { channels: number; listeners: number; forSeconds: number },
  ...at: [] | [dataFolder: string, channelKind: 'ad-hoc' | 'all-call']
): Promise<Heard> {
  const args = [url, `${channels}`, `${listeners}`, `${forSeconds}`, ...at];
  const child = await startChild(join(root, 'bench/drivers/radio/main.ts'), args, 'result');
  await child.end();
  return child.ready as unknown as Heard;
}

async function bare(): Promise<Heard> {
  const server = await startChild(join(root, 'bench/floors/voice/main.cjs'), [], 'listening');
  try {
    const size = { channels: CHANNELS, listeners: LISTENERS, forSeconds: FLOOR_SECONDS };
    return await talks(`http://127.0.0.1:${Number(server.ready.port)}`, size);
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
  let stopped = false;
  const look = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    const [rss, cpu] = [figure('process_resident_memory_bytes'), figure('process_cpu_seconds_total')];
    samples.push({ at: Date.now(), rss, cpu });
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      if (!stopped) process.stderr.write(`the gateway does not tell of itself: ${String(error)}\n`);
    });
  }, SAMPLE_MS);
  return () => {
    stopped = true;
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

function within(samples: readonly Sample[], { from, ms }: Heard): Sample[] {
  return samples.filter(({ at }) => at > from && at < from + ms);
}

function shareOfCore(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || first === last) throw new Error('the gateway told too little of itself');
  return ((last.cpu - first.cpu) * 100_000) / (last.at - first.at);
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
  const stop = watch(gateway);
  try {
    await openChannels(gateway);
    const size = { channels: CHANNELS, listeners: LISTENERS, forSeconds: seconds() };
    const value = await talks(gateway.url, size, gateway.data, 'ad-hoc');
    const samples = within(stop(), value);
    const rate = ({ heard, ms }: Heard) => (heard * 1000) / ms;
    const grown = growth(samples.map(({ rss }) => rss)) / 1e6;
    const share = shareOfCore(samples);
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
    stop();
    await gateway.end();
    removeFolder(gateway.data);
  }
}

/** Everybody in the reference district. */
const ALL = () => Number(process.env.BENCH_ALL_CALL ?? 16_000);

/** `all-call`: one talk to every terminal of a district: delay from hand to hand, the share of frames that came, the gateway's share of a core. */
export async function allCall(): Promise<Row[]> {
  const gateway = await startGateway();
  const stop = watch(gateway);
  try {
    const size = { channels: 1, listeners: ALL(), forSeconds: Math.min(seconds(), 30) };
    const value = await talks(gateway.url, size, gateway.data, 'all-call');
    const samples = within(stop(), value);
    const one = (name: string, unit: string, values: number[]) => toRow({ name, unit, values, floors: [] });
    return [
      one(`all call to ${ALL()}`, 'ms p95', [value.p95]),
      one('all call, frames heard', '%', [(100 * value.heard) / (value.sent * value.ears)]),
      one('all call, processor', '% of a core', [shareOfCore(samples)]),
    ];
  } finally {
    stop();
    await gateway.end();
    removeFolder(gateway.data);
  }
}
