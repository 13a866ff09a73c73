import {
  type FloorEffect,
  type FloorInput,
  type FloorRank,
  type FloorReason,
  type FloorRules,
  type FloorState,
  IDLE_FLOOR,
  stepFloor,
} from '#shared/domain/floor.ts';
import type { ActorRef } from '#shared/domain/case.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { decodeVoiceFrame, stampVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

/** Who asks for a floor: one connection of one person. */
export interface Speaker {
  socketId: string;
  talker: ActorRef;
  rank: FloorRank;
}

/** One talk, from the grant to its end. */
export interface Talk {
  channelId: string;
  channelIndex: number;
  streamId: number;
  transmissionId: string;
  socketId: string;
  talker: ActorRef;
  since: number;
  emergency: boolean;
}
export type EndReason = FloorReason | 'released';

export type FloorEventName =
  | 'floor:granted'
  | 'floor:taken'
  | 'floor:queued'
  | 'floor:warned'
  | 'floor:revoked'
  | 'floor:idle';

/** What floor control needs of the world. */
export interface FloorReach {
  /** the `channelIndex` of an open channel; undefined when there is none of this id */
  indexOf(channelId: string): number | undefined;
  /** more terminals listen than a talk can be relayed to */
  isCrowded(channelId: string): boolean;
  /** to whoever is on the channel and to every console, but one connection */
  toOthers(channelId: string, event: FloorEventName, payload: FloorEvent, exceptSocketId?: string): void;
  toSocket(socketId: string, event: FloorEventName, payload: FloorEvent): void;
  /** false when the frame was left out */
  voice(channelId: string, frame: Uint8Array, exceptSocketId: string): boolean;
  began(talk: Readonly<Talk>): void;
  ended(talk: Readonly<Talk>, reason: EndReason, at: number): void;
  frame(outcome: VoiceOutcome): void;
}
/** What became of a frame. */
export type VoiceOutcome = 'relayed' | 'no-floor' | 'malformed' | 'other-channel' | 'overload';

export type Granting =
  | ({ ok: true; state: 'granted' | 'queued' | 'denied' } & Pick<
      FloorEvent,
      'position' | 'code' | 'streamId' | 'channelIndex' | 'transmissionId' | 'talkMs'
    > & { retryMs?: number })
  | WireRefusal;

export interface FloorParts {
  now: () => number;
  newId: () => string;
  rules: FloorRules;
}

/** Said to the worker or operator whose talk ended or whose wish was refused. */
const REASONS: Record<FloorReason, string> = {
  preempted: '紧急通话占用了频道',
  'too-long': '单次通话时间已到',
  vanished: '中心没有收到您的声音',
  overruled: '指挥台收回了话权',
  'queue-full': '排队的人已满',
  'retry-after': '刚刚超时，请让他人先讲',
  closed: '频道已关闭',
};
const NO_CHANNEL = refuse('not-found', '没有这个频道');
const CROWDED = refuse('unavailable', '频道上在听的终端过多，中心转发不了，请改用街道、社区或班组频道');

/**
 * The floors of all channels: `shared/domain/floor.ts` decides, this carries it between sockets. One state a channel; a grant makes a
 * talk, and the frames of whoever holds it are stamped with its numbers and relayed.
 */
export class FloorControl {
  readonly #reach: FloorReach;
  readonly #parts: FloorParts;
  readonly #floors = new Map<string, FloorState>();
  readonly #talks = new Map<string, Talk>();
  /** the floors each connection holds */
  readonly #held = new Map<string, Talk[]>();
  /** everybody who asked since they connected */
  readonly #speakers = new Map<string, Speaker>();
  /** number of the last stream of any channel; begun from the time in tenths of a second, so that a restarted gateway repeats none */
  #streams: number;

  constructor(reach: FloorReach, parts: FloorParts) {
    this.#reach = reach;
    this.#parts = parts;
    this.#streams = Math.floor(parts.now() / 100) % 2 ** 31;
  }

  request({ channelId, emergency = false }: { channelId: string; emergency?: boolean }, speaker: Speaker): Granting {
    if (this.#reach.indexOf(channelId) === undefined) return NO_CHANNEL;
    // An emergency from the field reaches the desks at least.
    const heard = !this.#reach.isCrowded(channelId) || (emergency && speaker.talker.kind === 'terminal');
    if (!heard) return CROWDED;
    const { socketId: id, rank } = speaker;
    this.#speakers.set(id, speaker);
    const effects = this.#step(channelId, { kind: 'request', claim: { id, rank, emergency } });
    return answerOf(id, effects, this.#talks.get(channelId));
  }

  release(channelId: string, socketId: string): { ok: true } | WireRefusal {
    if (this.#reach.indexOf(channelId) === undefined) return NO_CHANNEL;
    if (this.#floors.has(channelId)) this.#step(channelId, { kind: 'release', id: socketId });
    return { ok: true };
  }

  /** Ends whoever talks on a channel. */
  overrule(channelId: string): { ok: true } | WireRefusal {
    if (this.#reach.indexOf(channelId) === undefined) return NO_CHANNEL;
    if (this.#talks.has(channelId)) this.#step(channelId, { kind: 'overrule' });
    return { ok: true };
  }

  /** The channel ends, and with it whatever is said on it. */
  close(channelId: string): void {
    const talked = this.#talks.has(channelId);
    if (this.#floors.has(channelId)) this.#step(channelId, { kind: 'close' });
    this.#floors.delete(channelId);
    if (talked) this.#reach.toOthers(channelId, 'floor:idle', { channelId });
  }

  /** A connection is gone: what it holds ends, and it waits for nothing. */
  leave(socketId: string): void {
    if (!this.#speakers.has(socketId)) return;
    for (const channelId of this.#floors.keys()) this.#step(channelId, { kind: 'gone', id: socketId });
    this.#speakers.delete(socketId);
  }

  /** Looks at the time of every talk: who is silent or talks too long loses the floor. */
  tick(): void {
    for (const channelId of [...this.#talks.keys()]) this.#step(channelId, { kind: 'tick' });
  }

  /** Every talk that runs, as `floor:taken` tells it: for whoever comes late. */
  running(): FloorEvent[] {
    return [...this.#talks.values()].map(eventOf);
  }

  /** How many floors a connection holds. */
  heldBy(socketId: string): number {
    return this.#held.get(socketId)?.length ?? 0;
  }

  /**
   * Relays a frame of whoever holds a floor, stamped with the numbers of the talk; anybody else's is dropped. With several floors
   * held the frame's `channelIndex` says which it is for.
   */
  voice(socketId: string, frame: Uint8Array): void {
    this.#reach.frame(this.#relay(socketId, frame));
  }

  #relay(socketId: string, frame: Uint8Array): VoiceOutcome {
    const held = this.#held.get(socketId);
    if (!held) return 'no-floor';
    const decoded = decodeVoiceFrame(frame);
    if (!decoded) return 'malformed';
    const { channelIndex } = decoded.header;
    const talk = held.length === 1 ? held[0] : held.find((one) => one.channelIndex === channelIndex);
    if (!talk) return 'other-channel';
    stampVoiceFrame(frame, talk);
    this.#step(talk.channelId, { kind: 'heard', id: socketId });
    return this.#reach.voice(talk.channelId, frame, socketId) ? 'relayed' : 'overload';
  }

  #step(channelId: string, input: FloorInput): readonly FloorEffect[] {
    const now = this.#parts.now();
    // All channels number their streams in one row: who talks on two at once has two streams.
    const before = { ...(this.#floors.get(channelId) ?? IDLE_FLOOR), streams: this.#streams };
    const step = stepFloor(before, input, now, this.#parts.rules);
    this.#streams = step.state.streams;
    this.#floors.set(channelId, step.state);
    for (const effect of step.effects) this.#carryOut(channelId, effect, now);
    return step.effects;
  }

  #carryOut(channelId: string, effect: FloorEffect, now: number): void {
    const reach = this.#reach;
    switch (effect.kind) {
      case 'granted':
        return this.#granted(channelId, effect, now);
      case 'queued':
        return reach.toSocket(effect.id, 'floor:queued', { channelId, position: effect.position });
      case 'denied':
        // Who asks is answered; who waited must be told.
        if (effect.reason === 'closed') reach.toSocket(effect.id, 'floor:revoked', lost(channelId, effect.reason));
        return;
      case 'warned':
        return reach.toSocket(effect.id, 'floor:warned', { channelId, graceMs: effect.graceMs });
      case 'revoked':
        return reach.toSocket(effect.id, 'floor:revoked', lost(channelId, effect.reason));
      case 'ended':
        return this.#ended(channelId, effect.reason, now);
      case 'idle':
        return reach.toOthers(channelId, 'floor:idle', { channelId });
    }
  }

  #granted(
    channelId: string,
    { claim, streamId, talkMs }: Extract<FloorEffect, { kind: 'granted' }>,
    now: number,
  ): void {
    const running = this.#talks.get(channelId);
    const talk = running?.streamId === streamId ? running : this.#begin(channelId, claim.id, streamId, now);
    if (!talk) return;
    const told = talk === running && talk.emergency === claim.emergency;
    talk.emergency ||= claim.emergency;
    const event = eventOf(talk);
    this.#reach.toSocket(claim.id, 'floor:granted', { ...event, talkMs });
    // A key that is pressed harder changes what the others see; one that is pressed again does not.
    if (!told) this.#reach.toOthers(channelId, 'floor:taken', event, claim.id);
    if (talk !== running) this.#reach.began(talk);
  }

  #begin(channelId: string, socketId: string, streamId: number, since: number): Talk | null {
    const talker = this.#speakers.get(socketId)?.talker;
    const channelIndex = this.#reach.indexOf(channelId);
    if (!talker || channelIndex === undefined) return null;
    const transmissionId = this.#parts.newId();
    const talk = { channelId, channelIndex, streamId, transmissionId, socketId, talker, since, emergency: false };
    this.#talks.set(channelId, talk);
    this.#held.set(socketId, [...(this.#held.get(socketId) ?? []), talk]);
    return talk;
  }

  #ended(channelId: string, reason: EndReason, now: number): void {
    const talk = this.#talks.get(channelId);
    if (!talk) return;
    this.#talks.delete(channelId);
    const others = (this.#held.get(talk.socketId) ?? []).filter((one) => one !== talk);
    if (others.length > 0) this.#held.set(talk.socketId, others);
    else this.#held.delete(talk.socketId);
    this.#reach.ended(talk, reason, now);
  }
}

function lost(channelId: string, code: FloorReason): FloorEvent {
  return { channelId, code, reason: REASONS[code] };
}

function eventOf(talk: Talk): FloorEvent {
  const { channelId, talker, streamId, channelIndex, transmissionId, since, emergency } = talk;
  return { channelId, talker, streamId, channelIndex, transmissionId, since, emergency };
}

function answerOf(id: string, effects: readonly FloorEffect[], talk: Talk | undefined): Granting {
  for (const effect of effects) {
    if (effect.kind === 'granted' && effect.claim.id === id && talk) {
      const { streamId, channelIndex, transmissionId } = talk;
      return { ok: true, state: 'granted', streamId, channelIndex, transmissionId, talkMs: effect.talkMs };
    }
    if (effect.kind === 'queued' && effect.id === id) return { ok: true, state: 'queued', position: effect.position };
    if (effect.kind === 'denied' && effect.id === id) {
      return { ok: true, state: 'denied', code: effect.reason, retryMs: effect.retryMs };
    }
  }
  return refuse('unavailable', '频道暂时不可用，请再试一次');
}
