import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import type { Change, Delta } from '#shared/protocol/console.ts';
import type { LoginAnswer } from '#shared/protocol/http.ts';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import { root } from '../electron.ts';

/** A process of terminals that is told by lines what to say. */
export interface Crowd {
  say(line: string): void;
  /** resolves when it has said this event, now or before */
  hears(event: string): Promise<void>;
  end(): Promise<void>;
}

/** Connects so many terminals to `url`; with a gateway's data folder as its demo workers. Resolves when all are there. */
export async function gather(url: string, count: number, dataFolder?: string): Promise<Crowd> {
  const main = join(root, 'bench/drivers/crowd/main.ts');
  const args = [main, url, `${count}`, ...(dataFolder === undefined ? [] : [dataFolder])];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = new Set<string>();
  const waiting: { event: string; wake: () => void }[] = [];
  if (!child.stdout) throw new Error('the crowd has no stdout');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { event } = JSON.parse(line) as { event: string };
    said.add(event);
    for (const one of waiting) if (one.event === event) one.wake();
  });
  const gone = once(child, 'exit');
  const hears = (event: string) =>
    Promise.race([
      new Promise<void>((resolve) => {
        waiting.push({ event, wake: resolve });
        if (said.has(event)) resolve();
      }),
      gone.then(() => {
        throw new Error('the terminals have gone');
      }),
    ]);
  await hears('connected');
  return {
    say: (line) => void child.stdin?.write(`${line}\n`),
    hears,
    end: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** An access token of a demo account; a worker's brings its device. */
export async function signIn(url: string, username: string, device?: { id: string; model: string; app: string }) {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo', device }),
  });
  return ((await response.json()) as LoginAnswer).accessToken;
}

/** A console that follows the log from its end; `onChange` hears every change. */
export async function openDesk(url: string, username: string, onChange: (change: Change) => void) {
  const token = await signIn(url, username);
  const auth = { protocol: 1, token, consoleId: `bench-${username}` };
  const socket: Socket = io(`${url}/console`, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  const welcome = await new Promise<{ epoch: string; seq: number }>((resolve) => socket.once('welcome', resolve));
  socket.on('delta', (delta: Delta, ack: (answer: unknown) => void) => {
    ack({ seq: delta.to });
    for (const change of delta.changes) onChange(change as Change);
  });
  await socket.emitWithAck('sync', { epoch: welcome.epoch, seq: welcome.seq, limit: 500 });
  return {
    async op<K extends OpKind>(kind: K, payload: OpPayload<K>, entityId?: string): Promise<void> {
      const answer: unknown = await socket.emitWithAck('op', { id: v7(), kind, at: Date.now(), payload, entityId });
      if (!(answer as { ok: boolean }).ok) throw new Error(`${kind} was refused: ${JSON.stringify(answer)}`);
    },
    close: () => socket.disconnect(),
  };
}
