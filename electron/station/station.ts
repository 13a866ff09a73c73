import type { PageKind } from '#shared/contract/bridge.ts';
import type { KeptSession, StationConfig } from '#shared/contract/control.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { PRIVACY_SETTING, privacySchema } from '#shared/protocol/personal.ts';
import { Alarms } from './alarms/alarms.ts';
import { CentreAlarms } from './alarms/centreAlarms.ts';
import { watchOverdue } from './alarms/overdueWatch.ts';
import { catchUp } from './cache/catchingUp.ts';
import { StorageCare } from './care/storageCare.ts';
import { type Driver, loadDriver } from './db/driver.ts';
import { StorageGuard } from './db/guard.ts';
import { leaveInOrder } from './db/open.ts';
import type { Trouble } from './db/trouble.ts';
import { DutyWatch } from './duty/dutyWatch.ts';
import { CommandLives } from './feeds/commandLives.ts';
import type { FeedContext } from './feeds/context.ts';
import { FleetFeed } from './fleet/fleetFeed.ts';
import { FleetTable } from './fleet/fleetTable.ts';
import { ImportDesk } from './imports/importDesk.ts';
import { Knowledge } from './intake/knowledge.ts';
import { CentreLink } from './link/centreLink.ts';
import { type Log, openLog } from './log.ts';
import { Media } from './media/media.ts';
import { Outgoing } from './media/outgoing.ts';
import { openDesk } from './opening.ts';
import { Desk } from './outbox/desk.ts';
import { OutboxItems } from './outbox/items.ts';
import { steadyTime } from './outbox/steadyTime.ts';
import type { Port } from './port.ts';
import type { Ask } from './overlays/fetching.ts';
import { Overlays } from './overlays/overlays.ts';
import { Listening } from './recordings/listening.ts';
import { openIntercom } from './radio/intercom.ts';
import { functionsFor } from './serve/functions.ts';
import { windowActions } from './serve/windowActions.ts';
import { type WindowEvents, Windows } from './serve/windows.ts';
import { leave } from './session/leave.ts';
import { Session } from './session/session.ts';
import { StandingSignIn } from './session/standingSignIn.ts';
import { LookUps } from './trails/lookUps.ts';
import { openTrails } from './trails/openTrails.ts';
import { VideoDesk } from './video/videoDesk.ts';
import { StatusBoard } from './statusBoard.ts';
import { Reveals } from './vault/reveals.ts';
import { CoverageWatch } from './zones/coverageWatch.ts';

/** What a station takes from the machine it runs on. */
export interface Machine {
  /** this machine's clock, ms since the epoch */
  now(): number;
  /**
   * ms since some moment: never goes back, is untouched when the clock is set, and goes on while the machine sleeps. Every
   * silence, pause and age within this process is measured by it; `now` is for what is shown, sent or kept.
   */
  monotonic(): number;
  /** 0…1 */
  random(): number;
  /** asks the world outside as this machine's own settings want it, through its proxy say; absent: straight */
  fetch?: Ask;
  /** holds the session outside this process, so that a crash signs nobody out */
  keepSession?(session: KeptSession | null): void;
  /** tells main where windows may fetch streams, and which of these places is the gateway */
  streamsAt?(origins: string[], gateway: string | null): void;
  /** Ends this process so that another stands in for it: called when only a new start helps. */
  restart?(): void;
  /** SQLite, when not the runtime's own */
  driver?: Driver;
  /** code of the second thread, when the sources are not what runs */
  caretaker?: URL;
  /** code of the thread that reads files to import, likewise */
  importReader?: URL;
}

export interface Station {
  readonly log: Log;
  /** Something threw that nobody caught: damage of the database is mended. Returns the trouble behind it, if it is one. */
  failed(error: unknown): Trouble | null;
  addWindow(id: number, kind: PageKind, port: Port): void;
  setGateway(url: string): void;
  setUndoSeconds(seconds: number): void;
  /** The key that talks from any app was pressed. */
  toggleTalk(): void;
  power(state: 'suspend' | 'resume'): void;
  /** A token for the centre's own streams; null while there is none to be had. */
  token(): Promise<string | null>;
  /** Flushes the outbox for up to 3 s, then closes the database. */
  stop(): Promise<void>;
  status(): StationStatus;
}

/** Puts a station together and starts it. Throws only when not even an empty stand-in database can be had. */
export function createStation(config: StationConfig, machine: Machine): Station {
  const log = openLog(config.home);
  const { now, monotonic, random } = machine;
  const steady = steadyTime(now, monotonic);
  const driver = machine.driver ?? loadDriver(config.resourcesPath);
  const opened = openDesk(config, driver, now(), log);
  const { db, meta, consoleId, vault, outbox, overlay, cache, statements, standIn } = opened;
  let { gateway, undoSeconds } = config;
  let stopping = false;
  const trails = openTrails(
    config.home,
    driver,
    log,
    {
      workerId: (index) => cache.stores.records.workerIdAt(index),
      monotonic,
      centreNow: () => (link.status.state === 'online' ? link.serverNow() : null),
    },
    async () => (await knowledge.ground()).walkable?.pieces ?? null,
  );
  const lookUps = new LookUps({
    outbox,
    monotonic,
    serverNow: () => serverNow(),
    muster: (id) => cache.stores.entities.get('muster', id),
  });
  const fleet = new FleetTable((index, lon, lat, time, status) => trails?.heard(index, lon, lat, time, status));
  const windows = new Windows(log, () => windowEvents);
  const session: Session = new Session({
    ...{ db, log, now, monotonic },
    serverNow: () => link.serverNow(),
    gateway: () => gateway,
    standing: config.autoSignIn,
    keep: (kept) => machine.keepSession?.(kept),
    changed: () => {
      if (!stopping) forgetOthers();
      link.sessionChanged();
      radio.channelsChanged();
      board.touch();
      windows.changed(['cases', 'outbox', 'status']);
    },
  });
  /** On a full disk it stays a while longer, sealed, and is shown to nobody else. */
  const forgetOthers = (): void => {
    try {
      reveals.forgetOthers(session.user?.id ?? null);
    } catch (error) {
      if (guard.failed(error) === null) throw error;
    }
  };
  const serverNow = (): number => link.serverNow();
  const guard = new StorageGuard({
    db,
    home: config.home,
    ...{ driver, log, standIn },
    held: opened.held,
    changed: () => board.touch(),
    recovered: () => {
      link.recovered();
      desk.pump.run();
    },
    restart: () => void care.mayEnd().then(() => machine.restart?.()),
  });

  const reveals = new Reveals({
    ...{ db, vault, now },
    privacy: () => privacySchema.parse(cache.stores.entities.get('setting', PRIVACY_SETTING)?.value ?? {}),
    caseOf: (id) => cache.stores.cases.get(id)?.shown ?? null,
    changed: () => windows.changed(['cases']),
  });

  const link: CentreLink = new CentreLink({
    ...{ db, cache, log, fleet, session, consoleId, now, monotonic, random },
    mustWait: () => care.mustWait(),
    gateway: () => gateway,
    arriving: (cursor) => desk.arriving(cursor),
    applied: (applied, live) => {
      guard.wrote(null);
      if (!live && applied.topics.has('workers')) trails?.reindex();
      if (!live || applied.topics.has('workers') || applied.topics.has('catalogue')) duty.touched();
      windows.changed(applied.topics);
      if (!live || applied.topics.has('video')) video.sourcesChanged();
      desk.applied(applied, live);
      if (!live || applied.topics.has('radio')) radio.channelsChanged();
      board.touch();
    },
    linkUp: () => desk.linkUp(),
    sos: (sos) => {
      const name = cache.stores.records.worker(sos.workerId)?.name ?? sos.workerId;
      alarms.sos(sos, name);
    },
    cue: (cue) => windows.cue(cue),
    radio: () => radio,
    video: () => video,
    writeFailed: (trouble) => guard.note(trouble),
    changed: () => board.touch(),
  });

  const { radio, recordings } = openIntercom({
    ...{ db, home: config.home, vault, cache, fleet, link, log, session, now, monotonic, random },
    changed: (topics) => windows.changed(topics),
    failed: (error) => guard.failed(error) !== null,
    full: () => guard.note('storage-full'),
  });
  const video: VideoDesk = new VideoDesk({
    ...{ log, monotonic, serverNow },
    gateway: () => gateway,
    sources: () => cache.stores.entities.list('video-source'),
    userId: () => session.user?.id ?? null,
    kept: (key) => meta.get(key),
    keep: (key, value) => meta.set(key, value),
    ask: (event, payload) => link.ask(event, payload),
    tell: (windowId, event) => windows.video(windowId, event),
    tellKind: (kind, event) => windows.videoOf(kind, event),
    changed: () => windows.changed(['video']),
    streamsAt: (origins, own) => machine.streamsAt?.(origins, own),
  });
  const windowEvents: WindowEvents = {
    voiceOf: (window, frame) => radio.voiceOf(window, frame),
    closed(window) {
      radio.closed(window);
      video.windowGone(window.id, window.kind);
    },
  };

  const alarms: Alarms = new Alarms({
    ...{ db, log, serverNow },
    centre: new CentreAlarms(cache, outbox),
    deliveredTo: (id) => cache.stores.records.deliveredTo(id),
    command: (id) => cache.stores.records.command(id)?.truth ?? null,
    raised: (alarm) => windows.alarm(alarm),
    changed: () => {
      windows.changed(['alarms']);
      board.touch();
    },
  });

  const mediaWorld = {
    home: config.home,
    log,
    gateway: () => gateway,
    accessToken: () => session.accessToken(),
  };
  const media = new Media(mediaWorld);
  const outgoing = new Outgoing(mediaWorld);
  const desk: Desk = new Desk({
    ...{ db, cache, outbox, outgoing, overlay, session, alarms, reveals, log, now, monotonic, steady, random },
    serverNow,
    undoSeconds: () => undoSeconds,
    standIn,
    wrote: (trouble) => guard.wrote(trouble),
    link,
    cue: (cue) => windows.cue(cue),
    changed: (topics) => {
      if (topics.includes('outbox')) alarms.touched();
      windows.changed(topics);
      board.touch();
    },
  });

  const items = new OutboxItems({
    statements,
    outbox,
    stores: () => cache.stores,
    viewer: () => session.user?.id ?? null,
    claims: () => desk.claims,
    steadyNow: () => steady.now(),
    toWall: (time) => steady.toWall(time),
  });

  const status = (): StationStatus => ({
    session: { state: session.state, user: session.user },
    link: link.status,
    sync: link.sync,
    outbox: { ...items.counts(), drain: desk.pump.progress },
    dataAsOf: link.dataAsOf,
    clockOffset: link.clockOffset,
    unread: cache.unread,
    vault: opened.lostKey.isUnsettled ? 'lost' : config.vault.kept,
    centre: { name: link.centreName, gateway, demo: config.demo },
    fleet: fleet.counts(),
    alarms: alarms.open,
    care: care.status,
    salvaged: opened.salvaged,
    trouble: guard.trouble,
  });
  const board = new StatusBoard(status, (next) => windows.status(next));
  const stopOverdue = watchOverdue(cache, statements, alarms, serverNow);
  const care: StorageCare = new StorageCare({
    db,
    cache,
    home: config.home,
    log,
    resourcesPath: config.resourcesPath,
    caretaker: machine.caretaker,
    standIn,
    unchecked: opened.unchecked,
    failed: opened.failed,
    now,
    steady: monotonic,
    centreNow: () => (link.status.state === 'online' ? serverNow() : null),
    rebuilding: () => link.sync.state === 'snapshot',
    retired: () => windows.changed(['cases', 'case-events']),
    changed: (backups) => {
      if (backups) windows.changed(['backups']);
      board.touch();
    },
    damaged: (what) => guard.note('storage-damaged', what),
    restart: () => void stop().then(() => machine.restart?.()),
  });
  const duty = new DutyWatch({
    ...{ db, cache, log },
    upToDate: () => (link.status.state === 'online' && link.sync.state === 'live' ? serverNow() : null),
    mustWait: () => care.mustWait(),
    changed: () => windows.changed(['duty']),
    failed: (error) => guard.failed(error) !== null,
  });
  const knowledge = new Knowledge(cache, config.district, log);
  const coverage = new CoverageWatch({
    ...{ db, cache, fleet, trails, log },
    ground: () => knowledge.ground(),
    hears: () => link.hearsFleet,
    changed: () => windows.changed(['coverage']),
    failed: (error) => guard.failed(error) !== null,
  });
  const imports = new ImportDesk({
    reader: machine.importReader ?? new URL('./imports/readThread.ts', import.meta.url),
    ...{ cache, knowledge, meta, log, serverNow },
    keepRows: (bytes) => outgoing.keepRows(bytes),
    changed: () => windows.changed(['imports']),
  });
  const overlays = new Overlays({
    ...{ home: config.home, vault, log, now, monotonic, serverNow },
    fetch: machine.fetch ?? fetch,
    changed: () => windows.changed(['overlays']),
  });
  const context: FeedContext = {
    ...{ statements, cache, outbox, items, fleet, coverage },
    lives: new CommandLives({ statements, cache, fleet }),
    ...{ knowledge, imports, overlays, session, alarms, media, care, trails, lookUps, radio, recordings },
    listening: new Listening({ act: (act) => desk.act(act), user: () => session.user, serverNow, monotonic }),
    log,
    window: null,
    video,
    reveals,
    askCentre: (event, payload) => link.ask(event, payload),
    ...{ status, now, monotonic, serverNow },
  };
  const fleetFeed = new FleetFeed(fleet, windows, serverNow);
  fleetFeed.start();
  const stopCatchingUp = catchUp({
    ...{ db, cache, log },
    mustWait: () => care.mustWait(),
    failed: (error) => guard.failed(error) !== null,
  });

  const standing = new StandingSignIn(config.autoSignIn, session, () => gateway);
  care.idle.add(reveals);
  care.idle.add(recordings.old);
  if (config.session) session.resume(config.session);
  else forgetOthers();
  desk.begin();
  if (standIn === null) duty.start();
  coverage.start();
  overlays.start();
  video.sourcesChanged();
  void standing.run();
  log.info({ version: 1, trouble: guard.trouble, salvaged: opened.salvaged }, 'the station is up');

  const leaveDesk = () =>
    leave({
      userId: () => session.user?.id ?? null,
      consoleId,
      claimsOf: (userId: string) => cache.stores.entities.children('claim', userId),
      act: (input: unknown) => desk.act(input),
      flush: (ms: number) => desk.flush(ms),
      log,
    });
  const actions = windowActions({
    ...{ desk, guard, lookUps, outgoing, imports, reveals, session, care, link, now },
    leave: leaveDesk,
  });
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    standing.stop();
    await leaveDesk();
    desk.stop();
    radio.stop();
    await recordings.recorder.stop();
    link.stop();
    stopOverdue();
    await duty.stop();
    await coverage.stop();
    await overlays.stop();
    alarms.stop();
    fleetFeed.stop();
    trails?.stop();
    stopCatchingUp();
    reveals.stop();
    await care.stop();
    guard.stop();
    windows.closeAll();
    board.stop();
    if (standIn === null) leaveInOrder(db, log);
    db.close();
    opened.release();
    log.info('the station has stopped');
  };

  return {
    log,
    status,
    failed: (error) => guard.failed(error),
    addWindow(id, kind, port) {
      windows.add(id, kind, port, (window) => functionsFor(window, context, actions, log));
      windows.status(status());
    },
    setGateway(url) {
      gateway = url;
      video.sourcesChanged();
      link.restart();
      void standing.run();
    },
    setUndoSeconds(seconds) {
      undoSeconds = seconds;
    },
    toggleTalk: () => radio.toggleTalk(),
    power(state) {
      if (state === 'resume') link.woke();
    },
    token: () => (session.user ? session.accessToken().catch(() => null) : Promise.resolve(null)),
    stop,
  };
}
