import { LIMITS } from '../limits.ts';
import { bytesOf, type Said, type VoiceOut } from './voiceOut.ts';

/** Who is served in one turn, and what has been said since their last. */
interface Slice {
  ids: Set<string>;
  waiting: Said[];
}

/** What a crowd needs of the gateway. */
export interface CrowdReach {
  out: Pick<VoiceOut, 'members' | 'give'>;
  /** false: the core has no time for so many writes now */
  mayWrite(count: number): boolean;
  /** frames times listeners that were left out */
  leftOut(why: 'late' | 'overload', copies: number): void;
}

/**
 * The listeners of one channel when they are many. What costs is the write, not its length: so listeners are seated in slices, one slice
 * is served each turn (20 ms), and it gets everything said since its last turn in one write. A crowd of one slice hears each frame at
 * once, one of fifteen hears bundles of 300 ms, and the work of any turn is the same. Who talks or waits to talk is served at once.
 */
export class Crowd {
  readonly #room: string;
  readonly #reach: CrowdReach;
  readonly #slices: Slice[] = [];
  readonly #seats = new Map<string, Slice>();
  readonly #front = new Set<string>();
  #next = 0;

  constructor(room: string, reach: CrowdReach) {
    this.#room = room;
    this.#reach = reach;
    this.#seat();
  }

  /** ms of voice that come in one write */
  get bundleMs(): number {
    return this.#slices.length * LIMITS.crowd.turnMs;
  }

  /** Nobody waits for anything. */
  get isServed(): boolean {
    return this.#slices.every(({ waiting }) => waiting.length === 0);
  }

  say(said: Said): void {
    // Whoever is on the channel when a talk begins or ends must hear of it.
    if ('event' in said.what) this.#seat();
    for (const slice of this.#slices) {
      slice.waiting.push(said);
      this.#bound(slice);
    }
    for (const id of this.#front) this.#give(id, [said]);
  }

  /** This one is to be told something of their own: they hear what was said before first, and from now on everything at once. */
  bringForward(socketId: string): void {
    const slice = this.#seats.get(socketId);
    if (!slice) return;
    slice.ids.delete(socketId);
    this.#seats.delete(socketId);
    this.#front.add(socketId);
    this.#give(socketId, slice.waiting);
  }

  /** Serves the next slice. */
  turn(): void {
    if (this.#next >= this.#slices.length) {
      this.#next = 0;
      this.#seat();
    }
    const slice = this.#slices[this.#next];
    this.#next += 1;
    if (!slice || slice.waiting.length === 0 || !this.#reach.mayWrite(slice.ids.size)) return;
    const said = slice.waiting;
    slice.waiting = [];
    const bytes = bytesOf(said);
    const members = this.#reach.out.members(this.#room);
    const talkers = new Set(said.map(({ exceptSocketId }) => exceptSocketId));
    for (const id of slice.ids) {
      if (!members.has(id)) this.#leave(id, slice);
      else if (talkers.has(id)) this.#give(id, said);
      else this.#count('late', this.#reach.out.give(id, said, bytes));
    }
  }

  /** Seats who came since. A slice is filled before the next begins; when all are full they grow alike. */
  #seat(): void {
    const members = this.#reach.out.members(this.#room);
    for (const id of this.#front) if (!members.has(id)) this.#front.delete(id);
    for (const id of members) {
      if (this.#seats.has(id) || this.#front.has(id)) continue;
      const slice = this.#roomiest();
      slice.ids.add(id);
      this.#seats.set(id, slice);
    }
  }

  #roomiest(): Slice {
    const { sliceListeners, mostSlices } = LIMITS.crowd;
    let found: Slice | undefined;
    for (const slice of this.#slices) if (!found || slice.ids.size < found.ids.size) found = slice;
    if (found && (found.ids.size < sliceListeners || this.#slices.length >= mostSlices)) return found;
    const made: Slice = { ids: new Set(), waiting: [] };
    this.#slices.push(made);
    return made;
  }

  #leave(id: string, slice: Slice): void {
    slice.ids.delete(id);
    this.#seats.delete(id);
  }

  #give(id: string, said: readonly Said[]): void {
    const theirs = said.filter(({ exceptSocketId }) => exceptSocketId !== id);
    this.#count('late', this.#reach.out.give(id, theirs));
  }

  /** Voice that could not be written in time is forgotten, oldest first; that a talk began or ended is not. */
  #bound(slice: Slice): void {
    const most = this.#slices.length + LIMITS.crowd.spareFrames;
    if (slice.waiting.length <= most) return;
    const oldest = slice.waiting.findIndex(({ what }) => 'voice' in what);
    if (oldest < 0) return;
    slice.waiting.splice(oldest, 1);
    this.#count('overload', slice.ids.size);
  }

  #count(why: 'late' | 'overload', copies: number): void {
    if (copies > 0) this.#reach.leftOut(why, copies);
  }
}
