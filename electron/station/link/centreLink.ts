import type { StationStatus } from '#shared/contract/views.ts';
import { type Cursor, deltaSchema } from '#shared/protocol/console.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import type { Applied, Cache, Stores } from '../cache/cache.ts';
import { policy } from '../care/policy.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import { type Trouble, troubleOf } from '../db/trouble.ts';
import type { FleetTable } from '../fleet/fleetTable.ts';
import type { Log } from '../log.ts';
import type { Session } from '../session/session.ts';
import type { VideoDesk } from '../video/videoDesk.ts';
import { CentreClock } from './centreClock.ts';
import type { Cue, FloorNews, Notice } from './centreEvents.ts';
import { Link } from './link.ts';
import { Sync, type SyncProgress } from './sync.ts';

export type { Cue } from './centreEvents.ts';

/** What the intercom hears of the link. */
export interface RadioEnd {
  /** the workers of a command without an answer are to be called */
  callAsked(command: NonNullable<Notice['command']>): void;
  /** the centre has greeted */
  up(): void;
  down(): void;
  floor(news: FloorNews, event: FloorEvent): void;
  voice(frame: Uint8Array): void;
}

export interface CentreWorld {
  db: Db;
  cache: Cache;
  log: Log;
  fleet: FleetTable;
  session: Session;
  consoleId: string;
  now(): number;
  monotonic(): number;
  random(): number;
  mustWait(): boolean;
  gateway(): string;
  arriving(cursor: Cursor): void;
  applied(applied: Applied, live: boolean): void;
  linkUp(): void;
  sos(sos: NonNullable<Notice['sos']>): void;
  cue(cue: Cue): void;
  radio(): RadioEnd;
  video(): Pick<VideoDesk, 'heard' | 'linkLost'>;
  writeFailed(trouble: Trouble): void;
  changed(): void;
}

/** One connection to the centre: what it greeted with, and since when (of the clock that only goes forward, ms). */
export interface CentreConnection {
  epoch: string;
  /** the end of its log when it greeted */
  seq: number;
  eventsPerSecond: number;
  since: number;
}

const CENTRE_NAME_SETTING = 'centre-name';
const AS_OF = 'data-as-of';
/** a fix may be so much ahead of the centre's clock as this desk estimates it */
const MOST_AHEAD_MS = 300_000;
const AS_OF_EVERY_MS = 10_000;
const DAY_MS = 86_400_000;
/** a window learns within a second that the machine's clock was set */
const WALL_LOOK_MS = 500;

/** The link and the sync over it, as one thing that the rest of the station asks and is told by. */
export class CentreLink {
  readonly #world: CentreWorld;
  readonly #link: Link;
  readonly #sync: Sync;
  readonly #meta: Meta;
  #progress: SyncProgress = { state: 'idle', entity: null, rows: 0, total: null };
  readonly #clock: CentreClock;
  readonly #wallLook: NodeJS.Timeout;
  #dataAsOf: number | null;
  #asOfSavedAt = 0;
  #fleetWanted = false;
  #connection: CentreConnection | null = null;
  #user: string | null = null;
  /** the disk takes no change: the line is kept for what needs no disk, the intercom above all */
  #stalled = false;

  constructor(world: CentreWorld) {
    this.#world = world;
    this.#meta = new Meta(world.db);
    const asOf = Number(this.#meta.get(AS_OF));
    this.#dataAsOf = asOf > 0 ? asOf : null;
    const { log, now, monotonic } = world;
    this.#clock = new CentreClock({ meta: this.#meta, log, now, monotonic, dataAsOf: this.#dataAsOf });
    this.#wallLook = setInterval(() => this.#lookAtWall(), WALL_LOOK_MS);
    this.#sync = new Sync({
      db: world.db,
      cache: world.cache,
      log: world.log,
      monotonic: world.monotonic,
      mustWait: world.mustWait,
      ask: (event, payload) => this.#link.ask(event, payload),
      endedSince: (stores) => this.#endedSince(stores),
      arriving: world.arriving,
      applied: (applied, live) => {
        if (live) this.#true();
        world.applied(applied, live);
      },
      clock: (serverTime, sentAt) => this.#clock.answered(serverTime, sentAt),
      progress: (progress) => {
        this.#progress = progress;
        if (progress.state === 'live') this.#true();
        world.changed();
      },
    });
    this.#link = this.#makeLink();
  }

  /** By the centre's clock, as long as this machine's agrees: one that jumped must not cost a desk its archive. */
  #endedSince({ entities }: Stores): number | null {
    const now = this.serverNow();
    if (Math.abs(now - this.#world.now()) > DAY_MS) return null;
    return now - policy(entities, 'desk.keep.ended-case-days') * DAY_MS;
  }

  #makeLink(): Link {
    const { log, monotonic, random, gateway, consoleId, session, fleet } = this.#world;
    return new Link({
      log,
      monotonic,
      random,
      gateway,
      consoleId,
      cursor: () => this.#sync.cursor,
      accessToken: () => session.accessToken(),
      distrustToken: () => session.distrustToken(),
      online: async (welcome) => {
        const { epoch, seq, limits } = welcome;
        this.#connection = { epoch, seq, eventsPerSecond: limits.eventsPerSecond, since: this.#world.monotonic() };
        if (this.#fleetWanted) this.#askFleet();
        this.#world.linkUp();
        this.#world.radio().up();
        try {
          await this.#sync.start(welcome);
        } catch (error) {
          this.#noteTrouble(error);
          throw error;
        }
        this.#world.linkUp();
      },
      offline: () => {
        this.#connection = null;
        this.#stalled = false;
        this.#world.radio().down();
        this.#world.video().linkLost();
        this.#sync.stop();
        this.#saveAsOf();
      },
      delta: (payload, ack) => this.#takeDelta(payload, ack),
      fleet: (frame) => fleet.ingest(frame, this.serverNow() + MOST_AHEAD_MS),
      notice: (notice) => {
        if (notice.sos) this.#world.sos(notice.sos);
        if (notice.code === 'command-voice-call' && notice.command) this.#world.radio().callAsked(notice.command);
        log.info({ code: notice.code, level: notice.level }, 'a notice of the centre');
      },
      cue: (cue) => this.#world.cue(cue),
      floor: (news, event) => this.#world.radio().floor(news, event),
      voice: (frame) => this.#world.radio().voice(frame),
      video: (event, payload) => this.#world.video().heard(event, payload),
      clock: (serverTime, sentAt) => {
        if (sentAt === null) this.#clock.said(serverTime);
        else this.#clock.answered(serverTime, sentAt);
      },
      heard: () => {
        if (this.#sync.live) this.#true();
      },
      changed: () => this.#world.changed(),
    });
  }

  /** As windows are told: since when, by the centre's clock. */
  get status(): StationStatus['link'] {
    const status = this.#link.status;
    return { ...status, since: this.#clock.at(status.since) };
  }
  /** null while the link is down */
  get connection(): CentreConnection | null {
    return this.#connection;
  }
  get sync(): StationStatus['sync'] {
    return this.#progress;
  }
  /** the centre's clock minus this machine's, ms */
  get clockOffset(): number {
    return this.#clock.wallOffset;
  }
  /** The best estimate of the centre's time, ms since the epoch. */
  serverNow(): number {
    return this.#clock.now();
  }
  get dataAsOf(): number | null {
    return this.#dataAsOf;
  }
  /**
   * How far the cache reaches in the log of the centre that answers now. While a log with another epoch is still being taken
   * over, the cache reaches nowhere in it, whatever number it stands at in the old one.
   */
  get cursor(): Cursor | null {
    const cursor = this.#sync.cursor;
    const epoch = this.#connection?.epoch ?? null;
    return epoch === null || cursor?.epoch === epoch ? cursor : { epoch, seq: 0 };
  }
  get centreName(): string {
    const value = this.#world.cache.stores.entities.get('setting', CENTRE_NAME_SETTING)?.value;
    return typeof value === 'string' ? value : '';
  }

  ask(event: string, payload: unknown): Promise<unknown> {
    return this.#link.ask(event, payload);
  }

  /** Sends a frame of voice; false when it was dropped. */
  voice(frame: Uint8Array): boolean {
    return this.#link.voice(frame);
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

  /** The disk takes changes again. */
  recovered(): void {
    if (this.#stalled || this.#link.status.state !== 'online') this.restart();
  }

  /** The machine woke. */
  woke(): void {
    this.#lookAtWall();
    if (this.#world.session.user) this.#link.check();
  }

  stop(): void {
    clearInterval(this.#wallLook);
    this.#link.stop();
    this.#saveAsOf();
  }

  /** The centre's clock while it tells where everybody is; null: positions may be missing. */
  get hearsFleet(): number | null {
    return this.#fleetWanted && this.#link.status.state === 'online' ? this.serverNow() : null;
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
    if (this.#stalled) return ack({ seq: this.#sync.cursor?.seq ?? 0 });
    try {
      if (!this.#sync.receive(delta.data, ack)) this.#link.abandon('gap');
    } catch (error) {
      this.#noteTrouble(error);
      this.#world.log.error({ err: error }, 'a delta could not be applied');
      if (troubleOf(error) === 'storage-full') return this.#stall(ack);
      this.#link.abandon(troubleOf(error) ?? 'nonsense');
    }
  }

  /** What comes from now on is passed over, and taken from the centre's log when there is room. */
  #stall(ack: (answer: { seq: number }) => void): void {
    this.#stalled = true;
    this.#sync.stop();
    ack({ seq: this.#sync.cursor?.seq ?? 0 });
  }

  #noteTrouble(error: unknown): void {
    const trouble = troubleOf(error);
    if (trouble) this.#world.writeFailed(trouble);
  }

  #lookAtWall(): void {
    if (!this.#clock.wallJumped()) return;
    this.#saveAsOf();
    this.#world.changed();
  }

  #true(): void {
    this.#dataAsOf = this.#clock.now();
    if (this.#world.monotonic() - this.#asOfSavedAt > AS_OF_EVERY_MS) this.#saveAsOf();
    this.#world.changed();
  }

  #saveAsOf(): void {
    this.#asOfSavedAt = this.#world.monotonic();
    try {
      this.#clock.keep();
      if (this.#dataAsOf !== null) this.#meta.set(AS_OF, String(this.#dataAsOf));
    } catch (error) {
      this.#noteTrouble(error);
    }
  }
}
