import type { OpenCase } from '#shared/domain/alarms/crowding.ts';
import { type Case, ENDED_STATES } from '#shared/domain/case.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Storage } from '../storage/storage.ts';

const HOUR = 3_600_000;
/** No rule looks farther back. */
const REACH_MS = 72 * HOUR;
const PAGE = 2000;

/** Where the open cases of the last days lie, as the log tells it. */
export class OpenCases {
  readonly #open = new Map<string, OpenCase>();
  #changes = 0;

  /** Rises with every change. */
  get changes(): number {
    return this.#changes;
  }

  /** Reads the cases of the last days: the ids begin with the time they were made. */
  async load(storage: Storage, now: number): Promise<void> {
    let after: string | undefined = firstIdAt(now - REACH_MS);
    while (after !== undefined) {
      const page = await storage.list('case', after, PAGE);
      for (const { value } of page.rows) this.#take(value as Case);
      after = page.next;
    }
  }

  follow({ entity, op, id, value }: Change): void {
    if (entity !== 'case') return;
    if (op === 'put') this.#take(value as Case);
    else if (this.#open.delete(id)) this.#changes += 1;
  }

  /** Those that are open; what is too old for any rule is forgotten. */
  list(now: number): OpenCase[] {
    for (const [id, { at }] of this.#open) if (now - at > REACH_MS) this.#open.delete(id);
    return [...this.#open.values()];
  }

  #take({ id, state, lon, lat, reportedAt }: Case): void {
    const known = this.#open.get(id);
    if (ENDED_STATES.includes(state)) this.#open.delete(id);
    else this.#open.set(id, { id, lon, lat, at: reportedAt });
    const same = known && known.lon === lon && known.lat === lat && known.at === reportedAt && this.#open.has(id);
    if (!same) this.#changes += 1;
  }
}

/** The least UUIDv7 of a time. */
function firstIdAt(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
