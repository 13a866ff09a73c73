import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { v7 as uuidv7 } from 'uuid';
import type { Case } from '#shared/domain/case.ts';
import type { Change } from '#shared/protocol/console.ts';

/** Answers a console's event; whatever it returns (or resolves with) goes back as the acknowledgement. */
export type Answering = (payload: unknown) => unknown;

export interface FakeGateway {
  url: string;
  epoch: string;
  /** rows by entity that `snapshot` gives */
  snapshots: Map<string, { id: string; version: number; value: unknown }[]>;
  log: Change[];
  sockets: Set<Socket>;
  /** replaces an answer: event → what it says */
  answers: Map<string, Answering>;
  /** events consoles sent, in order */
  heard: { event: string; payload: unknown }[];
  /** what `/auth/login` answers, status and body; null: the usual */
  login: { status: number; body: unknown } | null;
  welcome: unknown;
  /** why the next handshakes are refused; null: they are taken */
  refuse: { code: string; message: string; versions?: number[] } | null;
  /** the centre's clock */
  now: () => number;
  /** gateways from before the question about the time answer it as any event they do not know */
  tellsTime: boolean;
  /** older gateways do not say how many rows there are */
  counts: boolean;
  /** what it would answer without `answers` */
  lawful(event: string, payload: unknown): unknown;
  /** how often a console asked to be let in */
  handshakes: number;
  /** appends a change and pushes it as a delta; resolves with the acknowledged seq */
  push(change: Omit<Change, 'seq'>): Promise<number>;
  close(): Promise<void>;
}

const USER = { id: 'lead', name: '值班长', roles: ['shift-lead', 'intake', 'dispatcher', 'verifier'], areas: [] };

/** A gateway that says exactly what a test wants, lawful or not. */
export async function startFakeGateway(port = 0): Promise<FakeGateway> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], pingInterval: 1000, pingTimeout: 20_000 });
  const fake: FakeGateway = {
    url: '',
    epoch: 'epoch-1',
    snapshots: new Map(),
    log: [],
    sockets: new Set(),
    answers: new Map(),
    heard: [],
    login: null,
    welcome: null,
    refuse: null,
    now: Date.now,
    tellsTime: true,
    counts: true,
    handshakes: 0,
    lawful: (event, payload) => lawful(fake)[event]?.(payload),
    push: (change) => push(fake, change),
    close: () => close(io, http),
  };
  http.on('request', (request, response) => {
    if (!request.url?.startsWith('/auth/')) return;
    const usual = { accessToken: 'a', refreshToken: 'r', expiresIn: 3600, user: USER };
    const { status, body } = fake.login ?? { status: 200, body: usual };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const consoles = io.of('/console');
  consoles.use((_, next) => {
    fake.handshakes += 1;
    if (!fake.refuse) return next();
    next(Object.assign(new Error(fake.refuse.message), { data: fake.refuse }));
  });
  consoles.on('connection', (socket) => greet(fake, socket));
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return fake;
}

interface SnapshotAsked {
  entity: string;
  after?: string;
  limit: number;
  count?: boolean;
}

function greet(fake: FakeGateway, socket: Socket): void {
  fake.sockets.add(socket);
  socket.on('disconnect', () => fake.sockets.delete(socket));
  socket.onAny((event: string, payload: unknown, ack: unknown) => {
    fake.heard.push({ event, payload });
    const answer = fake.answers.get(event) ?? lawful(fake)[event];
    if (typeof ack === 'function' && answer) void Promise.resolve(answer(payload)).then((said) => ack(said));
  });
  socket.emit(
    'welcome',
    fake.welcome ?? {
      serverTime: fake.now(),
      epoch: fake.epoch,
      seq: fake.log.at(-1)?.seq ?? 0,
      user: USER,
      limits: { pageRows: 1000, deltaWindow: 8, mediaBytes: 1_000_000, eventsPerSecond: 100 },
    },
  );
}

function lawful(fake: FakeGateway): Record<string, Answering> {
  const end = (): number => fake.log.at(-1)?.seq ?? 0;
  return {
    snapshot: (payload) => {
      const { entity, after, limit, count } = payload as SnapshotAsked;
      const rows = fake.snapshots.get(entity) ?? [];
      const from = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1;
      const page = rows.slice(from, from + limit);
      const next = from + limit < rows.length ? { next: page.at(-1)?.id } : {};
      return { ok: true, rows: page, seq: end(), ...next, ...(count && fake.counts ? { total: rows.length } : {}) };
    },
    sync: (payload) => {
      const { epoch, seq, limit } = payload as { epoch: string; seq: number; limit: number };
      if (epoch !== fake.epoch) return { ok: false, code: 'gone', message: '' };
      const changes = fake.log.filter((change) => change.seq > seq).slice(0, limit);
      const to = changes.at(-1)?.seq ?? seq;
      return { ok: true, changes, to, more: to < end() };
    },
    clock: () =>
      fake.tellsTime ? { ok: true, serverTime: fake.now() } : { ok: false, code: 'invalid', message: 'unknown event' },
    'fleet:watch': () => ({ ok: true }),
    'video:servers': () => ({ ok: true, servers: [] }),
    op: () => ({ ok: true, seq: end(), result: {} }),
  };
}

async function push(fake: FakeGateway, change: Omit<Change, 'seq'>): Promise<number> {
  const seq = (fake.log.at(-1)?.seq ?? 0) + 1;
  const whole = { ...change, seq };
  fake.log.push(whole);
  const [socket] = fake.sockets;
  if (!socket) return 0;
  const delta = { epoch: fake.epoch, from: seq, to: seq, changes: [whole] };
  const answer = (await socket.timeout(5000).emitWithAck('delta', delta)) as { seq: number };
  return answer.seq;
}

async function close(io: Server, http: HttpServer): Promise<void> {
  await io.close();
  http.closeAllConnections();
}

/** A lawful case, reported; `more` changes what a test is about. */
export function aCase(more: Partial<Case> = {}): Case {
  const at = Date.now();
  return {
    id: uuidv7(),
    version: 1,
    number: null,
    state: 'reported',
    categoryCode: 'c1',
    catalogueVersion: '1',
    title: '井盖破损',
    text: '',
    source: 'terminal',
    urgency: 'normal',
    tier: 'grid',
    reportedAt: at,
    updatedAt: at,
    reporterId: null,
    lon: 121.46,
    lat: 31.195,
    address: '建设路 1 号',
    gridCode: '99010100100101',
    media: [],
    departmentId: null,
    workerIds: [],
    verifierId: null,
    mergedIntoId: null,
    handledByIds: [],
    supervision: null,
    extension: null,
    reviewAt: null,
    returns: 0,
    reworks: 0,
    satisfaction: null,
    closedAt: null,
    clock: null,
    contact: null,
    ...more,
  };
}

export function putOf(row: Case): Omit<Change, 'seq'> {
  return { entity: 'case', id: row.id, version: row.version, op: 'put', value: row };
}

export function snapshotOf(row: Case): { id: string; version: number; value: unknown } {
  return { id: row.id, version: row.version, value: row };
}
