import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Change, ConsoleWelcome } from '#shared/protocol/console.ts';
import type { EntityName, User } from '#shared/protocol/entities.ts';

const PAGE_ROWS = 2000;
export const OPERATOR: User = { id: 'lead', name: '值班长', roles: ['shift-lead', 'intake'], areas: [] };

export interface ScriptedRow {
  id: string;
  version: number;
  value: unknown;
}

/** Rows in the order of their ids; an array is one, a million are made as they are asked for. */
export interface RowSource {
  readonly length: number;
  slice(from: number, to: number): readonly ScriptedRow[];
}

export interface Script {
  /** rows of a first snapshot */
  snapshot?: Partial<Record<EntityName, RowSource>>;
  /** the log after it, seq 1… */
  log?: readonly Change[];
  /** how many ops are awaited; each is taken at once */
  ops?: number;
  /** what the centre allows a connection; 200 unless said */
  eventsPerSecond?: number;
}

interface SnapshotAsked {
  entity: EntityName;
  after?: string;
  limit: number;
  count?: boolean;
}

/**
 * A centre that does nothing but what a bench tells it: signs anybody in, serves a snapshot and a log, sends the fleet
 * frames it is given. Its own work is next to nothing, so that what is measured is the station behind it.
 */
export class ScriptedCentre {
  readonly url: string;
  /** when the log's first page was asked for, and when the station acknowledged the change behind its end */
  askedFirst = 0;
  takenAt = 0;
  /** when the snapshot's first row was asked for, and when the station had all of it on its disk and asked for the log */
  snapshotFirst = 0;
  snapshotTaken = 0;
  readonly #io: Server;
  readonly #script: Script;
  /** ms from the first op heard to the last one answered */
  opsMs = 0;
  #ops = 0;
  #firstOp = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #opsWaiting: (() => void)[] = [];

  private constructor(io: Server, url: string, script: Script) {
    this.#io = io;
    this.url = url;
    this.#script = script;
    io.of('/console').on('connection', (socket) => this.#serve(socket));
  }

  static async start(script: Script): Promise<ScriptedCentre> {
    const server = createServer((request, response) => {
      request.resume();
      signIn(response);
    });
    const io = new Server(server, { pingInterval: 2000, pingTimeout: 2500, perMessageDeflate: false });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ScriptedCentre(io, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, script);
  }

  /** Sends a fleet frame to every console. */
  fleet(frame: Uint8Array): void {
    this.#io.of('/console').emit('fleet', frame);
  }

  /** Resolves when a station has made the whole log durable. */
  logTaken(): Promise<void> {
    return this.takenAt > 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when a station has taken the whole snapshot. */
  snapshotIn(): Promise<void> {
    return this.snapshotTaken > 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when the last of the awaited ops is answered. */
  opsTaken(): Promise<void> {
    return this.opsMs > 0 ? Promise.resolve() : new Promise((resolve) => this.#opsWaiting.push(resolve));
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  #serve(socket: Socket): void {
    const { snapshot = {}, log = [] } = this.#script;
    socket.on('snapshot', ({ entity, after, limit, count }: SnapshotAsked, ack: (answer: unknown) => void) => {
      this.snapshotFirst ||= performance.now();
      const from = Number(after ?? 0);
      const rows = snapshot[entity] ?? [];
      const to = from + Math.min(limit, PAGE_ROWS);
      const next = to < rows.length ? { next: String(to) } : {};
      ack({ ok: true, rows: rows.slice(from, to), seq: 0, ...next, ...(count ? { total: rows.length } : {}) });
    });
    socket.on('sync', ({ seq }: { seq: number }, ack: (answer: unknown) => void) => {
      this.snapshotTaken ||= performance.now();
      for (const wake of log.length === 0 ? this.#waiting.splice(0) : []) wake();
      if (seq === 0 && log.length > 0) this.#sendLast(socket, log.length + 1);
      const changes = log.slice(seq, seq + PAGE_ROWS);
      const to = changes.at(-1)?.seq ?? seq;
      ack({ ok: true, changes, to, more: to < log.length });
    });
    socket.on('clock', (_: unknown, ack: (answer: unknown) => void) => ack({ ok: true, serverTime: Date.now() }));
    socket.on('op', (_: unknown, ack: (answer: unknown) => void) => this.#takeOp(ack));
    socket.on('fleet:watch', (_: unknown, ack: (answer: unknown) => void) => ack({ ok: true }));
    const welcome: ConsoleWelcome = {
      serverTime: Date.now(),
      epoch: 'bench',
      seq: log.length,
      user: OPERATOR,
      limits: {
        pageRows: PAGE_ROWS,
        deltaWindow: 8,
        mediaBytes: 1,
        eventsPerSecond: this.#script.eventsPerSecond ?? 200,
      },
    };
    socket.emit('welcome', welcome);
  }

  /** Its change is nothing new: what is measured is the way of the action, not of what comes of it. */
  #takeOp(ack: (answer: unknown) => void): void {
    this.#firstOp ||= performance.now();
    this.#ops += 1;
    ack({ ok: true, seq: 0, result: {} });
    if (this.#ops !== this.#script.ops) return;
    this.opsMs = performance.now() - this.#firstOp;
    for (const wake of this.#opsWaiting.splice(0)) wake();
  }

  /** One more change as a delta: a station acknowledges it when it and everything before it is on its disk. */
  #sendLast(socket: Socket, seq: number): void {
    this.askedFirst = performance.now();
    const value = { key: 'bench', version: 1, value: true };
    const change: Change = { seq, entity: 'setting', id: 'bench', version: 1, op: 'put', value };
    socket.emit('delta', { epoch: 'bench', from: seq, to: seq, changes: [change] }, () => {
      this.takenAt = performance.now();
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }
}

function signIn(response: ServerResponse): void {
  const answer = { accessToken: 'bench', refreshToken: 'bench', expiresIn: 36_000, user: OPERATOR };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}
