import { decodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { LIMITS } from '../limits.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

export interface Talker {
  id: string;
  name: string;
  kind: string;
}
interface Claimant {
  socketId: string;
  talker: Talker;
  /** a console may take the floor from whoever holds it */
  mayPreempt: boolean;
}
interface Floor {
  holder: Claimant;
  heardAt: number;
  queue: Claimant[];
}
type Granting = { ok: true; state: 'granted' | 'queued' | 'denied'; position?: number } | WireRefusal;

/** How floor control speaks to the two namespaces. */
export interface ChannelReach {
  hasChannel(channelId: string): boolean;
  toChannel(channelId: string, event: string, payload: unknown, exceptSocketId?: string): void;
  toSocket(socketId: string, event: string, payload: unknown): void;
  voice(channelId: string, frame: Uint8Array, exceptSocketId: string): void;
}

const MOST_QUEUED = 10;

/** The right to talk, one holder a channel: granted when idle, queued behind the holder, ended by release or silence. */
export class FloorControl {
  readonly #reach: ChannelReach;
  readonly #now: () => number;
  readonly #floors = new Map<string, Floor>();

  constructor(reach: ChannelReach, now: () => number) {
    this.#reach = reach;
    this.#now = now;
  }

  request({ channelId, emergency = false }: { channelId: string; emergency?: boolean }, claimant: Claimant): Granting {
    if (!this.#reach.hasChannel(channelId)) return refuse('not-found', '没有这个频道');
    const floor = this.#floors.get(channelId);
    if (!floor) return this.#grant(channelId, claimant, []);
    if (floor.holder.socketId === claimant.socketId) return { ok: true, state: 'granted' };
    if (emergency && claimant.mayPreempt) {
      this.#reach.toSocket(floor.holder.socketId, 'floor:revoked', { channelId, reason: '指挥员紧急占用' });
      return this.#grant(channelId, claimant, floor.queue);
    }
    const waiting = floor.queue.findIndex((queued) => queued.socketId === claimant.socketId);
    if (waiting >= 0) return { ok: true, state: 'queued', position: waiting + 1 };
    if (floor.queue.length >= MOST_QUEUED) return { ok: true, state: 'denied' };
    floor.queue.push(claimant);
    return { ok: true, state: 'queued', position: floor.queue.length };
  }

  release(channelId: string, socketId: string): { ok: true } | WireRefusal {
    const floor = this.#floors.get(channelId);
    if (!floor) return this.#reach.hasChannel(channelId) ? { ok: true } : refuse('not-found', '没有这个频道');
    floor.queue = floor.queue.filter((queued) => queued.socketId !== socketId);
    if (floor.holder.socketId === socketId) this.#pass(channelId, floor);
    return { ok: true };
  }

  /** Relays a frame of whoever holds a floor; anybody else's is dropped. */
  voice(socketId: string, frame: Uint8Array): void {
    if (!decodeVoiceFrame(frame)) return;
    for (const [channelId, floor] of this.#floors) {
      if (floor.holder.socketId !== socketId) continue;
      floor.heardAt = this.#now();
      this.#reach.voice(channelId, frame, socketId);
    }
  }

  leave(socketId: string): void {
    for (const channelId of [...this.#floors.keys()]) this.release(channelId, socketId);
  }

  /** Ends streams that fell silent. */
  sweep(): void {
    for (const [channelId, floor] of [...this.#floors]) {
      if (this.#now() - floor.heardAt > LIMITS.silenceMs) this.#pass(channelId, floor);
    }
  }

  #grant(channelId: string, claimant: Claimant, queue: Claimant[]): Granting {
    const rest = queue.filter((queued) => queued.socketId !== claimant.socketId);
    this.#floors.set(channelId, { holder: claimant, heardAt: this.#now(), queue: rest });
    this.#reach.toSocket(claimant.socketId, 'floor:granted', { channelId, talker: claimant.talker });
    this.#reach.toChannel(channelId, 'floor:taken', { channelId, talker: claimant.talker }, claimant.socketId);
    return { ok: true, state: 'granted' };
  }

  #pass(channelId: string, floor: Floor): void {
    const [next, ...rest] = floor.queue;
    if (next) {
      this.#grant(channelId, next, rest);
      return;
    }
    this.#floors.delete(channelId);
    this.#reach.toChannel(channelId, 'floor:idle', { channelId });
  }
}
