import { TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import type { Heard, Message, PhotoPlan } from '../behaviour/intents.ts';
import type { Counters } from './link.ts';
import type { MediaRef, UploadAnswer } from './uploads.ts';

/** How long the gateway may take to answer, and the pause after it could not (milliseconds). */
const PATIENCE = 20_000;
const PAUSE = 5_000;
/** A handheld does not grow without bound: what is beyond this is dropped, oldest first. */
const ROOM = 200;

/** The gateway's refusals after which the same message may be sent again. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'rate-limited', 'unauthorized']);

export interface OutboxWire {
  emit(event: Message['event'], payload: unknown, answered: (answer: unknown) => void): void;
  upload(plan: PhotoPlan): Promise<UploadAnswer>;
}

interface Waiting {
  message: Message;
  media: MediaRef[];
  /** photos uploaded or given up so far */
  done: number;
}

/**
 * What a handheld still has to tell, in order, one at a time, each until the gateway has answered it. Photos go first.
 * Every message is idempotent by its id, so sending it again after a lost answer is safe.
 */
export class Outbox {
  nextDueAt = Number.POSITIVE_INFINITY;
  private readonly queue: Waiting[] = [];
  private readonly wire: OutboxWire;
  private readonly counters: Counters;
  private readonly heard: (heard: Heard) => void;
  private readonly moved: () => void;
  private online = false;
  private busy = false;
  /** answers of an earlier attempt are not listened to */
  private attempt = 0;

  constructor(wire: OutboxWire, counters: Counters, heard: (heard: Heard) => void, moved: () => void) {
    this.wire = wire;
    this.counters = counters;
    this.heard = heard;
    this.moved = moved;
  }

  add(message: Message, now: number): void {
    if (this.queue.length >= ROOM) this.queue.splice(1, 1);
    this.queue.push({ message, media: [], done: 0 });
    this.send(now);
  }

  /** Connected: what waits goes out. */
  open(now: number): void {
    this.online = true;
    this.send(now);
  }

  /** Disconnected: what was under way is sent again later. */
  close(): void {
    this.online = false;
    this.busy = false;
    this.attempt++;
    this.nextDueAt = Number.POSITIVE_INFINITY;
  }

  /** Something took too long, or a pause is over. */
  tick(now: number): void {
    if (now < this.nextDueAt) return;
    this.busy = false;
    this.attempt++;
    this.nextDueAt = Number.POSITIVE_INFINITY;
    this.send(now);
  }

  private send(now: number): void {
    const first = this.queue[0];
    if (!first || !this.online || this.busy) return;
    this.busy = true;
    const attempt = ++this.attempt;
    const photo = first.message.photos[first.done];
    this.wakeAt(now + (photo ? 2 * PATIENCE : PATIENCE));
    if (photo) void this.sendPhoto(first, photo, attempt);
    else this.sendMessage(first, attempt);
  }

  private async sendPhoto(first: Waiting, photo: PhotoPlan, attempt: number): Promise<void> {
    const answer = await this.wire.upload(photo);
    if (attempt !== this.attempt) return;
    const now = Date.now();
    if (answer === 'retry' || answer === 'unauthorized') {
      this.wakeAt(now + PAUSE);
      return;
    }
    first.done++;
    if (answer) {
      first.media.push(answer);
      this.counters.photosSent++;
    }
    this.busy = false;
    this.send(now);
  }

  private sendMessage(first: Waiting, attempt: number): void {
    const { message, media } = first;
    const payload = media.length > 0 ? { ...message.payload, media } : message.payload;
    this.counters.messagesSent++;
    this.wire.emit(message.event, payload, (answer) => {
      if (attempt === this.attempt) this.answered(message, answer, Date.now());
    });
  }

  private answered(message: Message, answer: unknown, now: number): void {
    const parsed = TERMINAL_TO_GATEWAY[message.event].ack.safeParse(answer);
    if (!parsed.success) this.counters.nonsense++;
    const refusal = parsed.success ? (parsed.data.ok ? null : parsed.data.code) : 'invalid';
    if (refusal !== null && PASSING.has(refusal)) {
      this.wakeAt(now + PAUSE);
      return;
    }
    this.queue.shift();
    this.busy = false;
    this.nextDueAt = Number.POSITIVE_INFINITY;
    this.counters.messagesAnswered++;
    if (refusal !== null) this.counters.messagesRefused++;
    this.send(now);
    if (message.event === 'case:action') {
      this.heard({ type: 'action-answer', actionId: message.payload.id, refusal });
    }
  }

  private wakeAt(at: number): void {
    this.nextDueAt = at;
    this.moved();
  }
}
