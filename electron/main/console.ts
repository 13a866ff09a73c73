import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, powerMonitor, session } from 'electron';
import type { AppFacts } from '#shared/contract/bridge.ts';
import { IPC } from '#shared/contract/bridge.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { readArgs } from './args.ts';
import { DemoCentre } from './centre.ts';
import { openDataFolder } from './dataFolder.ts';
import { serveBridge } from './ipc.ts';
import { openLog } from './log.ts';
import { setMenu } from './menu.ts';
import { guardContents, guardSession } from './permissions.ts';
import { serveProtocols } from './protocols.ts';
import { SettingsFile } from './settings.ts';
import { StationProcess } from './station.ts';
import { WindowManager } from './windows/manager.ts';

const bundles = import.meta.dirname;

function resources(): string {
  return app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');
}

/** Puts the app together: data folder, settings, station, windows, and the demo centre when no gateway is named. */
export function startConsole(): void {
  const startedAt = performance.now();
  const args = readArgs(process.argv.slice(1));
  const folder = openDataFolder(app.getPath('appData'));
  // Chromium's own files and the single-instance lock belong to the data folder too.
  if (folder.writable) app.setPath('userData', join(folder.path, 'chromium'));
  const log = openLog(folder.path, folder.writable);
  if (folder.writable && !app.requestSingleInstanceLock()) {
    log.warn('another instance works on this data folder; its window is brought to the front');
    app.quit();
    return;
  }
  const settings = new SettingsFile(folder.path, log);
  if (args.language && args.language !== settings.current.language) settings.change({ language: args.language });
  const gateway = args.gateway || settings.current.gateway;
  const demo = gateway === '';
  const district = args.district && existsSync(args.district) ? args.district : join(resources(), 'district');

  const notices: AppFacts['notices'] = [
    ...(folder.writable ? [] : [{ code: 'data-folder-read-only', detail: folder.path }]),
    ...(settings.damaged ? [{ code: 'settings-damaged', detail: settings.damaged }] : []),
    ...args.complaints.map((detail) => ({ code: 'argument-unknown', detail })),
    ...(args.district && district !== args.district ? [{ code: 'district-missing', detail: args.district }] : []),
  ];

  const station = new StationProcess(
    join(bundles, 'station.js'),
    {
      home: folder.path,
      gateway,
      demo,
      resourcesPath: process.resourcesPath,
      undoSeconds: settings.current.undoSeconds,
      autoSignIn: demo ? { username: 'lead', password: 'demo' } : null,
    },
    log,
    () => windows.all().forEach(({ window, kind }) => station.connect(window, kind)),
  );
  station.start();

  serveProtocols(join(bundles, '../renderer'), district);
  guardSession(session.defaultSession, log);
  guardContents(log);
  const windows = new WindowManager({
    home: folder.path,
    preload: join(bundles, '../preload/index.cjs'),
    settings: () => settings.current,
    connect: (window, kind) => station.connect(window, kind),
    log,
  });
  const applySettings = (next: Settings): Settings => {
    station.undoSecondsAre(next.undoSeconds);
    setMenu(next.language, (kind) => windows.open(kind));
    for (const { window } of windows.all()) window.webContents.send(IPC.settingsChanged, next);
    return next;
  };
  serveBridge(
    {
      facts: (id) => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        windowKind: windows.all().find(({ window }) => window.webContents.id === id)?.kind ?? 'desk',
        demo,
        gateway,
        notices,
      }),
      settings: () => settings.current,
      changeSettings: (change) => applySettings(settings.change(change)),
      openWindow: (kind) => void windows.open(kind),
      interactive: () => log.info({ ms: Math.round(performance.now() - startedAt) }, 'window interactive'),
    },
    log,
  );
  setMenu(settings.current.language, (kind) => windows.open(kind));
  windows.open(args.window);

  const centre = demo
    ? new DemoCentre({
        gatewayEntry: join(bundles, 'gateway.js'),
        simulatorEntry: join(bundles, 'simulator.js'),
        data: join(folder.path, 'demo-centre'),
        district,
        args,
        log,
        listening: (url) => station.gatewayIs(url),
      })
    : null;
  centre?.start();

  powerMonitor.on('suspend', () => station.power('suspend'));
  powerMonitor.on('resume', () => station.power('resume'));
  app.on('second-instance', () => {
    const first = windows.all()[0];
    if (first) first.window.focus();
    else windows.open('desk');
  });
  app.on('window-all-closed', () => app.quit());
  quitInOrder(async () => {
    await station.stop();
    await centre?.stop();
  });
}

/** Windows first, then the station's flush, then the demo centre: nothing typed or accepted is cut off. */
function quitInOrder(stopChildren: () => Promise<void>): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void stopChildren().finally(() => {
      stopped = true;
      app.quit();
    });
  });
  // Not before `ready`-time listeners: a terminal's Ctrl+C ends the app in the same order as its menu.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
