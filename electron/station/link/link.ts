import { io, type Socket } from 'socket.io-client';
import {
  CONSOLE_TO_GATEWAY,
  type ConsoleWelcome,
  consoleWelcomeSchema,
  type Cursor,
} from '#shared/protocol/console.ts';
import { PROTOCOL_VERSION, refusedHandshakeSchema } from '#shared/protocol/common.ts';
import type { Log } from '../log.ts';
import { fullJitter } from './backoff.ts';
import { type CentreEvents, hearCentre } from './centreEvents.ts';
import { Denied } from './http.ts';
import { LinkWatch } from './linkWatch.ts';

export type LinkState = 'off' | 'connecting' | 'online' | 'alone' | 'refused';
export interface LinkStatus {
  state: LinkState;
  /** by the steady clock, ms */
  since: number;
  reason: string | null;
  attempt: number;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** a centre of another version is not updated within seconds */
const FIRST_MISMATCH_RETRY_MS = 60_000;
const LONGEST_MISMATCH_RETRY_MS = 600_000;
/** four ways there and back until a centre greets: not too short for a slow line */
const WELCOME_MS = 10_000;
const ANSWER_MS = 10_000;
const SIGN_OF_LIFE_MS = 4000;
/** the centre's clock is asked so often: clocks part by a few milliseconds in that time */
const CLOCK_EVERY_MS = 60_000;
/** messages that wait for the line: with more than that a frame of voice would come too late to be heard */
const MOST_WAITING = 25;

export interface LinkWorld extends CentreEvents {
  log: Log;
  monotonic(): number;
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
  #watch: LinkWatch | null = null;
  #clockTimer: NodeJS.Timeout | null = null;
  #wanted = false;
  #attempt = 0;
  /** grows with every attempt: what an older one still says is not heard */
  #generation = 0;

  constructor(world: LinkWorld) {
    this.#world = world;
    this.#status = { state: 'off', since: world.monotonic(), reason: null, attempt: 0 };
  }

  get status(): LinkStatus {
    return this.#status;
  }

  /** Wants the link, at once; also after the gateway's address or the session changed. */
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

  /** The machine woke: a link that is up must show that it is, one that is not is tried at once. */
  check(): void {
    if (!this.#wanted) return;
    if (this.#status.state === 'online') this.#watch?.check();
    else this.start();
  }

  /** The other side cannot be worked with: drops the link and tries again later. */
  abandon(reason: string): void {
    this.#lost(reason);
  }

  /** Emits and resolves with the answer; rejects when the link is down, lost, or silent for 10 s. */
  ask(event: string, payload: unknown, withinMs = ANSWER_MS): Promise<unknown> {
    const socket = this.#socket;
    if (!socket?.connected) return Promise.reject(new Error('no link'));
    return socket.timeout(withinMs).emitWithAck(event, payload);
  }

  /** Sends a frame of voice; false when it was dropped, since the line is gone or cannot keep up. */
  voice(frame: Uint8Array): boolean {
    const socket = this.#socket;
    // Not `volatile`: that would drop the second of two frames of one turn, as talk on several channels sends them.
    if (!socket?.connected || socket.io.engine.writeBuffer.length > MOST_WAITING) return false;
    socket.emit('voice', frame);
    return true;
  }

  /** Asks the centre what time it is. An older gateway does not know the question: its answer is a sign of life at least. */
  async #askClock(): Promise<void> {
    const sentAt = this.#world.monotonic();
    const answer = CONSOLE_TO_GATEWAY.clock.ack.safeParse(await this.ask('clock', {}, SIGN_OF_LIFE_MS));
    if (answer.data?.ok) this.#world.clock(answer.data.serverTime, sentAt);
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
    let joinedAt = this.#world.monotonic();
    socket.io.on('open', () => {
      joinedAt = this.#world.monotonic();
    });
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
        this.#welcomed(payload, joinedAt, current);
      }),
    );
    hearCentre(socket, current, this.#world);
  }

  #welcomed(payload: unknown, joinedAt: number, current: () => boolean): void {
    const welcome = consoleWelcomeSchema.safeParse(payload);
    if (!welcome.success) return this.#lost('nonsense', 'refused');
    this.#world.clock(welcome.data.serverTime, joinedAt);
    const { heartbeatMs } = welcome.data.limits;
    if (heartbeatMs !== undefined) this.#watch?.expect(heartbeatMs);
    this.#become('online', null);
    const askClock = (): void => void this.#askClock().catch(() => undefined);
    askClock();
    if (this.#clockTimer) clearInterval(this.#clockTimer);
    this.#clockTimer = setInterval(askClock, CLOCK_EVERY_MS);
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
    const refused = refusedHandshakeSchema.safeParse('data' in error ? error.data : null);
    const code = refused.data?.code ?? null;
    this.#world.log.info({ code, cause: error.message }, 'the centre could not be joined');
    if (code === null) return this.#lost('unreachable');
    if (code === 'unauthorized') {
      this.#world.distrustToken();
      return this.#lost('unauthorized', 'refused');
    }
    if (code === 'unavailable' || code === 'rate-limited') return this.#lost(code);
    if (code !== 'invalid') return this.#lost(code, 'refused');
    this.#lost(mismatchOf(refused.data?.versions), 'refused', [FIRST_MISMATCH_RETRY_MS, LONGEST_MISMATCH_RETRY_MS]);
  }

  #watchSilence(socket: Socket, current: () => boolean): void {
    const watch = new LinkWatch({
      monotonic: this.#world.monotonic,
      probe: () => this.#askClock(),
      lost: () => {
        if (current()) this.#lost('silent');
      },
    });
    this.#watch = watch;
    const { engine } = socket.io;
    // The engine also ends a link by the wall clock, at the next emit after a sleep or after somebody set it. Its timer, which
    // goes by the steady clock, stays.
    Reflect.defineProperty(engine, '_pingTimeoutTime', { get: () => Number.POSITIVE_INFINITY, set() {} });
    engine.on('handshake', (handshake: { pingInterval?: number }) => {
      watch.expect(handshake.pingInterval ?? Number.POSITIVE_INFINITY);
    });
    engine.on('packet', () => {
      watch.heard();
      if (current()) this.#world.heard();
    });
  }

  #lost(
    reason: string,
    state: 'alone' | 'refused' = 'alone',
    [first, longest] = [FIRST_RETRY_MS, LONGEST_RETRY_MS],
  ): void {
    const wasOnline = this.#status.state === 'online';
    this.#drop();
    if (wasOnline) this.#world.log.warn({ reason }, 'the link to the centre is lost');
    const delay = fullJitter(this.#attempt, first, longest, this.#world.random());
    this.#attempt += 1;
    this.#become(state, reason);
    if (!this.#wanted) return;
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  #drop(): void {
    this.#generation += 1;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#clockTimer) clearInterval(this.#clockTimer);
    this.#watch?.stop();
    this.#timer = null;
    this.#clockTimer = null;
    this.#watch = null;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.removeAllListeners();
    socket.disconnect();
    this.#world.offline();
  }

  #become(state: LinkState, reason: string | null): void {
    const since = state === this.#status.state ? this.#status.since : this.#world.monotonic();
    this.#status = { state, since, reason, attempt: this.#attempt };
    this.#world.changed();
  }
}

/** What a centre that does not speak this version says of itself; one from before `versions` says nothing. */
function mismatchOf(versions: readonly number[] | undefined): string {
  if (!versions || versions.length === 0 || versions.includes(PROTOCOL_VERSION)) return 'wrong-protocol';
  return Math.max(...versions) < PROTOCOL_VERSION ? 'centre-too-old' : 'console-too-old';
}
