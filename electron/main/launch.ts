import { join } from 'node:path';
import { app } from 'electron';
import type { AppFacts } from '#shared/contract/bridge.ts';
import { type LaunchArgs, readArgs } from './args.ts';
import { recordCrashes } from './crashes.ts';
import { type DataFolder, openDataFolder } from './dataFolder.ts';
import { chooseDistrict } from './district.ts';
import { type Log, openLog } from './log.ts';
import { SettingsFile } from './settings.ts';

/** What is known before the app is ready: from the command line, the data folder and the settings in it. */
export interface Launch {
  args: LaunchArgs;
  folder: DataFolder;
  log: Log;
  settings: SettingsFile;
  /** the gateway to join; '' when the demo centre inside the app is meant */
  gateway: string;
  /** folder of the district's files */
  district: string;
  notices: AppFacts['notices'];
}

function shippedDistrict(): string {
  const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');
  return join(resources, 'district');
}

/**
 * Reads what decides how the app starts, and tells Chromium the language of its own words (date fields, menus of text
 * fields). Must run before the app is ready; returns null when another instance works on the same data folder.
 */
export function prepareLaunch(): Launch | null {
  const args = readArgs(process.argv.slice(1));
  const folder = openDataFolder(app.getPath('appData'));
  // Chromium's own files and the single-instance lock belong to the data folder too.
  if (folder.writable) app.setPath('userData', join(folder.path, 'chromium'));
  const log = openLog(folder.path, folder.writable);
  if (folder.writable && !app.requestSingleInstanceLock()) {
    log.warn('another instance works on this data folder; its window is brought to the front');
    return null;
  }
  if (folder.writable) recordCrashes(folder.path, log);
  const settings = new SettingsFile(folder.path, log);
  if (args.language && args.language !== settings.current.language) settings.change({ language: args.language });
  app.commandLine.appendSwitch('lang', settings.current.language);

  const district = chooseDistrict(args.district, shippedDistrict());
  return {
    args,
    folder,
    log,
    settings,
    gateway: args.gateway || settings.current.gateway,
    district: district.folder,
    notices: [
      ...(folder.writable ? [] : [{ code: 'data-folder-read-only', detail: folder.path }]),
      ...(settings.damaged ? [{ code: 'settings-damaged', detail: settings.damaged }] : []),
      ...args.complaints.map((detail) => ({ code: 'argument-unknown', detail })),
      ...(district.notice ? [district.notice] : []),
    ],
  };
}
