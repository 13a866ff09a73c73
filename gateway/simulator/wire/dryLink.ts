import type { Message } from '../behaviour/intents.ts';
import type { Position } from '#shared/protocol/terminal.ts';
import type { Counters, Link, LinkEvents } from './link.ts';

/** Swallows everything: shows what the people alone cost. Answers case actions as a friendly gateway would. */
export class DryLink implements Link {
  readonly nextDueAt = Number.POSITIVE_INFINITY;
  private readonly events: LinkEvents;
  private readonly counters: Counters;

  constructor(events: LinkEvents, counters: Counters) {
    this.events = events;
    this.counters = counters;
  }

  start(): void {
    this.counters.connected++;
    this.counters.connects++;
    this.events.settled(true);
  }

  position(_position: Position): void {
    this.counters.positionsSent++;
  }

  message(message: Message): void {
    this.counters.messagesSent++;
    if (message.event === 'case:action') {
      this.events.heard({ type: 'action-answer', actionId: message.payload.id, refusal: null });
    }
  }

  talk(): void {
    this.counters.talks++;
  }

  cover(): void {}

  tick(): void {}

  stop(): void {}
}
