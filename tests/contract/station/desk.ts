import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { StationConfig } from '#shared/contract/control.ts';
import type { FeedInput, FeedName, FeedOutput } from '#shared/contract/feeds.ts';
import type { Act, ActReceipt, Answer } from '#shared/contract/station.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { configFor, NODE, until } from './harness.ts';

/** A desk in a process of its own. */
export interface ChildDesk {
  pid: number;
  act(act: Act): Promise<Answer<ActReceipt>>;
  /** a note on a case: the action every operator may take at any time */
  note(caseId: string, text: string): Promise<Answer<ActReceipt>>;
  read<K extends FeedName>(name: K, input: FeedInput<K>): Promise<Answer<FeedOutput<K>>>;
  attach(kind: 'photo' | 'audio', bytes: Buffer): Promise<MediaRef>;
  signIn(): Promise<Answer<null>>;
  status(): Promise<StationStatus>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** its exit code once it has ended, null after a signal */
  ended: Promise<number | null>;
}

interface Options {
  config?: Partial<StationConfig>;
  /** keeps no page of its database in memory, so that it meets what happens to the file */
  uncached?: boolean;
  /** no file of it may grow beyond so many kilobytes, until `prlimit` says otherwise */
  mostKilobytes?: number;
}

const PROGRAM = join(import.meta.dirname, 'childDesk.ts');

/** Starts a desk on a data folder; resolves when its station is up. Rejects when it ends before. */
export async function startDesk(home: string, gateway: string, options: Options = {}): Promise<ChildDesk> {
  const config = JSON.stringify(configFor(home, gateway, options.config));
  const limit = options.mostKilobytes;
  const [file, args]: [string, string[]] =
    limit === undefined
      ? [NODE, [PROGRAM, config, ...(options.uncached ? ['uncached'] : [])]]
      : ['sh', ['-c', `ulimit -S -f ${limit * 2}; exec "$0" "$@"`, NODE, PROGRAM, config]];
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const waiting = new Map<number, (value: unknown) => void>();
  let count = 0;
  child.on('message', (said: { n?: number; value?: unknown }) => {
    if (said.n !== undefined) waiting.get(said.n)?.(said.value);
  });
  const ask = (call: string, input?: unknown): Promise<unknown> => {
    count += 1;
    const n = count;
    const answer = new Promise((resolve) => void waiting.set(n, resolve));
    // One that has ended hears nothing: `gone` says so.
    child.send({ n, call, input }, () => undefined);
    const gone = ended.then((code) =>
      Promise.reject(new Error(`the desk ended with ${code} instead of answering ${call}`)),
    );
    return Promise.race([answer, gone]);
  };
  await Promise.race([
    once(child, 'message'),
    ended.then((code) => Promise.reject(new Error(`the desk ended with ${code} at its start`))),
  ]);
  const act = (input: Act) => ask('act', input) as Promise<Answer<ActReceipt>>;
  return {
    pid: child.pid ?? 0,
    act,
    note: (caseId, text) => act({ id: uuidv7(), kind: 'case.annotate', entityId: caseId, payload: { note: text } }),
    read: ((name: FeedName, input: unknown) => ask('read', [name, input])) as ChildDesk['read'],
    attach: async (kind, bytes) => {
      const mime = kind === 'photo' ? 'image/jpeg' : 'audio/webm';
      const answer = (await ask('attach', { kind, mime, base64: bytes.toString('base64') })) as Answer<MediaRef>;
      if (!answer.ok) throw new Error(`attach: ${answer.reason}`);
      return answer.value;
    },
    signIn: () => ask('signIn', { username: 'lead', password: 'demo' }) as Promise<Answer<null>>,
    status: () => ask('status') as Promise<StationStatus>,
    stop: async () => {
      await ask('stop');
      await ended;
    },
    kill: async () => {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    },
    ended,
  };
}

/** The same, signed in and as far as the centre is. */
export async function liveDesk(home: string, gateway: string, options: Options = {}): Promise<ChildDesk> {
  const desk = await startDesk(home, gateway, options);
  const answer = await desk.signIn();
  if (!answer.ok) throw new Error(`sign-in: ${answer.reason}`);
  await until('the desk is live', async () => (await desk.status()).sync.state === 'live');
  return desk;
}
