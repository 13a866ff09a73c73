import type { Heard, Message } from '../behaviour/intents.ts';
import type { Position } from '#shared/protocol/terminal.ts';
import type { TalkTo } from './radioSet.ts';

/** One handheld's way to the gateway. The simulation knows only this, so a dry run needs no network. */
export interface Link {
  /** when it next wants `tick` (ms since the epoch) */
  readonly nextDueAt: number;
  /** turns the handheld on; connects as soon as the gate lets it */
  start(now: number): void;
  position(position: Position, now: number): void;
  message(message: Message, now: number): void;
  /** presses the key of the radio for so long (ms) */
  talk(to: TalkTo, ms: number, now: number): void;
  /** in or out of the network's reach */
  cover(covered: boolean, now: number): void;
  tick(now: number): void;
  stop(): void;
}

/** What a link tells the simulation. */
export interface LinkEvents {
  /** first connection, or a refusal for good */
  settled(connected: boolean): void;
  heard(heard: Heard): void;
  /** it could not get in: the gateway's code or the network's word */
  trouble(reason: string): void;
  /** `nextDueAt` has moved earlier */
  due(): void;
}

/** Counted over all handhelds; printed with `--stats`. */
export interface Counters {
  connected: number;
  connects: number;
  drops: number;
  refusedLogins: number;
  positionsSent: number;
  positionsBackfilled: number;
  messagesSent: number;
  messagesAnswered: number;
  messagesRefused: number;
  photosSent: number;
  commandsReceived: number;
  talks: number;
  framesSent: number;
  /** payloads and answers of the gateway that fit no schema */
  nonsense: number;
}

export function newCounters(): Counters {
  return {
    connected: 0,
    connects: 0,
    drops: 0,
    refusedLogins: 0,
    positionsSent: 0,
    positionsBackfilled: 0,
    messagesSent: 0,
    messagesAnswered: 0,
    messagesRefused: 0,
    photosSent: 0,
    commandsReceived: 0,
    talks: 0,
    framesSent: 0,
    nonsense: 0,
  };
}
