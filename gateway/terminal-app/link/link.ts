import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, refusedHandshakeSchema } from '#shared/protocol/common.ts';
import { GATEWAY_TO_TERMINAL } from '#shared/protocol/terminal.ts';
import type { z } from 'zod';
import { backOff } from '../core/outgoing.ts';
import { type Session, thisDevice } from '../device/session.ts';

type Table = typeof GATEWAY_TO_TERMINAL;
type Heard = keyof Table;
/** One handler for each event of the gateway; what it awaits is done before the event is acknowledged. */
export type Handlers = { [E in Heard]: (payload: z.infer<Table[E]['payload']>) => Promise<void> | void };

export type LinkState = 'connecting' | 'online' | 'offline' | { refused: string };

/** How long the gateway may take to answer, ms. */
const PATIENCE = 20_000;
/** Voice that waits longer than this many frames comes too late to be of use. */
const MOST_FRAMES_WAITING = 25;
/** Refusals of a handshake that asking again will not change. */
const FINAL = new Set(['forbidden', 'not-found', 'invalid']);

/**
 * The connection to `/terminal`: comes back by itself with a growing, jittered pause, checks what it hears, and
 * acknowledges it once it was taken in.
 */
export class Link {
  readonly #session: Session;
  readonly #changed: (state: LinkState) => void;
  readonly #socket: Socket;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(session: Session, handlers: Handlers, changed: (state: LinkState) => void) {
    this.#session = session;
    this.#changed = changed;
    this.#socket = io('/terminal', {
      path: '/socket.io',
      transports: ['websocket'],
      // Pauses are our own: a refused handshake needs another token first.
      reconnection: false,
      autoConnect: false,
      auth: (give) => {
        void session
          .token()
          .then((token) => give({ protocol: PROTOCOL_VERSION, token: token ?? '-', device: thisDevice() }));
      },
    });
    this.#socket.on('connect_error', (error: Error & { data?: unknown }) => this.#refused(error.data));
    this.#socket.on('disconnect', () => this.#fallen());
    for (const event of Object.keys(handlers) as Heard[]) this.#listen(event, handlers);
    addEventListener('online', this.#hurry);
    document.addEventListener('visibilitychange', this.#hurry);
  }

  start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed('connecting');
    this.#socket.connect();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#hurry);
    document.removeEventListener('visibilitychange', this.#hurry);
    this.#socket.disconnect();
  }

  /** The gateway's answer; rejects when none comes. */
  emit(event: string, payload: unknown): Promise<unknown> {
    if (!this.#socket.connected) return Promise.reject(new Error('not connected'));
    return this.#socket.timeout(PATIENCE).emitWithAck(event, payload);
  }

  /** Sends a frame of voice, or drops it where the line does not take it in time. */
  voice(frame: Uint8Array): void {
    const { connected, io } = this.#socket;
    if (connected && io.engine.writeBuffer.length < MOST_FRAMES_WAITING) this.#socket.emit('voice', frame);
  }

  /** The network is back, or the worker looks at the phone: nobody waits for the end of a pause. */
  readonly #hurry = (): void => {
    if (document.visibilityState !== 'visible' || this.#timer === undefined || this.#ended) return;
    this.start();
  };

  #listen<E extends Heard>(event: E, handlers: Handlers): void {
    const schema: z.ZodType<z.infer<Table[E]['payload']>> = GATEWAY_TO_TERMINAL[event].payload as never;
    this.#socket.on(event as string, async (payload: unknown, answer: unknown) => {
      const parsed = schema.safeParse(payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload);
      const say = (value: unknown) => typeof answer === 'function' && answer(value);
      if (!parsed.success) return say({ ok: false, code: 'invalid', message: '内容不符合协议' });
      if (event === 'welcome') this.#failures = 0;
      try {
        await handlers[event](parsed.data);
        say({ ok: true });
      } catch {
        // Not taken in, so not acknowledged: it will come again.
        say({ ok: false, code: 'unavailable', message: '终端暂时无法保存' });
      }
    });
  }

  #refused(data: unknown): void {
    const { code, message } = refusedHandshakeSchema.safeParse(data).data ?? { code: 'unavailable', message: '' };
    if (code === 'unauthorized') this.#session.distrust();
    if (FINAL.has(code)) return this.#changed({ refused: message });
    this.#fallen();
  }

  #fallen(): void {
    if (this.#ended) return;
    this.#changed('offline');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), backOff(this.#failures, Math.random()));
    this.#failures += 1;
  }
}
