import { io, type Socket } from 'socket.io-client';
import {
  type ConsoleWelcome,
  consoleWelcomeSchema,
  type Cursor,
  GATEWAY_TO_CONSOLE,
} from '#shared/protocol/console.ts';
import { errorCodeSchema, PROTOCOL_VERSION } from '#shared/protocol/common.ts';
import type { z } from 'zod';
import type { Log } from '../log.ts';
import { fullJitter } from './backoff.ts';
import { Denied } from './http.ts';

export type LinkState = 'off' | 'connecting' | 'online' | 'alone' | 'refused';
export interface LinkStatus {
  state: LinkState;
  since: number;
  reason: string | null;
  attempt: number;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
const WELCOME_MS = 5000;
const ANSWER_MS = 10_000;
/** a gateway that promises a sign of life every 2 s and is silent for so long is lost */
const SILENCE_MS = 4500;
/** how many promised signs of life may be missed */
const MISSED = 2.25;
const WATCH_EVERY_MS = 500;

export interface LinkWorld {
  log: Log;
  now(): number;
  random(): number;
  gateway(): string;
  consoleId: string;
  cursor(): Cursor | null;
  /** a valid access token, or Unreachable / Denied */
  accessToken(): Promise<string>;
  distrustToken(): void;
  /** the link is up and the centre has greeted; rejects when it must be dropped */
  online(welcome: ConsoleWelcome): Promise<void>;
  offline(): void;
  delta(payload: unknown, ack: (answer: { seq: number }) => void): void;
  fleet(frame: Uint8Array): void;
  notice(notice: z.infer<(typeof GATEWAY_TO_CONSOLE)['notice']['payload']>): void;
  cue(cue: z.infer<(typeof GATEWAY_TO_CONSOLE)['wall:cue']['payload']>): void;
  /** the centre's clock minus this one's, and how exact that is */
  clock(offset: number, roundTrip: number): void;
  /** anything was heard: the cache is true as of now while it is live */
  heard(): void;
  changed(): void;
}

/**
 * The one connection to the centre: single-flight attempts with full-jitter back-off that never give up, a fresh token
 * for each, and a lost link noticed within five seconds.
 */
export class Link {
  readonly #world: LinkWorld;
  #status: LinkStatus;
  #socket: Socket | null = null;
  #timer: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;
  #wanted = false;
  #attempt = 0;
  /** the gateway says something at least so often */
  #promisedMs = Number.POSITIVE_INFINITY;
  /** grows with every attempt: what an older one still says is not heard */
  #generation = 0;

  constructor(world: LinkWorld) {
    this.#world = world;
    this.#status = { state: 'off', since: world.now(), reason: null, attempt: 0 };
  }

  get status(): LinkStatus {
    return this.#status;
  }

  /** Wants the link, at once; also after the gateway's address, the session or the machine's sleep changed. */
  start(): void {
    this.#wanted = true;
    this.#attempt = 0;
    this.#drop();
    void this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#drop();
    this.#become('off', null);
  }

  /** The other side cannot be worked with: drops the link and tries again later. */
  abandon(reason: string): void {
    this.#lost(reason);
  }

  /** Emits and resolves with the answer; rejects when the link is down, lost, or silent for 10 s. */
  ask(event: string, payload: unknown): Promise<unknown> {
    const socket = this.#socket;
    if (!socket?.connected) return Promise.reject(new Error('no link'));
    return socket.timeout(ANSWER_MS).emitWithAck(event, payload);
  }

  async #connect(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    const current = (): boolean => this.#wanted && generation === this.#generation;
    if (!this.#world.gateway()) return this.#become('alone', 'no-gateway');
    if (this.#status.state === 'off') this.#become('connecting', null);
    try {
      const token = await this.#world.accessToken();
      if (current()) this.#open(token, current);
    } catch (error) {
      if (!current()) return;
      if (error instanceof Denied) this.#lost('sign-in-again', 'refused');
      else this.#lost('unreachable');
    }
  }

  #open(token: string, current: () => boolean): void {
    const { consoleId, cursor } = this.#world;
    const auth = { protocol: PROTOCOL_VERSION, token, consoleId, cursor: cursor() ?? undefined };
    const socket = io(new URL('/console', this.#world.gateway()).href, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: WELCOME_MS,
      auth,
    });
    this.#socket = socket;
    const openedAt = this.#world.now();
    const welcomeTimer = setTimeout(() => {
      if (current()) this.#lost('no-welcome');
    }, WELCOME_MS);
    const guarded =
      <A extends unknown[]>(run: (...args: A) => void) =>
      (...args: A): void => {
        if (current()) run(...args);
      };
    this.#watchSilence(socket, current);
    socket.on(
      'connect_error',
      guarded((error: Error) => this.#connectFailed(error)),
    );
    socket.on(
      'disconnect',
      guarded((reason: string) => this.#lost(reason)),
    );
    socket.on(
      'welcome',
      guarded((payload: unknown) => {
        clearTimeout(welcomeTimer);
        this.#welcomed(payload, this.#world.now() - openedAt, current);
      }),
    );
    socket.on(
      'delta',
      guarded((payload: unknown, ack: unknown) => {
        if (typeof ack === 'function') this.#world.delta(payload, (answer) => void ack(answer));
      }),
    );
    socket.on(
      'fleet',
      guarded((frame: unknown) => {
        if (frame instanceof Uint8Array) this.#world.fleet(frame);
        else if (frame instanceof ArrayBuffer) this.#world.fleet(new Uint8Array(frame));
      }),
    );
    socket.on(
      'notice',
      guarded((payload: unknown) => {
        const notice = GATEWAY_TO_CONSOLE.notice.payload.safeParse(payload);
        if (notice.success) this.#world.notice(notice.data);
      }),
    );
    socket.on(
      'wall:cue',
      guarded((payload: unknown) => {
        const cue = GATEWAY_TO_CONSOLE['wall:cue'].payload.safeParse(payload);
        if (cue.success) this.#world.cue(cue.data);
      }),
    );
  }

  #welcomed(payload: unknown, roundTrip: number, current: () => boolean): void {
    const welcome = consoleWelcomeSchema.safeParse(payload);
    if (!welcome.success) return this.#lost('nonsense', 'refused');
    this.#world.clock(welcome.data.serverTime + roundTrip / 2 - this.#world.now(), roundTrip);
    this.#promisedMs = welcome.data.limits.heartbeatMs ?? this.#promisedMs;
    this.#become('online', null);
    this.#world.online(welcome.data).then(
      () => {
        // Only now: a centre that greets and then fails is not to be asked again at once, for ever.
        if (current()) this.#attempt = 0;
      },
      (error: unknown) => {
        if (!current()) return;
        this.#world.log.warn({ err: error }, 'the sync failed');
        this.#lost(error instanceof Error && error.name === 'Nonsense' ? 'nonsense' : 'sync-failed');
      },
    );
  }

  #connectFailed(error: Error): void {
    const code = refusalCode(error);
    this.#world.log.info({ code, cause: error.message }, 'the centre could not be joined');
    if (code === null) return this.#lost('unreachable');
    if (code === 'unauthorized') {
      this.#world.distrustToken();
      return this.#lost('unauthorized', 'refused');
    }
    if (code === 'unavailable' || code === 'rate-limited') return this.#lost(code);
    this.#lost(code === 'invalid' ? 'wrong-protocol' : code, 'refused');
  }

  /** Notices within five seconds when a gateway that promised a sign of life every two seconds falls silent. */
  #watchSilence(socket: Socket, current: () => boolean): void {
    let heardAt = this.#world.now();
    this.#promisedMs = Number.POSITIVE_INFINITY;
    const { engine } = socket.io;
    engine.on('handshake', (handshake: { pingInterval?: number }) => {
      this.#promisedMs = handshake.pingInterval ?? Number.POSITIVE_INFINITY;
    });
    engine.on('packet', () => {
      heardAt = this.#world.now();
      if (current()) this.#world.heard();
    });
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = setInterval(() => {
      const patience = Math.max(SILENCE_MS, MISSED * this.#promisedMs);
      if (current() && this.#world.now() - heardAt > patience) this.#lost('silent');
    }, WATCH_EVERY_MS);
  }

  #lost(reason: string, state: 'alone' | 'refused' = 'alone'): void {
    const wasOnline = this.#status.state === 'online';
    this.#drop();
    if (wasOnline) this.#world.log.warn({ reason }, 'the link to the centre is lost');
    const delay = fullJitter(this.#attempt, FIRST_RETRY_MS, LONGEST_RETRY_MS, this.#world.random());
    this.#attempt += 1;
    this.#become(state, reason);
    if (!this.#wanted) return;
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  #drop(): void {
    this.#generation += 1;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#watch) clearInterval(this.#watch);
    this.#timer = null;
    this.#watch = null;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.removeAllListeners();
    socket.disconnect();
    this.#world.offline();
  }

  #become(state: LinkState, reason: string | null): void {
    const since = state === this.#status.state ? this.#status.since : this.#world.now();
    this.#status = { state, since, reason, attempt: this.#attempt };
    this.#world.changed();
  }
}

/** `data.code` of a refused handshake; null when nobody answered, or with a code that no gateway of this protocol gives. */
function refusalCode(error: Error): string | null {
  if (!('data' in error)) return null;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  const code = errorCodeSchema.safeParse(data.code);
  return code.success ? code.data : null;
}
