import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { encodeVoiceFrame, VOICE_HEADER_BYTES } from '#shared/protocol/voiceFrame.ts';
import { keyFor, loadSecret } from '../../../gateway/auth/secrets.ts';
import { Tokens } from '../../../gateway/auth/tokens.ts';
import { percentile } from '../../measure.ts';
import { readDistrict } from '../../world/cases.ts';
import { listen } from './listener.ts';

/**
 * So many channels with one talker and so many listeners each, all in this process: the talkers send a frame each 20 ms, spread over the
 * interval, and each frame bears the time at which it was sent. Says `result` at the end. With a data folder the terminals are
 * signed in at a gateway, and the channels are those of the kind asked for they are told of; without, rooms of a bare relay.
 */
const [url = '', channels = '1', listeners = '1', seconds = '10', dataFolder, channelKind = 'ad-hoc'] =
  process.argv.slice(2);
const FRAME_MS = 20;
const WARM_UP_MS = 5000;
/** every so many frames' delay is kept */
const SAMPLE = 25;
/** Of more listeners than these on a channel only every so many is looked at: what is measured is not to be this process. */
const EARS = 500;
/** bytes of 20 ms at 24 kbit/s */
const PACKET = 60;
const AT_ONCE = 50;

interface Talker {
  socket: Socket;
  channelId: string;
  sequence: number;
  dueAt: number;
}

const tokens = dataFolder ? new Tokens(keyFor(loadSecret(dataFolder), 'access tokens')) : null;
const { workers } = readDistrict();
const perChannel = 1 + Number(listeners);
const earEvery = Math.ceil(Number(listeners) / EARS);
let measuring = false;
let heard = 0;
let sent = 0;
let ears = 0;
const delays: number[] = [];

function hear(frame: Buffer): void {
  if (!measuring) return;
  heard += 1;
  if (heard % SAMPLE !== 0) return;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  delays.push(performance.now() - view.getFloat64(VOICE_HEADER_BYTES, true));
}

interface Told {
  channels: { id: string; kind?: string }[];
}

async function authOf(place: number) {
  const workerId = workers[place]?.id ?? '';
  const device = { id: `bench-${workerId}`, model: 'bench', app: 'bench' };
  const claims = { sub: workerId, sid: `bench-${workerId}`, kind: 'worker', did: device.id } as const;
  const token = tokens ? await tokens.sign(claims, Date.now()) : '';
  return { protocol: 1, token, device, room: `${Math.floor(place / perChannel)}` };
}

async function connect(place: number): Promise<{ socket: Socket; channelId: string }> {
  const auth = await authOf(place);
  const socket = io(`${url}/terminal`, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  const welcome = await new Promise<Told | undefined>((resolve, reject) => {
    socket.once(tokens ? 'welcome' : 'connect', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, channelId: welcome?.channels.find(({ kind }) => kind === channelKind)?.id ?? '' };
}

async function connectAll(): Promise<Talker[]> {
  const talkers: Talker[] = [];
  let next = 0;
  const one = async () => {
    for (let place = next++; place < Number(channels) * perChannel; place = next++) {
      if (place % perChannel !== 0) {
        const isEar = (place % perChannel) % earEvery === 0;
        await listen(url, await authOf(place), tokens !== null, isEar ? hear : null);
        ears += isEar ? 1 : 0;
        continue;
      }
      const { socket, channelId } = await connect(place);
      talkers.push({ socket, channelId, sequence: 0, dueAt: 0 });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return talkers;
}

/** Asks for the floor; a talk that would be too long goes on as another. */
async function takeFloor({ socket, channelId }: Talker): Promise<void> {
  const answer = (await socket.emitWithAck('floor:request', { channelId })) as { state?: string };
  if (answer.state !== 'granted') throw new Error(`no floor: ${JSON.stringify(answer)}`);
  socket.on('floor:warned', () => {
    socket.emit('floor:release', { channelId });
    socket.emit('floor:request', { channelId });
  });
}

function frameOf(sequence: number): Uint8Array {
  const packet = new Uint8Array(PACKET);
  new DataView(packet.buffer).setFloat64(0, performance.now(), true);
  return encodeVoiceFrame({ channelIndex: 0, streamId: 0, sequence, timestamp: sequence * 960 }, packet);
}

function talk(talkers: readonly Talker[]): NodeJS.Timeout {
  const start = performance.now();
  for (const [place, talker] of talkers.entries()) talker.dueAt = start + (place * FRAME_MS) / talkers.length;
  return setInterval(() => {
    const now = performance.now();
    for (const talker of talkers) {
      while (talker.dueAt <= now) {
        talker.dueAt += FRAME_MS;
        talker.sequence += 1;
        talker.socket.emit('voice', frameOf(talker.sequence));
        if (measuring) sent += 1;
      }
    }
  }, 1);
}

const p95 = (values: readonly number[]) =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.95,
  );

process.once('SIGTERM', () => process.exit(0));
const talkers = await connectAll();
if (tokens) await Promise.all(talkers.map(takeFloor));
const talking = talk(talkers);
await pause(WARM_UP_MS);
measuring = true;
const from = Date.now();
await pause(Number(seconds) * 1000);
const ms = Date.now() - from;
clearInterval(talking);
await pause(500);
measuring = false;
const used = process.cpuUsage();
const tenth = Math.floor(delays.length / 10);
const result = {
  ...{
    heard,
    sent,
    ears,
    ms,
    from,
    p50: percentile(
      delays.toSorted((a, b) => a - b),
      0.5,
    ),
    p95: p95(delays),
  },
  cpu: (used.user + used.system) / 1000,
  ...{ first: p95(delays.slice(0, tenth)), last: p95(delays.slice(-tenth)) },
};
process.stdout.write(`${JSON.stringify({ event: 'result', ...result })}\n`);
