import type { FloorEvent } from '#shared/protocol/intercom.ts';
import type { VoiceHeader } from '#shared/protocol/voiceFrame.ts';

/** Somebody's talk on a channel, by the centre's word. */
export interface Talk {
  /** the transmission's id, or one of this desk where an older gateway tells none */
  readonly id: string;
  readonly channelId: string;
  readonly talker: { id: string; name: string; kind: string };
  readonly transmissionId: string | null;
  /** by the centre's clock */
  readonly since: number;
  readonly emergency: boolean;
  readonly mine: boolean;
  /** what its frames carry; null until an older gateway's first frame tells */
  channelIndex: number | null;
  streamId: number | null;
}

export interface TalksWorld {
  /** by the centre's clock */
  serverNow(): number;
  newId(): string;
  indexOf(channelId: string): number;
  began(talk: Talk): void;
  /** @param whole false when this desk was cut off before the talk was over */
  ended(talk: Talk, whole: boolean): void;
}

/** Who talks on which channel, and whose a frame is. */
export class Talks {
  readonly #world: TalksWorld;
  readonly #talks = new Map<string, Talk>();
  /** channels whose talk may be over */
  readonly #unseen = new Set<string>();
  readonly #heardAt = new Map<string, number>();

  constructor(world: TalksWorld) {
    this.#world = world;
  }

  on(channelId: string): Talk | null {
    return this.#talks.get(channelId) ?? null;
  }

  /** when somebody was last heard on it, by the centre's clock */
  heardAt(channelId: string): number | null {
    return this.#heardAt.get(channelId) ?? null;
  }

  /** A floor is taken: `mine` when this desk has it. Told again of the same talk, nothing begins anew. */
  taken(event: FloorEvent, mine: boolean): void {
    const { channelId, talker, transmissionId, streamId } = event;
    if (!talker) return;
    this.#unseen.delete(channelId);
    const before = this.#talks.get(channelId);
    const same =
      before &&
      before.talker.id === talker.id &&
      before.mine === mine &&
      (transmissionId === undefined || before.transmissionId === transmissionId) &&
      (streamId === undefined || before.streamId === streamId);
    if (same) {
      this.#talks.set(channelId, Object.assign(before, { emergency: event.emergency ?? before.emergency }));
      return;
    }
    if (before) this.idle(channelId);
    const talk: Talk = {
      id: transmissionId ?? this.#world.newId(),
      channelId,
      talker,
      transmissionId: transmissionId ?? null,
      since: event.since ?? this.#world.serverNow(),
      emergency: event.emergency ?? false,
      mine,
      channelIndex: event.channelIndex ?? (streamId === undefined ? null : this.#world.indexOf(channelId)),
      streamId: streamId ?? null,
    };
    this.#talks.set(channelId, talk);
    this.#world.began(talk);
  }

  idle(channelId: string, whole = true): void {
    const talk = this.#talks.get(channelId);
    if (!talk) return;
    this.#talks.delete(channelId);
    this.#unseen.delete(channelId);
    this.#world.ended(talk, whole);
  }

  /** The line is gone: what ran may be over when it is back. */
  cutOff(): void {
    for (const channelId of this.#talks.keys()) this.#unseen.add(channelId);
  }

  /** The centre has said which talks run: those it did not name ended while this desk was cut off. */
  endUnseen(): void {
    for (const channelId of [...this.#unseen]) this.idle(channelId, false);
  }

  /** Whose a frame is; null when nobody is known to talk so. */
  of({ channelIndex, streamId }: VoiceHeader): Talk | null {
    const talks = [...this.#talks.values()];
    const told = talks.find((talk) => talk.streamId === streamId && talk.channelIndex === channelIndex);
    const talk = told ?? this.#adopt(talks, channelIndex, streamId);
    if (talk) this.#heardAt.set(talk.channelId, this.#world.serverNow());
    return talk;
  }

  /** An older gateway does not say what the frames of a talk carry: while one talk runs they can be no other's. */
  #adopt(talks: readonly Talk[], channelIndex: number, streamId: number): Talk | null {
    const untold = talks.filter((talk) => talk.streamId === null && !talk.mine);
    const [talk] = untold;
    if (!talk || untold.length > 1) return null;
    talk.streamId = streamId;
    talk.channelIndex = channelIndex;
    this.#world.began(talk);
    return talk;
  }
}
