import { v7 as uuidv7 } from 'uuid';
import type { CareOutcome } from '#shared/contract/backups.ts';
import type { PageKind } from '#shared/contract/bridge.ts';
import type { KeptSession, StationConfig } from '#shared/contract/control.ts';
import type { StationStatus } from '#shared/contract/views.ts';
import { PRIVACY_SETTING, privacySchema } from '#shared/protocol/personal.ts';
import { Alarms } from './alarms/alarms.ts';
import { CentreAlarms } from './alarms/centreAlarms.ts';
import { watchOverdue } from './alarms/overdueWatch.ts';
import { Cache } from './cache/cache.ts';
import { settleRestore } from './care/restore.ts';
import { StorageCare } from './care/storageCare.ts';
import { isFull } from './care/disk.ts';
import { layAnew } from './care/takeOver.ts';
import { type Db, type Driver, loadDriver } from './db/driver.ts';
import { Meta } from './db/meta.ts';
import { StorageGuard } from './db/guard.ts';
import { leaveInOrder, openDatabase } from './db/open.ts';
import { type Trouble, untaken } from './db/trouble.ts';
import { Statements } from './db/statements.ts';
import { unforced } from './db/unforced.ts';
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
import { Desk } from './outbox/desk.ts';
import { OutboxItems } from './outbox/items.ts';
import { Outbox } from './outbox/outbox.ts';
import { OutboxOverlay } from './outbox/overlay.ts';
import { steadyTime } from './outbox/steadyTime.ts';
import type { Port } from './port.ts';
import { Overlays } from './overlays/overlays.ts';
import { Listening } from './recordings/listening.ts';
import { openIntercom } from './radio/intercom.ts';
import { no } from './serve/answers.ts';
import { functionsFor } from './serve/functions.ts';
import { type WindowEvents, Windows } from './serve/windows.ts';
import { leave } from './session/leave.ts';
import { Session } from './session/session.ts';
import { LookUps } from './trails/lookUps.ts';
import { openTrails } from './trails/openTrails.ts';
import { VideoDesk } from './video/videoDesk.ts';
import { StatusBoard } from './statusBoard.ts';
import { LostKey } from './vault/lostKey.ts';
import { exportContacts } from './vault/contactExport.ts';
import { Reveals } from './vault/reveals.ts';
import { sealedPayloads } from './vault/sealedPayloads.ts';
import { sealOldBackups, sealOldRows } from './vault/sealOld.ts';
import { Vault } from './vault/vault.ts';
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

const INDEX_EVERY_MS = 20;
const AUTO_SIGN_IN_MS = 1000;

/** Puts a station together and starts it. Throws only when not even an empty stand-in database can be had. */
export function createStation(config: StationConfig, machine: Machine): Station {
  const log = openLog(config.home);
  const { now, monotonic, random } = machine;
  const steady = steadyTime(now, monotonic);
  const driver = machine.driver ?? loadDriver(config.resourcesPath);
  let failed: CareOutcome | null = null;
  const opened = openDatabase(config.home, driver, now(), log, () => {
    failed = settleRestore(config.home, driver, now(), log);
  });
  const { db } = opened;
  const meta = new Meta(db);
  const consoleId = meta.get('console-id') ?? uuidv7();
  let { gateway, undoSeconds } = config;
  let stopping = false;
  const vault = new Vault(config.vault.key);
  const outbox = new Outbox(db, sealedPayloads(vault));
  const overlay = new OutboxOverlay(outbox);
  const cache = new Cache(db, overlay, log);
  const statements = new Statements(db);
  const lostKey = new LostKey(db, outbox);
  /** why no work can be taken, from the start on: only a new start helps */
  const standIn =
    opened.trouble ??
    untaken(log, () => {
      meta.set('console-id', consoleId);
      lostKey.check(vault);
      if (lostKey.isUnsettled) log.error('what was encrypted before does not open with the present key');
      sealOldRows(db, vault, log);
      sealOldBackups(meta, config.home, driver, vault, log);
      layAnew(db, cache, outbox, overlay);
    });
  let trouble = standIn;
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
    db,
    log,
    now,
    monotonic,
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
  const setTrouble = (next: Trouble | null): void => {
    // What was wrong at the start stays wrong until the station starts anew.
    if (standIn !== null || trouble === next) return;
    // A write that found a place in the log says nothing of the next.
    if (next === null && trouble === 'storage-full' && isFull(config.home)) return;
    trouble = next;
    board.touch();
  };
  const guard = new StorageGuard({
    db,
    home: config.home,
    driver,
    log,
    standIn,
    held: opened.held,
    trouble: () => trouble,
    setTrouble,
    recovered: () => {
      link.recovered();
      desk.pump.run();
    },
    restart: () => void care.mayEnd().then(() => machine.restart?.()),
  });
  const wrote = (next: Trouble | null): void => (next === null ? setTrouble(null) : guard.note(next));

  const reveals = new Reveals({
    db,
    vault,
    now,
    privacy: () => privacySchema.parse(cache.stores.entities.get('setting', PRIVACY_SETTING)?.value ?? {}),
    caseOf: (id) => cache.stores.cases.get(id)?.shown ?? null,
    changed: () => windows.changed(['cases']),
  });

  const link: CentreLink = new CentreLink({
    db,
    cache,
    log,
    fleet,
    session,
    consoleId,
    now,
    monotonic,
    random,
    mustWait: () => care.mustWait(),
    gateway: () => gateway,
    arriving: (cursor) => desk.arriving(cursor),
    applied: (applied, live) => {
      setTrouble(null);
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
    writeFailed: wrote,
    changed: () => board.touch(),
  });

  const { radio, recordings } = openIntercom({
    ...{ db, home: config.home, vault, cache, fleet, link, log, session, now, monotonic, random },
    changed: (topics) => windows.changed(topics),
    failed: (error) => guard.failed(error) !== null,
    full: () => guard.note('storage-full'),
  });
  const video: VideoDesk = new VideoDesk({
    log,
    monotonic,
    serverNow,
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
    db,
    log,
    serverNow,
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
    db,
    cache,
    outbox,
    outgoing,
    overlay,
    session,
    alarms,
    reveals,
    log,
    now,
    monotonic,
    steady,
    random,
    serverNow,
    undoSeconds: () => undoSeconds,
    standIn,
    wrote,
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
    vault: lostKey.isUnsettled ? 'lost' : config.vault.kept,
    centre: { name: link.centreName, gateway, demo: config.demo },
    fleet: fleet.counts(),
    alarms: alarms.open,
    care: care.status,
    salvaged: opened.salvaged,
    trouble,
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
    failed,
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
    db,
    cache,
    log,
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
    cache,
    knowledge,
    meta,
    log,
    serverNow,
    keepRows: (bytes) => outgoing.keepRows(bytes),
    changed: () => windows.changed(['imports']),
  });
  const overlays = new Overlays({
    ...{ home: config.home, vault, log, now, monotonic, serverNow },
    changed: () => windows.changed(['overlays']),
  });
  const context: FeedContext = {
    statements,
    cache,
    outbox,
    items,
    fleet,
    coverage,
    lives: new CommandLives({ statements, cache, fleet }),
    knowledge,
    imports,
    overlays,
    session,
    alarms,
    media,
    care,
    trails,
    lookUps,
    radio,
    recordings,
    listening: new Listening({ act: (act) => desk.act(act), user: () => session.user, serverNow, monotonic }),
    log,
    window: null,
    video,
    reveals,
    askCentre: (event, payload) => link.ask(event, payload),
    status,
    now,
    monotonic,
    serverNow,
  };
  const fleetFeed = new FleetFeed(fleet, windows, serverNow);
  fleetFeed.start();
  const indexing = setInterval(() => indexMore(db, cache, care, guard, log), INDEX_EVERY_MS);

  const signInByItself = async (): Promise<void> => {
    if (!config.autoSignIn || stopping || session.state !== 'signed-out') return;
    const answer = gateway ? await session.signIn(config.autoSignIn) : null;
    if (answer?.ok || stopping) return;
    setTimeout(() => void signInByItself(), AUTO_SIGN_IN_MS);
  };
  care.idle.add(reveals);
  care.idle.add(recordings.old);
  if (config.session) session.resume(config.session);
  else forgetOthers();
  desk.begin();
  if (standIn === null) duty.start();
  coverage.start();
  overlays.start();
  video.sourcesChanged();
  void signInByItself();
  log.info({ version: 1, trouble, salvaged: opened.salvaged }, 'the station is up');

  const leaving = {
    userId: () => session.user?.id ?? null,
    consoleId,
    claimsOf: (userId: string) => cache.stores.entities.children('claim', userId),
    act: (input: unknown) => desk.act(input),
    flush: (ms: number) => desk.flush(ms),
    log,
  };
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await leave(leaving);
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
    clearInterval(indexing);
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
      windows.add(id, kind, port, (window) =>
        functionsFor(
          window,
          context,
          {
            act: (input) => {
              const gone = guard.look();
              if (gone !== null) return no('unavailable', gone);
              const answer = desk.act(input);
              if (answer.ok) lookUps.accepted(answer.value.id);
              return answer;
            },
            undo: (opId) => desk.decisions.undo(opId),
            sendNow: (opId) => desk.decisions.sendNow(opId),
            dismiss: (opId) => desk.decisions.dismiss(opId),
            retry: (opId) => desk.decisions.retry(opId),
            amend: (opId, payload) => desk.decisions.amend(opId, payload),
            keepMedia: (attachment) => outgoing.keep(attachment),
            imports,
            acknowledge: (alarmId) => desk.acknowledge(alarmId),
            exportContacts: (ask) => exportContacts({ now, ask: (event, payload) => link.ask(event, payload) }, ask),
            maskAgain: (caseId) => reveals.maskAgain(caseId, session.user?.id ?? ''),
            backUp: () => care.backUp(),
            verifyBackup: (name) => care.verify(name),
            restoreBackup: (name) => care.restore(name),
            asked: () => care.idle.asked(),
            signIn: (credentials) => session.signIn(credentials),
            signOut: async () => {
              await leave(leaving);
              session.signOut();
            },
            fleetWanted: () => link.watchFleet(),
            failed: (error) => guard.failed(error),
          },
          log,
        ),
      );
      windows.status(status());
    },
    setGateway(url) {
      gateway = url;
      video.sourcesChanged();
      link.restart();
      void signInByItself();
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

/** Search of a rebuilt cache, and rows of an earlier layout, are brought up in small steps between the windows' calls. */
function indexMore(db: Db, cache: Cache, care: StorageCare, guard: StorageGuard, log: Log): void {
  const lagging = cache.stores.lagging.find(({ complete }) => !complete);
  if (!lagging || care.mustWait()) return;
  try {
    // What a power cut takes back is brought up again.
    if (unforced(db, () => lagging.step())) log.info('what lagged behind the cached rows is up with them');
  } catch (error) {
    if (guard.failed(error) === null)
      log.error({ err: error }, 'what lags behind the cached rows could not be written');
  }
}
