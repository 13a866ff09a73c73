import type { Namespace } from 'socket.io';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { LIMITS } from '../limits.ts';
import { TokenBucket } from '../wire/tokenBucket.ts';
import { Crowd, type CrowdReach } from './crowd.ts';
import type { FloorEventName } from './floor.ts';
import { channelRoom } from './rooms.ts';
import { VoiceOut } from './voiceOut.ts';

/**
 * The radio to the terminals. A talk to few goes out frame by frame; one to many by turns (`crowd.ts`), and then what is told of the floor
 * takes the same way, so that everybody hears it before and after the voice it belongs to.
 */
export class FieldOut {
  readonly #terminals: Namespace;
  readonly #out: VoiceOut;
  readonly #reach: CrowdReach;
  readonly #crowds = new Map<string, Crowd>();
  /** channels on which somebody talks */
  readonly #talking = new Set<string>();
  #turning: NodeJS.Timeout | undefined;

  /** @param count told of copies that were left out */
  constructor(terminals: Namespace, now: () => number, count: CrowdReach['leftOut']) {
    const writes = new TokenBucket(LIMITS.voiceWrites, now());
    this.#terminals = terminals;
    this.#out = new VoiceOut(terminals);
    this.#reach = {
      out: this.#out,
      mayWrite: (wanted) => writes.take(LIMITS.voiceWrites, now(), wanted),
      leftOut: count,
    };
  }

  /** More listen than a talk can be carried to. */
  isCrowded(channelId: string): boolean {
    return this.#count(channelId) > LIMITS.mostListeners;
  }

  tell(channelId: string, event: FloorEventName, payload: FloorEvent, exceptSocketId?: string): void {
    if (event === 'floor:idle') this.#talking.delete(channelId);
    else this.#talking.add(channelId);
    const crowd = this.#crowdOf(channelId);
    if (!crowd) {
      this.#terminals
        .to(channelRoom(channelId))
        .except(exceptSocketId ?? [])
        .emit(event, payload);
      return;
    }
    // A receiver that knows of bundles waits for the first whole one; any other begins with a pause.
    const told = event === 'floor:taken' ? { ...payload, bundleMs: crowd.bundleMs } : payload;
    crowd.say(this.#out.event(event, told, exceptSocketId));
  }

  /** Somebody is about to be told something of their own on this channel. */
  bringForward(channelId: string, socketId: string): void {
    this.#crowds.get(channelId)?.bringForward(socketId);
  }

  /** false when the frame was left out for all */
  voice(channelId: string, frame: Uint8Array, exceptSocketId: string): boolean {
    const listening = this.#count(channelId);
    if (listening > LIMITS.mostListeners) return false;
    const crowd = this.#crowdOf(channelId);
    if (crowd) {
      crowd.say(this.#out.voice(frame, exceptSocketId));
      return true;
    }
    if (!this.#reach.mayWrite(listening)) return false;
    const late = this.#out.send([channelRoom(channelId)], frame, exceptSocketId);
    if (late > 0) this.#reach.leftOut('late', late);
    return true;
  }

  #count(channelId: string): number {
    return this.#out.members(channelRoom(channelId)).size;
  }

  #crowdOf(channelId: string): Crowd | undefined {
    const known = this.#crowds.get(channelId);
    if (known || !this.#talking.has(channelId) || this.#count(channelId) <= LIMITS.crowd.from) return known;
    const crowd = new Crowd(channelRoom(channelId), this.#reach);
    this.#crowds.set(channelId, crowd);
    this.#turning ??= setInterval(() => this.#turn(), LIMITS.crowd.turnMs).unref();
    return crowd;
  }

  #turn(): void {
    for (const [channelId, crowd] of this.#crowds) {
      crowd.turn();
      if (!this.#talking.has(channelId) && crowd.isServed) this.#crowds.delete(channelId);
    }
    if (this.#crowds.size > 0) return;
    clearInterval(this.#turning);
    this.#turning = undefined;
  }
}
