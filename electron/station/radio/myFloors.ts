import type { z } from 'zod';
import type { MY_FLOOR } from '#shared/contract/radio.ts';
import type { FloorForEar } from '#shared/contract/station.ts';
import { FLOOR_RULES, type FloorReason } from '#shared/domain/floor.ts';
import { CONSOLE_TO_GATEWAY } from '#shared/protocol/console.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import type { VoiceHeader } from '#shared/protocol/voiceFrame.ts';

export type MyFloorState = (typeof MY_FLOOR)[number];

/** How this desk stands to one channel's floor. Times are by the steady clock, ms. */
export interface MyFloor {
  state: MyFloorState;
  code: FloorReason | null;
  position: number | null;
  endsAt: number | null;
  streamId: number | null;
  channelIndex: number;
  /** the window that asked */
  asker: object;
}

interface Held extends MyFloor {
  emergency: boolean;
  attempt: number;
  /** the answer to the present attempt is still to come */
  pending: boolean;
  /** when the ear last gave a frame of it, or it was granted */
  heardAt: number;
  /** until when a denial or loss is shown */
  shownUntil: number | null;
}

export interface FloorsWorld {
  /** resolves with the centre's answer as it came */
  request(channelId: string, emergency: boolean): Promise<unknown>;
  release(channelId: string): void;
  steady(): number;
  /** this machine's clock */
  now(): number;
  /** a number for the frames of a talk that an older gateway gave none */
  newStream(): number;
  indexOf(channelId: string): number;
  ear(event: FloorForEar): void;
  /** this desk has the floor */
  granted(event: FloorEvent): void;
  /** it has it no longer */
  lost(channelId: string): void;
  changed(): void;
}

type Ack = z.infer<(typeof CONSOLE_TO_GATEWAY)['floor:request']['ack']>;

const TICK_MS = 250;
const SHOWN_MS = 4000;
/** the centre ends a silent talk after 2 s; this desk does it by itself when the centre does not */
const SILENCE_MS = FLOOR_RULES.silenceMs + 1000;
/** how long after its end a talk is waited for that the centre did not end */
const OVERTIME_MS = FLOOR_RULES.graceMs + 2000;
const LIVE: readonly MyFloorState[] = ['asking', 'queued', 'granted', 'ending'];
const TALKING: readonly MyFloorState[] = ['granted', 'ending'];

/** The floors this desk asks for and holds. Whatever happens to a window, the line or the centre, each of them ends. */
export class MyFloors {
  readonly #world: FloorsWorld;
  readonly #floors = new Map<string, Held>();
  /** attempts that were not answered yet */
  readonly #unanswered = new Map<string, Set<number>>();
  #attempts = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(world: FloorsWorld) {
    this.#world = world;
  }

  get(channelId: string): MyFloor | null {
    return this.#floors.get(channelId) ?? null;
  }

  /** asks for, waits for or has any floor */
  get any(): boolean {
    return [...this.#floors.values()].some(({ state }) => LIVE.includes(state));
  }

  /** Asks for a floor; asked again for one that is held or waited for, only an emergency says anything new. */
  ask(channelId: string, emergency: boolean, asker: object): void {
    const before = this.#floors.get(channelId);
    const live = before !== undefined && LIVE.includes(before.state);
    if (live && (before.emergency || !emergency)) return;
    this.#attempts += 1;
    const attempt = this.#attempts;
    const floor: Held = live
      ? { ...before, emergency, attempt, pending: true }
      : {
          ...{ state: 'asking', code: null, position: null, endsAt: null, streamId: null },
          ...{ channelIndex: this.#world.indexOf(channelId), asker, emergency, attempt, pending: true },
          ...{ heardAt: this.#world.steady(), shownUntil: null },
        };
    this.#floors.set(channelId, floor);
    this.#waiting(channelId).add(attempt);
    this.#wake();
    this.#world.request(channelId, emergency).then(
      (ack) => this.#answered(channelId, attempt, CONSOLE_TO_GATEWAY['floor:request'].ack.safeParse(ack).data ?? null),
      () => this.#answered(channelId, attempt, null),
    );
    this.#world.changed();
  }

  /** Gives back what is held or waited for; with `asker`, only what that window asked for. */
  letGo(asker?: object): void {
    for (const [channelId, floor] of [...this.#floors]) {
      if (asker !== undefined && floor.asker !== asker) continue;
      if (LIVE.includes(floor.state)) this.#end(channelId, floor, null, true);
    }
  }

  /** The line is gone: so is every floor. */
  lineLost(): void {
    this.#unanswered.clear();
    for (const [channelId, floor] of [...this.#floors]) {
      if (LIVE.includes(floor.state)) this.#end(channelId, floor, { state: 'revoked', code: 'vanished' }, false);
    }
  }

  /** What the centre says of this desk's floors. */
  heard(news: 'granted' | 'queued' | 'warned' | 'revoked', event: FloorEvent): void {
    const { channelId } = event;
    const floor = this.#floors.get(channelId);
    if (!floor || !LIVE.includes(floor.state)) {
      // Nobody waits for it any more: it came while it was let go.
      if (news === 'granted' && this.#waiting(channelId).size === 0) this.#world.release(channelId);
      return;
    }
    // What belongs to an attempt that was given up is passed over; the answer to the present one tells its own.
    if (this.#waiting(channelId).size > (floor.pending ? 1 : 0)) return;
    if (news === 'granted') this.#grant(channelId, floor, event);
    else if (news === 'queued') this.#queue(channelId, floor, event.position ?? 1);
    else if (news === 'warned') this.#warn(channelId, floor, event.graceMs ?? FLOOR_RULES.graceMs);
    else this.#end(channelId, floor, { state: 'revoked', code: event.code ?? 'preempted' }, false);
  }

  /** The channel is somebody else's, or nobody's: an older gateway takes a floor away without a word to its holder. */
  passed(channelId: string, code: FloorReason): void {
    const floor = this.#floors.get(channelId);
    if (!floor || floor.pending || !TALKING.includes(floor.state)) return;
    this.#end(channelId, floor, { state: 'revoked', code }, false);
  }

  /** The channel of a frame that the ear gives; null when no floor that is held carries it. */
  speaks({ channelIndex, streamId }: VoiceHeader): string | null {
    for (const [channelId, floor] of this.#floors) {
      if (!TALKING.includes(floor.state)) continue;
      if (floor.channelIndex !== channelIndex || floor.streamId !== streamId) continue;
      floor.heardAt = this.#world.steady();
      return channelId;
    }
    return null;
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #waiting(channelId: string): Set<number> {
    const known = this.#unanswered.get(channelId);
    if (known) return known;
    const made = new Set<number>();
    this.#unanswered.set(channelId, made);
    return made;
  }

  #answered(channelId: string, attempt: number, ack: Ack | null): void {
    this.#waiting(channelId).delete(attempt);
    const floor = this.#floors.get(channelId);
    if (!floor || floor.attempt !== attempt || !LIVE.includes(floor.state)) return;
    floor.pending = false;
    // No answer at all: whatever the centre makes of it later is not wanted.
    if (ack === null) return this.#end(channelId, floor, { state: 'denied', code: 'vanished' }, true);
    if (!ack.ok) return this.#end(channelId, floor, { state: 'denied', code: 'closed' }, false);
    if (ack.state === 'granted') this.#grant(channelId, floor, { ...ack, channelId, emergency: floor.emergency });
    else if (ack.state === 'denied') {
      // A held floor stays when its emergency is denied.
      if (TALKING.includes(floor.state)) return;
      this.#end(channelId, floor, { state: 'denied', code: ack.code ?? 'queue-full' }, false);
    } else if (!TALKING.includes(floor.state)) this.#queue(channelId, floor, ack.position ?? 1);
  }

  #grant(channelId: string, floor: Held, event: FloorEvent): void {
    const { steady, now, newStream } = this.#world;
    const streamId = event.streamId ?? floor.streamId ?? newStream();
    const endsAt = event.talkMs === undefined && floor.endsAt !== null ? floor.endsAt : steady() + talkMsOf(event);
    const known = TALKING.includes(floor.state) && floor.streamId === streamId;
    if (known && Math.abs(endsAt - (floor.endsAt ?? 0)) < 1000) return;
    const channelIndex = event.channelIndex ?? floor.channelIndex;
    Object.assign(floor, { state: 'granted', code: null, position: null, endsAt, streamId, channelIndex });
    if (!known) floor.heardAt = steady();
    this.#world.granted({ ...event, streamId, channelIndex });
    const talkUntil = Math.round(now() + endsAt - steady());
    this.#world.ear({ kind: 'granted', channelId, channelIndex, streamId, talkUntil });
    this.#world.changed();
  }

  #queue(channelId: string, floor: Held, position: number): void {
    if (TALKING.includes(floor.state)) return;
    Object.assign(floor, { state: 'queued', position });
    this.#world.ear({ kind: 'queued', channelId, position });
    this.#world.changed();
  }

  #warn(channelId: string, floor: Held, graceMs: number): void {
    if (!TALKING.includes(floor.state)) return;
    Object.assign(floor, { state: 'ending', endsAt: this.#world.steady() + graceMs });
    this.#world.ear({ kind: 'warned', channelId, graceMs });
    this.#world.changed();
  }

  /** @param why what is shown of it for a while; null: it was let go */
  #end(
    channelId: string,
    floor: Held,
    why: { state: 'denied' | 'revoked'; code: FloorReason } | null,
    release: boolean,
  ): void {
    const world = this.#world;
    const talked = TALKING.includes(floor.state);
    if (why === null) this.#floors.delete(channelId);
    else {
      const shownUntil = world.steady() + SHOWN_MS;
      Object.assign(floor, { ...why, position: null, endsAt: null, streamId: null, pending: false, shownUntil });
    }
    if (release) world.release(channelId);
    if (talked) world.lost(channelId);
    world.ear(why === null ? { kind: 'idle', channelId } : { kind: why.state, channelId, code: why.code });
    world.changed();
  }

  #wake(): void {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /** A stuck key: nothing is talked for ever, whoever was to end it. */
  #tick(): void {
    const now = this.#world.steady();
    for (const [channelId, floor] of [...this.#floors]) {
      if (floor.shownUntil !== null && now >= floor.shownUntil) {
        this.#floors.delete(channelId);
        this.#world.changed();
      } else if (TALKING.includes(floor.state)) {
        const silent = now - floor.heardAt >= SILENCE_MS;
        const over = floor.endsAt !== null && now - floor.endsAt >= OVERTIME_MS;
        const code = silent ? 'vanished' : 'too-long';
        if (silent || over) this.#end(channelId, floor, { state: 'revoked', code }, true);
      }
    }
    if (this.#floors.size === 0) this.stop();
  }
}

function talkMsOf({ talkMs, emergency }: FloorEvent): number {
  return talkMs ?? (emergency ? FLOOR_RULES.talkMs * 2 : FLOOR_RULES.talkMs);
}
