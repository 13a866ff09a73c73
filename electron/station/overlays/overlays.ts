import type { OverlayChanged, OverlayTrouble, OverlayView } from '#shared/contract/overlays.ts';
import type { Answer } from '#shared/contract/station.ts';
import { readNotices } from '#shared/domain/notice.ts';
import type { TileId } from '#shared/geo/index.ts';
import type { Log } from '../log.ts';
import { no, yes } from '../serve/answers.ts';
import type { Vault } from '../vault/vault.ts';
import { addressOf, type Ask, type Content, fetchWithin, isPicture } from './fetching.ts';
import { KeptReadings, questionOf, type Reading } from './keptReading.ts';
import { OverlayTiles } from './overlayTiles.ts';
import { type KnownSource, SourceFile } from './sourceFile.ts';

const LOOK_MS = 5_000;
/** a source that brought nothing is tried again after so long, or when it is due if that is sooner */
const RETRY_MS = 60_000;
const MOST_BYTES = { notices: 2 * 1024 * 1024, image: 4 * 1024 * 1024 } as const;

export interface OverlaysWorld {
  home: string;
  vault: Vault;
  log: Log;
  fetch: Ask;
  now(): number;
  monotonic(): number;
  serverNow(): number;
  changed(): void;
}

/** How a source fares. */
interface Fare {
  /** the question it is about: after a change of the source it is asked anew */
  of: string;
  token: string | null;
  reading: Reading | null;
  trouble: OverlayTrouble | null;
  /** by the steady clock; null: not yet */
  triedAt: number | null;
  asking: boolean;
}

/** Overlays of this workstation: reads each source when it is due, and knows what it last brought. */
export class Overlays {
  readonly #world: OverlaysWorld;
  readonly #file: SourceFile;
  readonly #kept: KeptReadings;
  readonly #tiles: OverlayTiles;
  readonly #fares = new Map<string, Fare>();
  #timer: NodeJS.Timeout | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #over = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(world: OverlaysWorld) {
    this.#world = world;
    this.#file = new SourceFile(world);
    this.#kept = new KeptReadings(world.home);
    this.#tiles = new OverlayTiles(world, this.#over.signal, () => world.changed());
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#look();
  }

  /** Ends; what is being read is given up. */
  async stop(): Promise<void> {
    this.#over.abort();
    if (this.#timer) clearInterval(this.#timer);
    await this.#turn;
    await Promise.all(this.#running);
  }

  view(): { overlays: OverlayView[]; wrong: { name: string; field: string }[] } {
    const overlays = this.#file.sources.map(({ token, ...source }): OverlayView => {
      const fare = this.#fares.get(source.id);
      const reading = fare?.reading ?? null;
      return {
        ...{ source, hasToken: token !== null, asOf: reading?.asOf ?? null },
        ...{ trouble: fare?.trouble ?? this.#tiles.troubleOf(source.id), reading: fare?.asking ?? false },
        ...{ notices: reading?.notices ?? [], wrong: reading?.wrong ?? 0 },
      };
    });
    return { overlays, wrong: this.#file.wrong };
  }

  image(id: string): Content | null {
    return this.#fares.get(id)?.reading?.image ?? null;
  }

  tile(id: string, tile: TileId): Promise<Content | null> {
    const source = this.#file.sources.find((one) => one.id === id);
    return source?.kind === 'tiles' ? this.#tiles.get(source, tile) : Promise.resolve(null);
  }

  async change(change: OverlayChanged): Promise<Answer<null>> {
    try {
      if (!(await this.#inTurn(() => this.#apply(change)))) return no('invalid', 'overlays-too-many');
    } catch (error) {
      this.#world.log.warn({ err: error }, 'the file of overlays could not be written');
      return no('unavailable', 'overlays-unsaved');
    }
    this.#look();
    this.#world.changed();
    return yes(null);
  }

  /** False: there are too many. */
  async #apply(change: OverlayChanged): Promise<boolean> {
    if (change.kind === 'put') return this.#file.put(change.source, change.token);
    if (change.kind === 'remove') {
      await this.#file.remove(change.id);
      await this.#kept.forget(change.id);
      return true;
    }
    const fare = this.#fares.get(change.id);
    if (fare) fare.triedAt = null;
    return true;
  }

  #look(): void {
    this.#inTurn(() => this.#lookOnce()).catch((error: unknown) => {
      this.#world.log.error({ err: error }, 'the overlays could not be looked after');
    });
  }

  /** One after another: two looks would ask the same twice, and one of two changes would be lost. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #lookOnce(): Promise<void> {
    if (this.#over.signal.aborted) return;
    if (await this.#file.refresh()) this.#world.changed();
    const sources = this.#file.sources;
    for (const id of this.#fares.keys()) if (!sources.some((source) => source.id === id)) this.#fares.delete(id);
    for (const source of sources) {
      const fare = await this.#fareOf(source);
      // Not waited for: one that is slow must not keep the others from being read.
      if (this.#isDue(source, fare)) this.#begin(source, fare);
    }
  }

  async #fareOf(source: KnownSource): Promise<Fare> {
    const of = questionOf(source);
    const known = this.#fares.get(source.id);
    if (known?.of === of && known.token === source.token) return known;
    const reading = await this.#kept.read(source);
    const fare: Fare = { of, token: source.token, reading, trouble: null, triedAt: null, asking: false };
    this.#fares.set(source.id, fare);
    if (reading) this.#world.changed();
    return fare;
  }

  #isDue({ minutes, kind }: KnownSource, { triedAt, trouble, asking }: Fare): boolean {
    if (asking || kind === 'tiles') return false;
    const every = trouble === null ? minutes * 60_000 : Math.min(RETRY_MS, minutes * 60_000);
    return triedAt === null || this.#world.monotonic() - triedAt >= every;
  }

  #begin(source: KnownSource, fare: Fare): void {
    const running = this.#read(source, fare).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #read(source: KnownSource, fare: Fare): Promise<void> {
    fare.asking = true;
    fare.triedAt = this.#world.monotonic();
    this.#world.changed();
    const got = await this.#ask(source);
    fare.asking = false;
    // Changed or removed meanwhile: what came answers another question.
    if (this.#over.signal.aborted || this.#fares.get(source.id) !== fare) return;
    fare.trouble = 'asOf' in got ? null : got.trouble;
    if ('asOf' in got) {
      fare.reading = got;
      await this.#kept.keep(source, got).catch((error: unknown) => {
        this.#world.log.warn({ err: error, overlay: source.id }, 'what an overlay brought could not be kept');
      });
    }
    this.#world.changed();
  }

  async #ask(source: KnownSource): Promise<Reading | { trouble: OverlayTrouble }> {
    if (source.kind === 'tiles') return { trouble: 'gone' };
    if (source.url.includes('{token}') && source.token === null) return { trouble: 'token-missing' };
    const fetched = await fetchWithin(
      this.#world.fetch,
      addressOf(source.url, { token: source.token ?? '' }),
      MOST_BYTES[source.kind],
      this.#over.signal,
    );
    if (!fetched.ok) return fetched;
    const { content } = fetched;
    const asOf = this.#world.serverNow();
    if (source.kind === 'image')
      return isPicture(content) ? { asOf, notices: [], wrong: 0, image: content } : { trouble: 'not-image' };
    const read = readNotices(jsonOf(content.bytes), source.system);
    return read.ok ? { asOf, notices: read.notices, wrong: read.wrong, image: null } : { trouble: read.problem };
  }
}

/** Null for what is no JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
