import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { app, globalShortcut, powerMonitor, session } from 'electron';
import { IPC } from '#shared/contract/bridge.ts';
import type { VaultKey } from '#shared/contract/control.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { panelOf } from '#shared/contract/windows.ts';
import { Basemaps } from './basemaps/basemaps.ts';
import { DemoCentre } from './centre.ts';
import { LINK_SCHEME, linkIn } from './deepLink.ts';
import { saveDiagnostics } from './diagnostics.ts';
import { savePhoto, saveSound, saveTable } from './saveFile.ts';
import { GlobalTalkKey } from './globalTalkKey.ts';
import { ofPage } from './hidChoice.ts';
import { guardDevices } from './hidDevices.ts';
import { serveBridge } from './ipc.ts';
import { systemKeychain } from './keychain.ts';
import type { Launch } from './launch.ts';
import { setMenu } from './menu.ts';
import { chooseFolder, openReport, printAndSave } from './printing/printVerbs.ts';
import { PrintShop } from './printing/printShop.ts';
import { ReportMaker } from './reports/reportMaker.ts';
import { flushPageStorage } from './pageStorage.ts';
import { guardContents, guardSession } from './permissions.ts';
import { serveProtocols } from './protocols.ts';
import { serveStreams } from './streams.ts';
import { StationProcess } from './station.ts';
import { derivedKey, keepVaultKey, loadVaultKey } from './vaultFile.ts';
import { WindowManager } from './windows/manager.ts';

const bundles = import.meta.dirname;

/** Puts the app together: station, windows, and the demo centre when no gateway is named. */
export function startConsole(launch: Launch): void {
  const { args, folder, log, settings } = launch;
  const vaultKey = vaultKeyOf(launch);
  const station = makeStation(launch, vaultKey, () => {
    for (const { window, kind } of windows.all()) station.connect(window, kind);
    shop.reconnect();
  });
  const preload = join(bundles, '../preload/index.cjs');
  const shop = new PrintShop({ preload, connect: (window, kind) => station.connect(window, kind), log });
  const basemaps = new Basemaps({
    home: folder.path,
    entry: join(bundles, 'tiles.js'),
    cache: folder.writable ? join(folder.path, 'tile-cache.db') : null,
    vaultKey,
    log,
    changed: (view) => {
      for (const { window } of windows.all()) window.webContents.send(IPC.basemapsChanged, view);
    },
  });
  if (basemaps.damaged !== null) launch.notices.push({ code: 'basemaps-damaged', detail: basemaps.damaged });
  serveProtocols(join(bundles, '../renderer'), launch.district, basemaps.serve);
  serveStreams({ places: () => station.streams, token: () => station.token(), log });
  guardSession(session.defaultSession, (id) => windows.byContents(id)?.kind ?? null, log);
  guardContents(log);
  guardDevices(session.defaultSession, {
    windowOf: (id) => windows.byContents(id),
    settings: () => settings.current,
    // A button of another device would be one nobody pressed.
    chosen: (hidDevice) => tellSettings(windows, settings.change({ hidDevice, hidButton: null })),
    log,
  });
  const windows = new WindowManager({
    home: folder.path,
    preload,
    settings: () => settings.current,
    connect: (window, kind) => station.connect(window, kind),
    log,
  });
  if (windows.damaged) launch.notices.push({ code: 'windows-damaged', detail: windows.damaged });
  const talkKey = new GlobalTalkKey(
    globalShortcut,
    log,
    () => station.talkKey(),
    () => performance.now(),
  );
  noteTalkKey(launch, talkKey.set(settings.current.globalTalkKey));
  const reports = new ReportMaker({
    home: folder.path,
    log,
    now: Date.now,
    status: () => station.status(),
    print: (document, planned) => shop.make(document, planned),
    changed: (file) => {
      for (const { window } of windows.all()) window.webContents.send(IPC.reportsChanged, file);
    },
  });
  if (reports.damaged) launch.notices.push({ code: 'reports-damaged', detail: reports.damaged });
  reports.start();
  serveWindows(launch, { windows, station, vaultKey, talkKey, shop, reports, basemaps });
  setWindowMenu(windows, settings.current.language);
  openFirst(windows, args);
  // After the window: on two cores the page would wait for a core while the station loads its code.
  station.start();
  const centre = startDemoCentre(launch, station);
  powerMonitor.on('suspend', () => station.power('suspend'));
  powerMonitor.on('resume', () => station.power('resume'));
  app.on('second-instance', (_event, words) => {
    const link = linkIn(words);
    if (link) windows.follow(link);
    else windows.focus();
  });
  app.on('before-quit', () => windows.quitting());
  app.on('window-all-closed', () => app.quit());
  quitInOrder(async () => {
    await station.stop();
    await basemaps.stop();
    await centre?.stop();
  });
}

/** The windows that were asked for, or that stood open last; and a desk, when a link is to be followed. */
function openFirst(windows: WindowManager, { window, link }: Launch['args']): void {
  // Of a checkout the system would remember a command line that is not the app's.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  if (window) windows.restoreKind(window);
  else windows.restore();
  if (link) windows.follow(link);
}

function setWindowMenu(windows: WindowManager, language: Settings['language']): void {
  setMenu(
    language,
    (kind) => windows.open(kind),
    (window, direction) => windows.zoom(window, direction),
    (verb, from) => {
      // From a wall or a video window it is done at the first desk there is.
      const desks = windows.all().filter(({ kind }) => kind === 'desk');
      const desk = desks.find(({ window }) => window.id === from?.id) ?? desks[0];
      desk?.window.focus();
      desk?.window.webContents.send(IPC.menuChosen, verb);
    },
  );
}

/** The key, read when it is first asked for: a keychain may take its time, and the window comes first. */
function vaultKeyOf({ folder, log, notices }: Launch): () => VaultKey {
  let key: VaultKey | null = null;
  return () => {
    if (key) {
      keepVaultKey(folder.path, key, systemKeychain(), log);
      return key;
    }
    const loaded = loadVaultKey(folder.path, systemKeychain(), log, Date.now());
    if (loaded.damaged !== null) notices.push({ code: 'vault-lost', detail: loaded.damaged });
    key = loaded.key;
    return key;
  };
}

function makeStation(
  { folder, gateway, settings, district, log }: Launch,
  vaultKey: () => VaultKey,
  reconnect: () => void,
): StationProcess {
  const demo = gateway === '';
  const config = {
    home: folder.path,
    gateway,
    demo,
    resourcesPath: process.resourcesPath,
    undoSeconds: settings.current.undoSeconds,
    district,
    session: null,
    autoSignIn: demo ? { username: 'lead', password: 'demo' } : null,
  };
  return new StationProcess(join(bundles, 'station.js'), config, vaultKey, log, reconnect);
}

/** Answers the verbs of the bridge, and tells every window what changed. */
function serveWindows(
  launch: Launch,
  {
    windows,
    station,
    vaultKey,
    talkKey,
    shop,
    reports,
    basemaps,
  }: {
    windows: WindowManager;
    station: StationProcess;
    vaultKey: () => VaultKey;
    talkKey: GlobalTalkKey;
    shop: PrintShop;
    reports: ReportMaker;
    basemaps: Basemaps;
  },
): void {
  const { settings, gateway, notices, log } = launch;
  const applySettings = (next: Settings): Settings => {
    station.undoSecondsAre(next.undoSeconds);
    noteTalkKey(launch, talkKey.set(next.globalTalkKey));
    setWindowMenu(windows, next.language);
    windows.retitle();
    tellSettings(windows, next);
    return next;
  };
  const kindOf = (webContentsId: number) =>
    shop.has(webContentsId) ? 'print' : (windows.byContents(webContentsId)?.kind ?? 'desk');
  const windowOf = (webContentsId: number) => windows.byContents(webContentsId)?.window;
  const nameOf = (webContentsId: number) => windows.byContents(webContentsId)?.name ?? '';
  serveBridge(
    {
      facts: (id) => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        windowKind: kindOf(id),
        windowName: nameOf(id),
        panel: panelOf(nameOf(id)),
        demo: gateway === '',
        signedIn: station.signedIn,
        gateway,
        notices,
      }),
      settings: () => settings.current,
      // Only at a desk is anything typed that has to be kept.
      draftKey: (id) => (kindOf(id) === 'desk' ? derivedKey(vaultKey(), 'drafts') : ''),
      flushDrafts: () => flushPageStorage(session.defaultSession),
      changeSettings: (change) => applySettings(settings.change(ofPage(change))),
      openWindow: (kind) => windows.open(kind),
      tearOff: (id, panel) => windows.tearOff(nameOf(id), panel),
      dock: (id) => windows.dock(nameOf(id)),
      scale: (id) => windows.scaleOf(nameOf(id)),
      takeLink: (id) => windows.takeLink(nameOf(id)),
      saveDiagnostics: async (id) => {
        const window = windowOf(id);
        if (!window) return { state: 'cancelled' };
        const { language } = settings.current;
        const status = () => station.status();
        return saveDiagnostics(window, {
          entry: join(bundles, 'diagnostics.js'),
          home: launch.folder.path,
          language,
          log,
          status,
        });
      },
      saveTable: async (id, table) => {
        const window = windowOf(id);
        return window ? saveTable(table, { window, language: settings.current.language, log }) : { state: 'cancelled' };
      },
      savePhoto: async (id, photo) => {
        const window = windowOf(id);
        return window ? savePhoto(photo, { window, language: settings.current.language, log }) : { state: 'cancelled' };
      },
      saveSound: async (id, sound) => {
        const window = windowOf(id);
        return window ? saveSound(sound, { window, language: settings.current.language, log }) : { state: 'cancelled' };
      },
      print: async (id, document) => {
        const window = windowOf(id);
        const { language } = settings.current;
        return window ? printAndSave(shop, document, { window, language, log }) : { state: 'cancelled' };
      },
      printJob: (id) => shop.jobOf(id),
      rendered: (id, rendered) => shop.rendered(id, rendered),
      reports: () => reports.file,
      planReports: (change) => reports.plan(change),
      chooseReportFolder: async (id) => {
        const window = windowOf(id);
        if (window) await chooseFolder(reports, { window, language: settings.current.language });
        return reports.file;
      },
      openReport: (id, show) => openReport(reports, id, show),
      basemaps: () => basemaps.view(),
      changeBasemap: (change) => basemaps.change(change),
      addBasemapFile: async (id) => {
        const window = windowOf(id);
        return window ? basemaps.addFile(window, settings.current.language) : { state: 'cancelled' };
      },
      interactive: (id) =>
        log.info({ kind: kindOf(id), ms: Math.round(process.uptime() * 1000) }, 'window interactive'),
    },
    log,
  );
}

function tellSettings(windows: WindowManager, settings: Settings): void {
  for (const { window } of windows.all()) window.webContents.send(IPC.settingsChanged, settings);
}

const TALK_KEY_TAKEN = 'talk-key-taken';
/** Every page asks for the notices when it starts, and the settings when the key was changed. */
function noteTalkKey({ notices, settings }: Launch, had: boolean): void {
  const before = notices.findIndex(({ code }) => code === TALK_KEY_TAKEN);
  if (before >= 0) notices.splice(before, 1);
  if (!had) notices.push({ code: TALK_KEY_TAKEN, detail: settings.current.globalTalkKey });
}

function startDemoCentre({ args, folder, gateway, district, log }: Launch, station: StationProcess): DemoCentre | null {
  if (gateway !== '') return null;
  const centre = new DemoCentre({
    gatewayEntry: join(bundles, 'gateway.js'),
    simulatorEntry: join(bundles, 'simulator.js'),
    // What a demo invents may be lost; without a place for it there would be no demo at all.
    data: folder.writable
      ? join(folder.path, 'demo-centre')
      : mkdtempSync(join(app.getPath('temp'), 'street-demo-centre-')),
    district,
    args,
    log,
    listening: (url) => station.gatewayIs(url),
  });
  centre.start();
  return centre;
}

/** Windows first, then the station's flush, then the demo centre: nothing typed or accepted is cut off. */
function quitInOrder(stopChildren: () => Promise<void>): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void stopChildren().finally(() => {
      stopped = true;
      // In a turn of its own: with nothing left to stop this runs within the event, where another quit is not heard.
      setImmediate(() => app.quit());
    });
  });
  // A terminal's Ctrl+C ends the app in the same order as its menu.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
