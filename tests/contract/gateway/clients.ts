import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';

/** What any acknowledgement may hold; a test reads the fields its event promises. */
export interface Answer {
  ok: boolean;
  code?: string;
  message?: string;
  [field: string]: unknown;
}
export interface LoginBody {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  user: { id: string; roles: string[] };
}

export const newId = (): string => v7();

/** A lawful position inside the demo district (its centre). */
export const CENTRE = { lon: 121.46, lat: 31.195 };

export async function post(url: string, path: string, body: unknown, token?: string): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

export function deviceOf(workerId: string) {
  return { id: `device-${workerId}`, model: 'test', app: 'contract 1' };
}

/** Signs in a demo account; a worker's name brings its device. */
export async function signIn(url: string, username: string): Promise<LoginBody> {
  const device = username.startsWith('w0') ? deviceOf(username) : undefined;
  const response = await post(url, '/auth/login', { username, password: 'demo', device });
  if (response.status !== 200) throw new Error(`sign-in of ${username}: ${response.status} ${await response.text()}`);
  return (await response.json()) as LoginBody;
}

/** One connected socket with promises instead of callbacks; everything it hears is kept. */
export class Client {
  readonly socket: Socket;
  readonly heard: { event: string; payload: unknown; at: number }[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((event: string, payload: unknown) => this.#hear(event, payload));
    for (const event of ['connect', 'disconnect', 'connect_error'] as const) {
      socket.on(event, (detail: unknown) => this.#hear(event, detail));
    }
  }

  ask(event: string, ...payload: unknown[]): Promise<Answer> {
    return this.socket.timeout(20_000).emitWithAck(event, ...payload);
  }

  op<K extends OpKind>(
    kind: K,
    payload: OpPayload<K>,
    more: { entityId?: string; baseVersion?: number; id?: string } = {},
  ) {
    return this.ask('op', { id: newId(), kind, at: Date.now(), payload, ...more });
  }

  /** The first thing heard of this event that fits, now or later. */
  hears<T = unknown>(event: string, fits: (payload: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.heard.find((entry) => entry.event === event && fits(entry.payload as T));
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found.payload as T);
      };
      this.#waiting.add(look);
      look();
    });
  }

  all<T = unknown>(event: string): T[] {
    return this.heard.filter((entry) => entry.event === event).map((entry) => entry.payload as T);
  }

  close(): void {
    this.socket.disconnect();
  }

  #hear(event: string, payload: unknown): void {
    this.heard.push({ event, payload, at: Date.now() });
    for (const look of [...this.#waiting]) look();
  }
}

function open(url: string, namespace: string, auth: unknown, transports = ['websocket']): Client {
  return new Client(
    io(`${url}${namespace}`, {
      auth: auth as Record<string, unknown>,
      transports,
      reconnection: false,
      forceNew: true,
    }),
  );
}

/** Opens a socket with any handshake; the test says what it expects. */
export function openRaw(
  url: string,
  namespace: '/console' | '/terminal',
  auth: unknown,
  transports?: string[],
): Client {
  return open(url, namespace, auth, transports);
}

export async function openConsole(url: string, username: string): Promise<Client> {
  const { accessToken } = await signIn(url, username);
  const client = open(url, '/console', { protocol: 1, token: accessToken, consoleId: `test-${username}` });
  await client.hears('welcome');
  return client;
}

/** A worker's terminal. It acknowledges commands unless told not to. */
export async function openTerminal(url: string, workerId: string, acknowledge = true): Promise<Client> {
  const { accessToken } = await signIn(url, workerId);
  const client = open(url, '/terminal', { protocol: 1, token: accessToken, device: deviceOf(workerId) });
  for (const event of ['command', 'command:cancel']) {
    client.socket.on(event, (_: unknown, ack: (answer: unknown) => void) => acknowledge && ack({ ok: true }));
  }
  await client.hears('welcome');
  return client;
}

/** Follows the log from its present end; acknowledges each delta unless told not to. */
export async function follow(client: Client, acknowledge = true): Promise<void> {
  const { epoch, seq } = await client.hears<{ epoch: string; seq: number }>('welcome');
  client.socket.on('delta', (delta: { to: number }, ack: (answer: unknown) => void) => {
    if (acknowledge) ack({ seq: delta.to });
  });
  const answer = await client.ask('sync', { epoch, seq, limit: 100 });
  if (!answer.ok || answer.more) throw new Error('the console is not at the end of the log');
}

/** A new case as a desk takes it down. */
export const A_CASE = {
  ...({ source: 'hotline', categoryCode: '010101', title: '井盖破损', text: '', address: '' } as const),
  ...CENTRE,
};

/** A report that any worker may send. */
export function aReport(fields: Record<string, unknown> = {}) {
  return {
    id: newId(),
    category: '010101',
    title: '井盖破损',
    text: '路口井盖开裂',
    at: Date.now(),
    ...CENTRE,
    address: '云锦路 1 号',
    ...fields,
  };
}
