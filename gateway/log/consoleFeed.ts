import type { Change, Delta } from '#shared/protocol/console.ts';
import { LIMITS } from '../limits.ts';

/** How one console is reached. `send` resolves with true when the console acknowledged, false when it did not. */
export interface FeedLink {
  send(delta: Delta): Promise<boolean>;
  /** the console fell too far behind: it must connect and sync anew */
  drop(why: string): void;
}

/** Changes after a seq, from memory or disk; null when they are gone. */
export type ReadChanges = (seq: number, limit: number) => Promise<Change[] | null>;

/**
 * Pushes the log to one console from where its `sync` ended: at most `deltaWindow` deltas unacknowledged, each of at
 * most `deltaChanges` changes; what comes while the window is full is gathered into the next delta.
 */
export class ConsoleFeed {
  readonly #link: FeedLink;
  readonly #read: ReadChanges;
  readonly #epoch: string;
  #position: number | null = null;
  #unacked = 0;
  #pumping = false;
  #again = false;

  constructor(epoch: string, link: FeedLink, read: ReadChanges) {
    this.#epoch = epoch;
    this.#link = link;
    this.#read = read;
  }

  get unacked(): number {
    return this.#unacked;
  }

  /** The console holds everything up to `seq` and wants what follows. */
  start(seq: number): void {
    this.#position = seq;
    this.pump();
  }

  stop(): void {
    this.#position = null;
  }

  /** Sends what there is and what the window lets through; cheap when there is nothing. */
  pump(): void {
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    if (this.#position === null || this.#unacked >= LIMITS.deltaWindow) return;
    this.#pumping = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#fill();
      } while (this.#again);
    } catch (error) {
      this.stop();
      this.#link.drop(error instanceof Error ? error.message : 'the log cannot be read');
    } finally {
      this.#pumping = false;
    }
  }

  async #fill(): Promise<void> {
    while (this.#position !== null && this.#unacked < LIMITS.deltaWindow) {
      const position: number = this.#position;
      const changes = await this.#read(position, LIMITS.deltaChanges);
      if (this.#position !== position) continue;
      if (changes === null) {
        this.stop();
        this.#link.drop('log trimmed');
        return;
      }
      const [first, last] = [changes[0], changes.at(-1)];
      if (!first || !last) return;
      this.#position = last.seq;
      this.#push({ epoch: this.#epoch, from: first.seq, to: last.seq, changes });
    }
  }

  #push(delta: Delta): void {
    this.#unacked += 1;
    void this.#link.send(delta).then((acked) => {
      this.#unacked -= 1;
      if (acked) return this.pump();
      if (this.#position === null) return;
      this.stop();
      this.#link.drop('no acknowledgement');
    });
  }
}
