import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { app, globalShortcut, powerMonitor, session } from 'electron';
import { IPC } from '#shared/contract/bridge.ts';
import type { VaultKey } from '#shared/contract/control.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { DemoCentre } from './centre.ts';
import { saveDiagnostics } from './diagnostics.ts';
import { saveSound, saveTable } from './saveFile.ts';
import { GlobalTalkKey } from './globalTalkKey.ts';
import { serveBridge } from './ipc.ts';
import { systemKeychain } from './keychain.ts';
import type { Launch } from './launch.ts';
import { setMenu } from './menu.ts';
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
  });
  serveProtocols(join(bundles, '../renderer'), launch.district);
  serveStreams({ places: () => station.streams, token: () => station.token(), log });
  guardSession(session.defaultSession, (id) => windows.kindOf(id), log);
  guardContents(log);
  const windows = new WindowManager({
    home: folder.path,
    preload: join(bundles, '../preload/index.cjs'),
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
  serveWindows(launch, windows, station, vaultKey, talkKey);
  setMenu(settings.current.language, (kind) => windows.open(kind));
  windows.open(args.window);
  // After the window: on two cores the page would wait for a core while the station loads its code.
  station.start();
  const centre = startDemoCentre(launch, station);
  powerMonitor.on('suspend', () => station.power('suspend'));
  powerMonitor.on('resume', () => station.power('resume'));
  app.on('second-instance', () => {
    const first = windows.all()[0];
    if (!first) return void windows.open('desk');
    if (first.window.isMinimized()) first.window.restore();
    first.window.show();
    first.window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  quitInOrder(async () => {
    await station.stop();
    await centre?.stop();
  });
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
  { folder, gateway, settings, log }: Launch,
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
    session: null,
    autoSignIn: demo ? { username: 'lead', password: 'demo' } : null,
  };
  return new StationProcess(join(bundles, 'station.js'), config, vaultKey, log, reconnect);
}

/** Answers the verbs of the bridge, and tells every window what changed. */
function serveWindows(
  launch: Launch,
  windows: WindowManager,
  station: StationProcess,
  vaultKey: () => VaultKey,
  talkKey: GlobalTalkKey,
): void {
  const { settings, gateway, notices, log } = launch;
  const applySettings = (next: Settings): Settings => {
    station.undoSecondsAre(next.undoSeconds);
    noteTalkKey(launch, talkKey.set(next.globalTalkKey));
    setMenu(next.language, (kind) => windows.open(kind));
    windows.retitle(next.language);
    for (const { window } of windows.all()) window.webContents.send(IPC.settingsChanged, next);
    return next;
  };
  const kindOf = (webContentsId: number) => windows.kindOf(webContentsId) ?? 'desk';
  const windowOf = (webContentsId: number) =>
    windows.all().find(({ window }) => window.webContents.id === webContentsId)?.window;
  serveBridge(
    {
      facts: (id) => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        windowKind: kindOf(id),
        demo: gateway === '',
        signedIn: station.signedIn,
        gateway,
        notices,
      }),
      settings: () => settings.current,
      // Only at a desk is anything typed that has to be kept.
      draftKey: (id) => (kindOf(id) === 'desk' ? derivedKey(vaultKey(), 'drafts') : ''),
      changeSettings: (change) => applySettings(settings.change(change)),
      openWindow: (kind) => void windows.open(kind),
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
      saveSound: async (id, sound) => {
        const window = windowOf(id);
        return window ? saveSound(sound, { window, language: settings.current.language, log }) : { state: 'cancelled' };
      },
      interactive: (id) =>
        log.info({ kind: kindOf(id), ms: Math.round(process.uptime() * 1000) }, 'window interactive'),
    },
    log,
  );
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
