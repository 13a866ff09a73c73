import type { StationStatus } from '#shared/contract/views.ts';
import { type Cursor, deltaSchema, GATEWAY_TO_CONSOLE } from '#shared/protocol/console.ts';
import type { z } from 'zod';
import type { Applied, Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import { type Trouble, troubleOf } from '../db/open.ts';
import type { FleetTable } from '../fleet/fleetTable.ts';
import type { Log } from '../log.ts';
import type { Session } from '../session/session.ts';
import { Link, type LinkStatus } from './link.ts';
import { Sync } from './sync.ts';

type Notice = z.infer<(typeof GATEWAY_TO_CONSOLE)['notice']['payload']>;
export type Cue = z.infer<(typeof GATEWAY_TO_CONSOLE)['wall:cue']['payload']>;

export interface CentreWorld {
  db: Db;
  cache: Cache;
  log: Log;
  fleet: FleetTable;
  session: Session;
  consoleId: string;
  now(): number;
  random(): number;
  gateway(): string;
  arriving(cursor: Cursor): void;
  applied(applied: Applied, live: boolean): void;
  linkUp(): void;
  sos(sos: NonNullable<Notice['sos']>): void;
  cue(cue: Cue): void;
  writeFailed(trouble: Trouble): void;
  changed(): void;
}

const CENTRE_NAME_SETTING = 'centre-name';
const OFFSET_KEPT_MS = 3_600_000;
const AS_OF = 'data-as-of';
/** a fix may be so much ahead of the centre's clock as this desk estimates it */
const MOST_AHEAD_MS = 300_000;
const AS_OF_EVERY_MS = 10_000;

/** The link and the sync over it, as one thing that the rest of the station asks and is told by. */
export class CentreLink {
  readonly #world: CentreWorld;
  readonly #link: Link;
  readonly #sync: Sync;
  readonly #meta: Meta;
  #progress: StationStatus['sync'] = { state: 'idle', entity: null, rows: 0, total: null };
  #offset = 0;
  #offsetAt = 0;
  #bestRoundTrip = Number.POSITIVE_INFINITY;
  #dataAsOf: number | null;
  #asOfSavedAt = 0;
  #fleetWanted = false;
  #user: string | null = null;

  constructor(world: CentreWorld) {
    this.#world = world;
    this.#meta = new Meta(world.db);
    const asOf = Number(this.#meta.get(AS_OF));
    this.#dataAsOf = asOf > 0 ? asOf : null;
    this.#sync = new Sync({
      db: world.db,
      cache: world.cache,
      log: world.log,
      ask: (event, payload) => this.#link.ask(event, payload),
      arriving: world.arriving,
      applied: (applied, live) => {
        if (live) this.#true();
        world.applied(applied, live);
      },
      progress: (state, entity, rows) => {
        this.#progress = { state, entity, rows, total: null };
        if (state === 'live') this.#true();
        world.changed();
      },
    });
    this.#link = this.#makeLink();
  }

  #makeLink(): Link {
    const { log, now, random, gateway, consoleId, session, fleet } = this.#world;
    return new Link({
      log,
      now,
      random,
      gateway,
      consoleId,
      cursor: () => this.#sync.cursor,
      accessToken: () => session.accessToken(),
      distrustToken: () => session.distrustToken(),
      online: async (welcome) => {
        if (this.#fleetWanted) this.#askFleet();
        this.#world.linkUp();
        try {
          await this.#sync.start(welcome);
        } catch (error) {
          this.#noteTrouble(error);
          throw error;
        }
        this.#world.linkUp();
      },
      offline: () => {
        this.#sync.stop();
        this.#saveAsOf();
      },
      delta: (payload, ack) => this.#takeDelta(payload, ack),
      fleet: (frame) => fleet.ingest(frame, now() + this.#offset + MOST_AHEAD_MS),
      notice: (notice) => {
        if (notice.sos) this.#world.sos(notice.sos);
        log.info({ code: notice.code, level: notice.level }, 'a notice of the centre');
      },
      cue: (cue) => this.#world.cue(cue),
      clock: (offset, roundTrip) => this.#setClock(offset, roundTrip),
      heard: () => {
        if (this.#sync.live) this.#true();
      },
      changed: () => this.#world.changed(),
    });
  }

  get status(): LinkStatus {
    return this.#link.status;
  }
  get sync(): StationStatus['sync'] {
    return this.#progress;
  }
  /** the centre's clock minus this machine's, ms */
  get clockOffset(): number {
    return this.#offset;
  }
  get dataAsOf(): number | null {
    return this.#dataAsOf;
  }
  get cursor(): Cursor | null {
    return this.#sync.cursor;
  }
  get centreName(): string {
    const value = this.#world.cache.stores.entities.get('setting', CENTRE_NAME_SETTING)?.value;
    return typeof value === 'string' ? value : '';
  }

  ask(event: string, payload: unknown): Promise<unknown> {
    return this.#link.ask(event, payload);
  }

  /** Somebody signed in or out: the link belongs to whoever sits here. */
  sessionChanged(): void {
    const user = this.#world.session.user?.id ?? null;
    const renewedOnly = user !== null && user === this.#user && this.#link.status.state !== 'refused';
    this.#user = user;
    if (user === null) this.#link.stop();
    else if (!renewedOnly) this.#link.start();
  }

  restart(): void {
    if (this.#world.session.user) this.#link.start();
  }

  stop(): void {
    this.#link.stop();
    this.#saveAsOf();
  }

  /** A window shows the fleet: positions are asked for from now on. */
  watchFleet(): void {
    if (this.#fleetWanted) return;
    this.#fleetWanted = true;
    if (this.#link.status.state === 'online') this.#askFleet();
  }

  #askFleet(): void {
    this.#link.ask('fleet:watch', { all: true }).catch((error: unknown) => {
      this.#world.log.warn({ err: error }, 'the fleet could not be watched');
    });
  }

  #takeDelta(payload: unknown, ack: (answer: { seq: number }) => void): void {
    const delta = deltaSchema.safeParse(payload);
    if (!delta.success) return this.#link.abandon('nonsense');
    try {
      if (!this.#sync.receive(delta.data, ack)) this.#link.abandon('gap');
    } catch (error) {
      this.#noteTrouble(error);
      this.#world.log.error({ err: error }, 'a delta could not be applied');
      this.#link.abandon(troubleOf(error) ?? 'nonsense');
    }
  }

  #noteTrouble(error: unknown): void {
    const trouble = troubleOf(error);
    if (trouble) this.#world.writeFailed(trouble);
  }

  /** The estimate of the shortest round trip is the most exact; it is replaced when it grows old. */
  #setClock(offset: number, roundTrip: number): void {
    const { now } = this.#world;
    if (roundTrip > this.#bestRoundTrip && now() - this.#offsetAt < OFFSET_KEPT_MS) return;
    this.#offset = offset;
    this.#offsetAt = now();
    this.#bestRoundTrip = roundTrip;
  }

  #true(): void {
    this.#dataAsOf = Math.round(this.#world.now() + this.#offset);
    if (this.#world.now() - this.#asOfSavedAt > AS_OF_EVERY_MS) this.#saveAsOf();
    this.#world.changed();
  }

  #saveAsOf(): void {
    this.#asOfSavedAt = this.#world.now();
    if (this.#dataAsOf === null) return;
    try {
      this.#meta.set(AS_OF, String(this.#dataAsOf));
    } catch (error) {
      this.#noteTrouble(error);
    }
  }
}
