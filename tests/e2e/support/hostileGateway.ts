import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { aCase, snapshotOf } from '../../contract/station/fakeGateway.ts';

/** What a gateway does wrong. Whatever is not named it does as the protocol says. */
export interface Mode {
  /** answers `/auth/*` */
  login?: (response: ServerResponse) => void;
  /** answers the upgrade to WebSocket instead of Socket.IO */
  upgrade?: (socket: TcpSocket) => void;
  refuse?: Record<string, unknown>;
  /** null: none is ever sent */
  welcome?: unknown;
  /** event → what it answers; `'close'` closes the connection instead, `'silence'` never answers */
  answers?: Record<string, (payload: { entity?: string }) => unknown>;
  /** runs once the console has had its answer to `sync`, that is, when it is live */
  live?: (socket: Socket, gateway: HostileGateway) => void;
  epoch?: string;
  /** the end of its log, as it greets with it; 0 unless named */
  end?: () => number;
}

export interface HostileGateway {
  url: string;
  /** title of the one case that every lawful snapshot holds */
  title: string;
  /** that case as a snapshot's row */
  row: { id: string; version: number; value: unknown };
  /** ops consoles sent, in order */
  ops: { kind: string }[];
  /** how often the present mode was met: a log-in, a handshake or a welcome */
  met: () => number;
  /** closes every connection and is like this from now on */
  become: (mode: Mode) => void;
  close: () => Promise<void>;
}

const USER = { id: 'lead', name: '值班长', roles: ['shift-lead', 'intake', 'dispatcher', 'verifier'], areas: [] };
const SIGNED_IN = { accessToken: 'a', refreshToken: 'r', expiresIn: 3600, user: USER };
const LIMITS = { pageRows: 1000, deltaWindow: 8, mediaBytes: 1_000_000, eventsPerSecond: 100 };
const HOME_EPOCH = 'epoch-1';

/** An own server that speaks the protocol as badly as a test wants, on one port throughout. */
export async function startHostileGateway(): Promise<HostileGateway> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], pingInterval: 1000, pingTimeout: 5000 });
  const row = aCase({ title: '井盖破损' });
  const state = { mode: {} as Mode, met: 0 };
  const gateway: HostileGateway = {
    url: '',
    title: row.title,
    row: snapshotOf(row),
    ops: [],
    met: () => state.met,
    become: (mode) => {
      state.mode = mode;
      state.met = 0;
      io.of('/console').disconnectSockets(true);
    },
    close: async () => {
      http.closeAllConnections();
      await io.close();
    },
  };
  intercept(http, state);
  const lawful = lawfulAnswers(gateway);
  const consoles = io.of('/console');
  consoles.use((_socket, next) => {
    const { refuse } = state.mode;
    if (!refuse) return next();
    state.met += 1;
    next(Object.assign(new Error('refused'), { data: refuse }));
  });
  consoles.on('connection', (socket) => serve(socket, state.mode, lawful, gateway, () => (state.met += 1)));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  gateway.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return gateway;
}

/** Puts the modes of plain HTTP before Socket.IO's own listeners. */
function intercept(http: HttpServer, state: { mode: Mode; met: number }): void {
  const upgrades = http.listeners('upgrade');
  http.removeAllListeners('upgrade');
  http.on('upgrade', (request: IncomingMessage, socket: TcpSocket, head: Buffer) => {
    const { upgrade } = state.mode;
    if (!upgrade) return upgrades.forEach((listener) => Reflect.apply(listener, http, [request, socket, head]));
    state.met += 1;
    socket.on('error', () => undefined);
    upgrade(socket);
  });
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/auth/')) return;
    const { login } = state.mode;
    if (login) {
      state.met += 1;
      return login(response);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(SIGNED_IN));
  });
}

type Answers = NonNullable<Mode['answers']>;

function lawfulAnswers(gateway: HostileGateway): Answers {
  return {
    snapshot: ({ entity }) => ({ ok: true, rows: entity === 'case' ? [gateway.row] : [], seq: 0 }),
    sync: () => ({ ok: true, changes: [], to: 0, more: false }),
    'fleet:watch': () => ({ ok: true }),
    op: (payload) => {
      const op = payload as { kind: string };
      // Who has a case before them says so by itself, and is no work that could be lost.
      if (!op.kind.startsWith('claim.')) gateway.ops.push(op);
      return { ok: true, seq: 0, result: {} };
    },
  };
}

function serve(socket: Socket, mode: Mode, lawful: Answers, gateway: HostileGateway, met: () => void): void {
  socket.onAny((event: string, payload: { entity?: string }, ack: unknown) => {
    const answer = (mode.answers?.[event] ?? lawful[event])?.(payload);
    if (answer === 'close') return void socket.disconnect(true);
    if (typeof ack !== 'function' || answer === 'silence') return;
    ack(answer);
    if (event === 'sync') setImmediate(() => mode.live?.(socket, gateway));
  });
  met();
  if (mode.welcome === null) return;
  const usual = {
    serverTime: Date.now(),
    epoch: mode.epoch ?? HOME_EPOCH,
    seq: mode.end?.() ?? 0,
    user: USER,
    limits: LIMITS,
  };
  socket.emit('welcome', mode.welcome ?? usual);
}
