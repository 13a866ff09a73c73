import { type BirpcReturn, createBirpc } from 'birpc';
import type { PageKind } from '#shared/contract/bridge.ts';
import type { WindowKind } from '#shared/contract/windows.ts';
import { TOPICS, type Topic } from '#shared/contract/feeds.ts';
import { isVoiceMessage, type VoiceMessage } from '#shared/contract/radio.ts';
import type { FloorForEar, StationFunctions, WindowFunctions } from '#shared/contract/station.ts';
import type { VideoEvent } from '#shared/contract/video.ts';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import type { Log } from '../log.ts';
import type { Port } from '../port.ts';

/** changes of so many milliseconds are told in one word */
const GATHER_MS = 50;

type Remote = BirpcReturn<WindowFunctions, Record<string, unknown>>;

/** One window as the station sees it. */
export interface Window {
  readonly id: number;
  readonly kind: PageKind;
  topics: Set<Topic>;
  /** the fleet version its last tick brought; −1: it has none yet */
  fleetSeen: number;
  /** it has drawn the last tick and waits for the next */
  fleetReady: boolean;
  post(buffer: ArrayBuffer): void;
  /** a frame of voice, beside the contract on the same port */
  voice(frame: Uint8Array): void;
  floor(event: FloorForEar): void;
  talkKey(down: boolean, emergency: boolean): void;
}

/** What windows do beside calling. */
export interface WindowEvents {
  voiceOf(window: Window, frame: Uint8Array): void;
  closed(window: Window): void;
}

interface Held extends Window {
  remote: Remote;
  port: Port;
  pending: Set<Topic>;
}

/** Every window with a port: who watches what, and one truth told to all of them. */
export class Windows {
  readonly #log: Log;
  readonly #events: () => WindowEvents;
  readonly #windows = new Set<Held>();
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Log, events: () => WindowEvents) {
    this.#log = log;
    this.#events = events;
  }

  get size(): number {
    return this.#windows.size;
  }

  [Symbol.iterator](): Iterator<Window> {
    return this.#windows.values();
  }

  /** Serves a window on its port. A window that comes again with the same id has left its old port. */
  add(id: number, kind: PageKind, port: Port, functions: (window: Window) => StationFunctions): void {
    for (const old of this.#windows) if (old.id === id) this.#close(old);
    const window: Held = {
      id,
      kind,
      port,
      topics: new Set(TOPICS),
      pending: new Set(),
      fleetSeen: -1,
      fleetReady: false,
      post: (buffer) => port.post(buffer),
      voice: (frame) => port.post({ t: 'voice', frame } satisfies VoiceMessage),
      floor: (event) => void window.remote.floor(event),
      talkKey: (down, emergency) => void window.remote.talkKey(down, emergency),
      remote: null as unknown as Remote,
    };
    // No prototype: a window can name nothing but the contract's own functions.
    const served: Record<string, unknown> = Object.assign(Object.create(null), functions(window));
    window.remote = createBirpc<WindowFunctions, Record<string, unknown>>(served, {
      post: (message) => port.post(message),
      on: (listener) =>
        port.onMessage((message) => {
          if (isCall(message)) listener(message);
          else if (isVoiceMessage(message)) this.#events().voiceOf(window, message.frame);
        }),
      onFunctionError: (error, name) => {
        this.#log.error({ err: error, call: name, window: id }, 'a call failed');
      },
      onGeneralError: (error) => {
        this.#log.warn({ err: error, window: id }, 'a message to a window failed');
        return true;
      },
      eventNames: ['changed', 'status', 'alarm', 'cue', 'floor', 'talkKey', 'video'],
    });
    port.onClose(() => this.#close(window));
    this.#windows.add(window);
  }

  #close(window: Held): void {
    if (!this.#windows.delete(window)) return;
    window.remote.$close();
    window.port.close();
    this.#events().closed(window);
  }

  closeAll(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const window of this.#windows) this.#close(window);
  }

  /** Tells one window something of video; false when it is gone. */
  video(id: number, event: VideoEvent): boolean {
    const window = [...this.#windows].find((one) => one.id === id);
    if (window) void window.remote.video(event);
    return window !== undefined;
  }

  /** Tells every window of a kind; how many there are. */
  videoOf(kind: WindowKind, event: VideoEvent): number {
    const all = [...this.#windows].filter((one) => one.kind === kind);
    for (const window of all) void window.remote.video(event);
    return all.length;
  }

  /** Tells each window which of its topics are stale, gathered over 50 ms. */
  changed(topics: Iterable<Topic>): void {
    const list = [...topics];
    if (list.length === 0) return;
    for (const window of this.#windows) {
      for (const topic of list) if (window.topics.has(topic)) window.pending.add(topic);
    }
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    this.#timer = null;
    for (const window of this.#windows) {
      if (window.pending.size === 0) continue;
      const topics = [...window.pending];
      window.pending.clear();
      void window.remote.changed(topics);
    }
  }

  status(status: StationStatus): void {
    for (const window of this.#windows) void window.remote.status(status);
  }

  alarm(alarm: Alarm): void {
    for (const window of this.#windows) void window.remote.alarm(alarm);
  }

  cue(cue: Parameters<WindowFunctions['cue']>[0]): void {
    for (const window of this.#windows) void window.remote.cue(cue);
  }
}

/** A birpc message: anything else on the port is dropped before it can do harm. */
function isCall(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || !('t' in message)) return false;
  if (message.t === 's') return true;
  return (
    message.t === 'q' && 'm' in message && typeof message.m === 'string' && 'a' in message && Array.isArray(message.a)
  );
}
