import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { StationConfig } from '#shared/contract/control.ts';
import type { FeedInput, FeedName, FeedOutput } from '#shared/contract/feeds.ts';
import type { PageKind } from '#shared/contract/bridge.ts';
import { isVoiceMessage } from '#shared/contract/radio.ts';
import type { Answer, FloorForEar, StationFunctions, WindowFunctions } from '#shared/contract/station.ts';
import type { VideoEvent } from '#shared/contract/video.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { createStation, type Machine, type Station } from '../../../electron/station/station.ts';
import type { Port } from '../../../electron/station/port.ts';

export const REPOSITORY = join(import.meta.dirname, '../../..');
export const NODE = join(REPOSITORY, 'node_modules/.bin/node');

/** Awaits a condition; throws with `what` after a minute: time enough for a busy machine. Polls, since what it waits for happens in another process. */
export async function until<T>(what: string, probe: () => T | Promise<T>, limitMs = 60_000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function scratchFolder(under = tmpdir()): { path: string; remove(): void } {
  const path = mkdtempSync(join(under, 'street-station-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface RunningGateway {
  url: string;
  port: number;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** The real gateway with its demo district, on a port of its own. */
export async function startGateway(data: string, port = 0): Promise<RunningGateway> {
  const child = spawn(NODE, ['gateway/main.ts', '--port', String(port), '--data', data, '--demo'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const listening = await until('the gateway listens', () => {
    if (child.exitCode !== null) throw new Error(`the gateway ended: ${output.slice(-2000)}`);
    return output.match(/"event":"listening","port":(\d+)/)?.[1];
  });
  return {
    url: `http://127.0.0.1:${listening}`,
    port: Number(listening),
    process: child,
    stop: () => endProcess(child),
  };
}

export function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** Node's MessagePort as the station's. */
export function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

/** A window as the renderer has it: the contract over one port, ticks beside it. */
export interface TestWindow {
  call: StationFunctions;
  read<K extends FeedName>(name: K, input: FeedInput<K>): Promise<FeedOutput<K>>;
  statuses: StationStatus[];
  changes: string[];
  ticks: ArrayBuffer[];
  alarms: unknown[];
  cues: unknown[];
  floors: FloorForEar[];
  /** keys pressed elsewhere: down or up */
  talkKeys: boolean[];
  /** frames of voice */
  voices: Uint8Array[];
  videos: VideoEvent[];
  /** posts anything at all, as a broken page would */
  raw(message: unknown): void;
  close(): void;
}

export function openWindow(station: Station, id = 1, kind: PageKind = 'desk'): TestWindow {
  const { port1, port2 } = new MessageChannel();
  station.addWindow(id, kind, portOf(port1));
  return windowOn(port2);
}

export function windowOn(port: MessagePort): TestWindow {
  const heard = {
    statuses: [] as StationStatus[],
    changes: [] as string[],
    ticks: [] as ArrayBuffer[],
    alarms: [] as unknown[],
    cues: [] as unknown[],
    floors: [] as FloorForEar[],
    talkKeys: [] as boolean[],
    voices: [] as Uint8Array[],
    videos: [] as VideoEvent[],
  };
  const functions: WindowFunctions = {
    changed: (topics) => void heard.changes.push(...topics),
    status: (status) => void heard.statuses.push(status),
    alarm: (alarm) => void heard.alarms.push(alarm),
    cue: (cue) => void heard.cues.push(cue),
    floor: (event) => void heard.floors.push(event),
    talkKey: (down) => void heard.talkKeys.push(down),
    video: (event) => void heard.videos.push(event),
  };
  const call = createBirpc<StationFunctions, WindowFunctions>(functions, {
    post: (message) => port.postMessage(message),
    on: (listener) =>
      void port.on('message', (message: unknown) => {
        if (message instanceof ArrayBuffer) heard.ticks.push(message);
        else if (isVoiceMessage(message)) heard.voices.push(message.frame);
        else listener(message);
      }),
  });
  return {
    ...heard,
    call: call as unknown as StationFunctions,
    async read(name, input) {
      const answer = (await call.read(name, input)) as Answer<FeedOutput<typeof name>>;
      if (!answer.ok) throw new Error(`${name}: ${answer.code} ${answer.reason} ${answer.message}`);
      return answer.value;
    },
    raw: (message) => port.postMessage(message),
    close: () => port.close(),
  };
}

const TEST_KEY = Buffer.from('the key of a station under test..').subarray(0, 32).toString('base64');

export function configFor(home: string, gateway: string, more: Partial<StationConfig> = {}): StationConfig {
  return {
    vault: { key: TEST_KEY, kept: 'file' },
    session: null,
    home,
    gateway,
    demo: true,
    resourcesPath: '',
    undoSeconds: 0,
    district: null,
    autoSignIn: null,
    ...more,
  };
}

export function startStation(config: StationConfig, machine: Partial<Machine> = {}): Station {
  return createStation(config, { now: Date.now, monotonic: () => performance.now(), random: Math.random, ...machine });
}

/** A station signed in as `username`, live. */
export async function liveStation(
  home: string,
  gateway: string,
  username = 'lead',
  more: Partial<StationConfig> = {},
  machine: Partial<Machine> = {},
): Promise<{ station: Station; window: TestWindow }> {
  const station = startStation(configFor(home, gateway, more), machine);
  const window = openWindow(station);
  const answer = await window.call.signIn({ username, password: 'demo' });
  if (!answer.ok) throw new Error(`sign-in: ${answer.reason} ${answer.message}`);
  await until('the station is live', () => station.status().sync.state === 'live');
  return { station, window };
}

export function isLive(station: Station): boolean {
  const { link, sync } = station.status();
  return link.state === 'online' && sync.state === 'live';
}
