import type { z } from 'zod';
import type { mediaRefSchema } from '#shared/protocol/common.ts';
import type { TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';

/** What a terminal has to tell the centre and keeps until it was answered. */

export type MediaRef = z.infer<typeof mediaRefSchema>;
export type Event = 'report' | 'receipt' | 'case:action' | 'duty' | 'sos' | 'call-back' | 'welfare';
export type Payload<E extends Event> = z.infer<(typeof TERMINAL_TO_GATEWAY)[E]['payload']>;

export type Message = { [E in Event]: { event: E; payload: Payload<E> } }[Event];
/** `n` is given by the database and is the order in which it leaves. */
export type Outgoing = Message & { n?: number; key: string };

/** The same thing said again has the same key, and is not said twice. */
export function keyOf(message: Message): string {
  switch (message.event) {
    case 'receipt':
      return `receipt:${message.payload.commandId}:${message.payload.state}`;
    case 'duty':
      return `duty:${message.payload.at}`;
    default:
      return `${message.event}:${message.payload.id}`;
  }
}

/** Files that must be with the centre before this is said. */
export function mediaOf(message: Message): readonly MediaRef[] {
  return 'media' in message.payload ? (message.payload.media ?? []) : [];
}

/** Refusals after which the same may be sent again; all others are final. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'rate-limited', 'unauthorized']);
export const isPassing = (code: string): boolean => PASSING.has(code);

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** How long to wait before trying once more after so many failures, ms: doubled each time, half of it left to `luck` in [0, 1). */
export function backOff(failures: number, luck: number): number {
  const whole = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10));
  return Math.round(whole * (0.5 + luck / 2));
}
