import { z } from 'zod';
import { flushDrafts, pageDraftKey } from '../station/index.ts';
import { type DraftSeal, draftSeal } from './draftSeal.ts';

/**
 * What operators have begun and not sent, kept in the browser's storage: it outlives the form, the page, a crash and
 * signing out. It lies there encrypted. A draft that was handed over is kept as `sent` for a while, so that what is undone or refused comes back.
 */

const DRAFT_PREFIX = 'street.draft.';
const KEPT_MS = 14 * 86_400_000;
/** what is typed meanwhile is written to disk in one go */
const FLUSH_AFTER_MS = 200;

const recordSchema = z.object({
  value: z.unknown(),
  /** ms since the epoch when last typed at */
  at: z.number(),
  /** when it was handed to the station; null while it is still being written */
  sentAt: z.number().nullable(),
});

export interface Draft<T> {
  value: T;
  at: number;
  sentAt: number | null;
}

/** Drafts in a storage. What cannot be read (older shape, damaged) counts as none; a full storage never throws. */
export class DraftStore {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #seal: DraftSeal;
  readonly #flush: () => Promise<void>;
  #keeping: Promise<void> | null = null;

  /** @param flush has the storage written to disk */
  constructor(
    storage: Storage,
    now: () => number,
    seal: DraftSeal,
    flush: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#storage = storage;
    this.#now = now;
    this.#seal = seal;
    this.#flush = flush;
  }

  read<T>(key: string, schema: z.ZodType<T>): Draft<T> | null {
    const record = recordSchema.safeParse(this.#get(DRAFT_PREFIX + key));
    if (!record.success) return null;
    const value = schema.safeParse(record.data.value);
    return value.success ? { value: value.data, at: record.data.at, sentAt: record.data.sentAt } : null;
  }

  write(key: string, value: unknown): void {
    this.#put(key, { value, at: this.#now(), sentAt: null });
  }

  /** The draft has left: kept as sent until it is old. */
  markSent(key: string, value: unknown): void {
    const at = this.#now();
    this.#put(key, { value, at, sentAt: at });
  }

  /** Resolves when what was written before the call is on disk: not even the end of the app takes it then. */
  kept(): Promise<void> {
    this.#keeping ??= new Promise<void>((resolve) => setTimeout(resolve, FLUSH_AFTER_MS)).then(() => {
      this.#keeping = null;
      return this.#flush();
    });
    return this.#keeping;
  }

  #written(): void {
    this.kept().catch((error: unknown) => console.warn('drafts could not be flushed', error));
  }

  remove(key: string): void {
    this.#storage.removeItem(DRAFT_PREFIX + key);
    this.#written();
  }

  /** Removes what is older than two weeks. */
  prune(): void {
    const keys = Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i));
    for (const key of keys) {
      if (!key?.startsWith(DRAFT_PREFIX)) continue;
      const record = recordSchema.safeParse(this.#get(key));
      if (!record.success || this.#now() - record.data.at > KEPT_MS) this.#storage.removeItem(key);
    }
  }

  /** What an older version left in clear is read as it is, and encrypted when it is next typed at. */
  #get(item: string): unknown {
    const text = this.#storage.getItem(item) ?? '';
    return jsonOf(this.#seal.open(text) ?? text);
  }

  #put(key: string, record: z.infer<typeof recordSchema>): void {
    try {
      this.#storage.setItem(DRAFT_PREFIX + key, this.#seal.seal(JSON.stringify(record)));
      this.#written();
    } catch (error) {
      console.warn('a draft could not be kept', error);
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

let browserStore: DraftStore | null = null;

/** The page's own drafts. */
export function browserDrafts(): DraftStore {
  if (!browserStore) {
    browserStore = new DraftStore(localStorage, () => Date.now(), draftSeal(pageDraftKey()), flushDrafts);
    browserStore.prune();
  }
  return browserStore;
}
