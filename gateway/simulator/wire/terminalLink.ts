import { io, type Socket } from 'socket.io-client';
import type { Message, PhotoPlan } from '../behaviour/intents.ts';
import { PROTOCOL_VERSION } from '#shared/protocol/common.ts';
import { type Position, TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import type { DeviceIdentity } from './device.ts';
import type { Gate } from './gate.ts';
import { listen } from './incoming.ts';
import type { Counters, Link, LinkEvents } from './link.ts';
import { Outbox } from './outbox.ts';
import { PositionBuffer } from './positionBuffer.ts';
import { RadioSet, type TalkTo } from './radioSet.ts';
import { Session } from './sessions.ts';
import { upload } from './uploads.ts';

/** Back-off before the n-th attempt: a second doubled up to half a minute, then jittered (milliseconds). */
const BACK_OFF = [1000, 2000, 4000, 8000, 16_000, 30_000] as const;
/** Of the live positions every so many asks for an answer; the others are fire and forget, as they are superseded. */
const ASK_EVERY = 12;
/** The gateway has so long to welcome a handheld (milliseconds). */
const CONNECT_PATIENCE = 30_000;

export interface TerminalOptions {
  url: string;
  workerId: string;
  password: string;
  device: DeviceIdentity;
  /** shared by all handhelds: logins and connections pass through it */
  gate: Gate;
  /** shared by all handhelds: uploads pass through it */
  uploads: Gate;
  /** positions kept while offline */
  bufferRoom: number;
  /** Opus packets of what is said on the radio; none: nothing is said */
  sound: readonly Uint8Array[];
  /** in [0, 1); the wire's own luck, apart from the people's */
  jitter: () => number;
}

/** A handheld on the real wire: Socket.IO over WebSocket to `/terminal`, with its session, outbox and buffer. */
export class TerminalLink implements Link {
  private readonly options: TerminalOptions;
  private readonly events: LinkEvents;
  private readonly counters: Counters;
  private readonly session: Session;
  private readonly outbox: Outbox;
  private readonly buffer: PositionBuffer;
  private readonly radio: RadioSet;
  private socket: Socket | null = null;
  private phase: 'off' | 'waiting' | 'connecting' | 'online' | 'ended' = 'off';
  private covered = true;
  private settled = false;
  private attempts = 0;
  private reconnectAt = Number.POSITIVE_INFINITY;
  private sent = 0;
  private backfilling = false;

  constructor(options: TerminalOptions, events: LinkEvents, counters: Counters) {
    this.options = options;
    this.events = events;
    this.counters = counters;
    this.session = new Session(options.url, options.workerId, options.password, options.device);
    this.buffer = new PositionBuffer(options.bufferRoom);
    this.outbox = new Outbox(
      {
        emit: (event, payload, answered) => this.socket?.emit(event, payload, answered),
        upload: (plan) => this.uploadPhoto(plan),
      },
      counters,
      (heard) => events.heard(heard),
      () => events.due(),
    );
    this.radio = new RadioSet(
      {
        emit: (event, payload, answered = () => undefined) => this.socket?.emit(event, payload, answered),
        frame: (frame) => {
          counters.framesSent++;
          this.socket?.emit('voice', frame);
        },
        over: () => events.heard({ type: 'talk-over' }),
        due: () => events.due(),
      },
      options.sound,
      options.jitter,
    );
  }

  get nextDueAt(): number {
    return Math.min(this.reconnectAt, this.outbox.nextDueAt, this.radio.nextDueAt);
  }

  start(): void {
    if (this.phase === 'ended' || !this.covered) return;
    this.phase = 'waiting';
    this.reconnectAt = Number.POSITIVE_INFINITY;
    this.options.gate.enter(() => this.connect());
  }

  stop(): void {
    this.phase = 'ended';
    this.outbox.close();
    this.socket?.disconnect();
  }

  cover(covered: boolean): void {
    this.covered = covered;
    if (covered) {
      if (this.phase === 'off') this.start();
    } else if (this.phase === 'online') {
      // the handheld's radio is gone: the transport falls, nobody says goodbye
      this.socket?.io.engine.close();
    } else if (this.phase !== 'ended' && this.phase !== 'connecting') {
      this.phase = 'off';
      this.reconnectAt = Number.POSITIVE_INFINITY;
    }
  }

  tick(now: number): void {
    if (now >= this.reconnectAt) this.start();
    this.outbox.tick(now);
    this.radio.tick(now);
  }

  position(position: Position): void {
    const { socket } = this;
    if (this.phase !== 'online' || !socket || this.buffer.size > 0) {
      this.buffer.keep(position);
      if (this.phase === 'online') this.backfill();
      return;
    }
    this.counters.positionsSent++;
    if (this.sent++ % ASK_EVERY === 0) socket.emit('position', position, (answer: unknown) => this.checkAnswer(answer));
    else socket.emit('position', position);
  }

  message(message: Message, now: number): void {
    this.outbox.add(message, now);
  }

  talk(to: TalkTo, ms: number, now: number): void {
    if (this.phase !== 'online') return;
    this.counters.talks++;
    this.radio.press(to, ms, now);
  }

  private async connect(): Promise<void> {
    if (this.phase !== 'waiting') return;
    this.phase = 'connecting';
    const answer = await this.session.token(Date.now());
    if (this.stopped()) return;
    if ('refusal' in answer) {
      this.refused(answer.refusal, answer.final);
      return;
    }
    const socket = (this.socket ??= this.makeSocket());
    await new Promise<void>((resolve) => {
      const over = () => {
        clearTimeout(timer);
        socket.off('connect', over).off('connect_error', over);
        resolve();
      };
      const timer = setTimeout(() => {
        socket.disconnect();
        this.fallen();
        over();
      }, CONNECT_PATIENCE);
      socket.on('connect', over).on('connect_error', over);
      socket.connect();
    });
  }

  private stopped(): boolean {
    return this.phase === 'ended';
  }

  private makeSocket(): Socket {
    const socket = io(`${this.options.url}/terminal`, {
      path: '/socket.io',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      auth: (give) => give({ protocol: PROTOCOL_VERSION, token: this.session.current, device: this.options.device }),
    });
    socket.on('connect', () => this.connected());
    socket.on('connect_error', (error: Error & { data?: unknown }) => this.handshakeRefused(error));
    socket.on('disconnect', () => this.fallen());
    const { counters, events, radio } = this;
    listen(socket, { counters, radio, talks: this.options.sound.length > 0, heard: (heard) => events.heard(heard) });
    return socket;
  }

  private connected(): void {
    if (!this.covered || this.stopped()) {
      this.socket?.disconnect();
      return;
    }
    this.phase = 'online';
    this.attempts = 0;
    this.counters.connected++;
    this.counters.connects++;
    this.settle(true);
    this.outbox.open(Date.now());
    this.backfill();
  }

  private handshakeRefused(error: Error & { data?: unknown }): void {
    const { data } = error;
    const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : null;
    if (code === 'unauthorized') this.session.distrust();
    // a wrong device or an unknown worker will not change by asking, nor will tokens refused again and again
    const final = code === 'forbidden' || code === 'not-found' || (code === 'unauthorized' && this.attempts >= 3);
    this.refused(typeof code === 'string' ? code : error.message, final);
  }

  private refused(reason: string, final: boolean): void {
    this.events.trouble(reason);
    if (final) {
      this.counters.refusedLogins++;
      this.phase = 'ended';
      this.settle(false);
    } else this.retryLater();
  }

  private fallen(): void {
    if (this.phase === 'online') {
      this.counters.connected--;
      this.counters.drops++;
    }
    if (this.stopped()) return;
    this.outbox.close();
    this.radio.close();
    this.backfilling = false;
    this.retryLater();
  }

  private retryLater(): void {
    this.phase = 'off';
    if (!this.covered) return;
    const base = BACK_OFF[Math.min(this.attempts, BACK_OFF.length - 1)] ?? 30_000;
    this.attempts++;
    this.reconnectAt = Date.now() + base * (0.5 + this.options.jitter());
    this.events.due();
  }

  private settle(connected: boolean): void {
    if (this.settled) return;
    this.settled = true;
    this.events.settled(connected);
  }

  private backfill(): void {
    const { socket } = this;
    const positions = this.buffer.head();
    const last = positions.at(-1);
    if (!socket || !last || this.backfilling) return;
    this.backfilling = true;
    socket.timeout(20_000).emit('position', positions, (error: Error | null, answer: unknown) => {
      this.backfilling = false;
      if (error || !this.checkAnswer(answer)) return;
      this.counters.positionsBackfilled += positions.length;
      this.buffer.forget(last.t);
      this.backfill();
    });
  }

  /** True unless the gateway wants the positions again later. */
  private checkAnswer(answer: unknown): boolean {
    const parsed = TERMINAL_TO_GATEWAY.position.ack.safeParse(answer);
    if (!parsed.success) this.counters.nonsense++;
    return !parsed.success || parsed.data.ok || parsed.data.code === 'invalid';
  }

  private uploadPhoto(plan: PhotoPlan): ReturnType<typeof upload> {
    return new Promise((resolve) => {
      this.options.uploads.enter(async () => {
        const answer = await upload(this.options.url, this.session.current, plan);
        if (answer === 'unauthorized') {
          this.session.distrust();
          await this.session.token(Date.now());
        }
        resolve(answer);
      });
    });
  }
}
