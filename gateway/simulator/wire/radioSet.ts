import type { z } from 'zod';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { TERMINAL_TO_GATEWAY, type TerminalWelcome } from '#shared/protocol/terminal.ts';
import { encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';

/** A frame each 20 ms of 48 kHz. */
const FRAME_MS = 20;
const FRAME_SAMPLES = 960;
/** How long somebody holds the key while others talk (milliseconds). */
const PATIENCE = 12_000;

type Channel = TerminalWelcome['channels'][number];
type Answer = z.infer<(typeof TERMINAL_TO_GATEWAY)['floor:request']['ack']>;
export type TalkTo = 'near' | 'wide' | 'last';

export interface RadioWire {
  emit(
    event: 'floor:request' | 'floor:release',
    payload: { channelId: string },
    answered?: (answer: unknown) => void,
  ): void;
  frame(frame: Uint8Array): void;
  /** a talk of somebody else ended */
  over(): void;
  /** `nextDueAt` has moved earlier */
  due(): void;
}

interface Talk {
  channelId: string;
  ms: number;
  phase: 'asking' | 'queued' | 'talking';
  /** when the key is let go, whatever has come of it */
  until: number;
  /** which packet of the sound comes first */
  offset: number;
  sequence: number;
  nextFrameAt: number;
}

/** The radio of a handheld: presses the key, sends what the worker says, lets go. */
export class RadioSet {
  private readonly wire: RadioWire;
  /** the Opus packets of what anybody says */
  private readonly sound: readonly Uint8Array[];
  private readonly luck: () => number;
  private channels: readonly Channel[] = [];
  private talk: Talk | null = null;
  private heardOn: string | null = null;

  constructor(wire: RadioWire, sound: readonly Uint8Array[], luck: () => number) {
    this.wire = wire;
    this.sound = sound;
    this.luck = luck;
  }

  get nextDueAt(): number {
    const { talk } = this;
    if (!talk) return Number.POSITIVE_INFINITY;
    return talk.phase === 'talking' ? talk.nextFrameAt : talk.until;
  }

  use(channels: readonly Channel[]): void {
    this.channels = channels;
  }

  press(to: TalkTo, ms: number, now: number): void {
    const channel = this.talk ? undefined : this.chosen(to);
    if (!channel || this.sound.length === 0) return;
    const offset = Math.floor(this.luck() * this.sound.length);
    const talk: Talk = {
      ...{ channelId: channel.id, ms, phase: 'asking', until: now + PATIENCE, offset, sequence: 0, nextFrameAt: now },
    };
    this.talk = talk;
    this.wire.emit('floor:request', { channelId: channel.id }, (answer) => this.answered(talk, answer));
    this.wire.due();
  }

  granted({ channelId }: FloorEvent, now: number): void {
    const { talk } = this;
    if (talk?.channelId !== channelId) {
      this.wire.emit('floor:release', { channelId });
    } else if (talk.phase !== 'talking') {
      Object.assign(talk, { phase: 'talking', until: now + talk.ms, nextFrameAt: now });
      this.wire.due();
    }
  }

  revoked({ channelId }: FloorEvent): void {
    if (this.talk?.channelId === channelId) this.talk = null;
  }

  taken({ channelId }: FloorEvent): void {
    this.heardOn = channelId;
  }

  idle({ channelId }: FloorEvent): void {
    if (this.heardOn === channelId && this.talk === null) this.wire.over();
  }

  tick(now: number): void {
    const { talk } = this;
    if (!talk) return;
    while (talk.phase === 'talking' && talk.nextFrameAt <= now && talk.nextFrameAt < talk.until) this.sendFrame(talk);
    if (now < talk.until) return;
    this.talk = null;
    this.wire.emit('floor:release', { channelId: talk.channelId });
  }

  /** The connection is gone, and with it the floor. */
  close(): void {
    this.talk = null;
    this.heardOn = null;
  }

  private sendFrame(talk: Talk): void {
    const packet = this.sound[(talk.offset + talk.sequence) % this.sound.length] ?? new Uint8Array(1);
    const timestamp = talk.sequence * FRAME_SAMPLES;
    const channelIndex = this.channels.find(({ id }) => id === talk.channelId)?.index ?? 0;
    // The gateway writes the number of the talk into it.
    this.wire.frame(encodeVoiceFrame({ channelIndex, streamId: 0, sequence: talk.sequence, timestamp }, packet));
    talk.sequence += 1;
    talk.nextFrameAt += FRAME_MS;
  }

  private answered(talk: Talk, answer: unknown): void {
    if (this.talk !== talk) return;
    const parsed = TERMINAL_TO_GATEWAY['floor:request'].ack.safeParse(answer);
    const said: Answer | null = parsed.success ? parsed.data : null;
    if (said?.ok && said.state === 'granted') this.granted({ channelId: talk.channelId }, Date.now());
    else if (said?.ok && said.state === 'queued') talk.phase = 'queued';
    else this.talk = null;
  }

  /** An incident goes before everything; else the smallest circle, or the street. */
  private chosen(to: TalkTo): Channel | undefined {
    const last = to === 'last' ? this.channels.find(({ id }) => id === this.heardOn) : undefined;
    if (last) return last;
    const incident = this.channels.find(({ kind }) => kind === 'incident' || kind === 'ad-hoc');
    if (incident) return incident;
    const grids = this.channels.filter(({ kind }) => kind === 'grid').toSorted((a, b) => a.priority - b.priority);
    return to === 'wide' ? grids.at(-1) : grids[0];
  }
}
