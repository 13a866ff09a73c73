import { TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { backOff, isPassing, keyOf, type MediaRef, mediaOf, type Message, type Outgoing } from '../core/outgoing.ts';
import type { Database } from '../device/database.ts';

/** What the outbox needs of the world. */
export interface Wire {
  /** asks the gateway and gives its answer; rejects when none came */
  emit(event: string, payload: unknown): Promise<unknown>;
  /** `later`: nothing to do with the file; `never`: the gateway will not take it, in these words */
  upload(ref: MediaRef, blob: Blob): Promise<'done' | 'later' | { never: string }>;
}
/** Something left, was refused, or came in. */
type Changed = () => void;

type Outcome = 'taken' | 'later' | { refused: string };

/**
 * What the worker has to tell, kept on the phone and sent in order, one at a time, each until the gateway has answered
 * it; its files go first. Sending again is safe: every message carries its own id.
 */
export class Outbox {
  readonly #db: Database;
  readonly #wire: Wire;
  readonly #changed: Changed;
  #open = false;
  #busy = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(db: Database, wire: Wire, changed: Changed) {
    this.#db = db;
    this.#wire = wire;
    this.#changed = changed;
  }

  /** Keeps a message and its files; resolves when it is on the disk. The same said before is not said again. */
  async add(message: Message, files: readonly { ref: MediaRef; blob: Blob }[] = []): Promise<void> {
    const key = keyOf(message);
    const tx = this.#db.transaction(['outbox', 'media'], 'readwrite', { durability: 'strict' });
    const known = await tx.objectStore('outbox').index('key').get(key);
    if (!known) {
      for (const file of files) await tx.objectStore('media').put(file);
      await tx.objectStore('outbox').add({ ...message, key });
    }
    await tx.done;
    this.#changed();
    void this.#drain();
  }

  /** Connected: what waits goes out. */
  open(): void {
    this.#open = true;
    this.#failures = 0;
    clearTimeout(this.#timer);
    void this.#drain();
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
  }

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#open) {
        const item = await this.#next();
        if (!item) return;
        const outcome = await this.#send(item);
        if (outcome === 'later') return this.#wait();
        this.#failures = 0;
        await this.#settle(item, outcome);
        this.#changed();
      }
    } finally {
      this.#busy = false;
    }
  }

  /** A call for help waits for nobody. */
  async #next(): Promise<Outgoing | undefined> {
    const waiting = await this.#db.getAll('outbox');
    return waiting.find(({ event }) => event === 'sos') ?? waiting[0];
  }

  async #send(item: Outgoing): Promise<Outcome> {
    for (const { id } of mediaOf(item)) {
      const kept = await this.#db.get('media', id);
      if (!kept) continue;
      const uploaded = await this.#wire.upload(kept.ref, kept.blob);
      if (uploaded === 'later') return 'later';
      if (uploaded !== 'done') return { refused: uploaded.never };
      await this.#db.delete('media', id);
    }
    const answer = await this.#wire.emit(item.event, item.payload).catch(() => null);
    const parsed = TERMINAL_TO_GATEWAY[item.event].ack.safeParse(answer);
    if (!parsed.success) return 'later';
    if (parsed.data.ok) return 'taken';
    return isPassing(parsed.data.code) ? 'later' : { refused: parsed.data.message };
  }

  async #settle(item: Outgoing, outcome: 'taken' | { refused: string }): Promise<void> {
    const tx = this.#db.transaction(['outbox', 'refused', 'media'], 'readwrite');
    const n = item.n ?? 0;
    await tx.objectStore('outbox').delete(n);
    // A step on a case may be out of place, when a desk took it meanwhile: the receipt beside it says all.
    if (outcome !== 'taken' && item.event !== 'case:action') {
      await tx.objectStore('refused').put({ n, item, message: outcome.refused });
    }
    for (const { id } of mediaOf(item)) await tx.objectStore('media').delete(id);
    await tx.done;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const pause = backOff(this.#failures, Math.random());
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#drain(), pause);
  }
}
