// `npm run doctor`: one page about this machine and this checkout. It fails only when something is broken.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settingsSchema } from '#shared/contract/settings.ts';
import { dataFolder } from './doctor/dataFolder.ts';
import { inspectDatabase } from './doctor/database.ts';
import { askGateway } from './doctor/gateway.ts';
import { type Line, line, printPage } from './doctor/page.ts';
import { probeElectron } from './doctor/probe.ts';
import { inspectVault } from './doctor/vault.ts';
import { electronPath, type ElectronRuntime } from './runtime.mjs';
import { cacheFolder } from './setup/paths.mjs';
import { SetupError, sizeText } from './setup/report.mjs';

const sourceNames = { release: 'release page', registry: 'package registry', own: 'STREET_CONSOLE_ELECTRON' };

function distribution(): string {
  if (!existsSync('/etc/os-release')) return '';
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
}

function machine(): Line[] {
  const xvfb = spawnSync('Xvfb', ['-help']).error === undefined;
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const needsDisplay = process.platform === 'linux' && !display;
  return [
    line('system', `${distribution() || type()} · ${type()} ${release()} ${arch()}`),
    line('machine', `${cpus().length} cores · ${sizeText(totalmem())} memory`),
    needsDisplay
      ? line(
          'display',
          xvfb ? 'none; a hidden one (Xvfb) is made when needed' : 'none, and no Xvfb: install xvfb',
          xvfb,
        )
      : line('display', display ?? 'of the system'),
  ];
}

function describeFolder(folder: string): Line {
  if (!existsSync(folder)) return line('data folder', `${folder} (made at the first start)`);
  const { bavail, bsize } = statfsSync(folder);
  const free = `${sizeText(bavail * bsize)} free`;
  try {
    accessSync(folder, constants.W_OK);
    return line('data folder', `${folder} · ${free}`);
  } catch {
    return line('data folder', `${folder} · ${free} · cannot be written by this user`, false);
  }
}

type SettingsRead = { settings: ReturnType<typeof settingsSchema.parse>; lines: Line[] };

function readSettings(folder: string): SettingsRead {
  const file = join(folder, 'settings.json');
  const defaults = settingsSchema.parse({});
  if (!existsSync(file)) return { settings: defaults, lines: [line('settings', 'defaults (no file yet)')] };
  try {
    const settings = settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { settings, lines: [line('settings', file)] };
  } catch {
    return {
      settings: defaults,
      lines: [line('settings', `${file} is damaged; the app sets it aside and uses defaults`, false)],
    };
  }
}

async function runtime(): Promise<{ lines: Line[]; painter: string }> {
  const node = line('Node', `${process.versions.node} (Node-API ${process.versions.napi})`);
  let electron: ElectronRuntime;
  try {
    electron = electronPath();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { lines: [node, line('Electron', error.message, false)], painter: 'unknown' };
  }
  const probe = await probeElectron(electron);
  const lines = [
    line('Electron', `${electron.version} from the ${sourceNames[electron.source]} · ${electron.folder}`),
    node,
    line('cache', cacheFolder()),
  ];
  if (!probe.ok)
    return {
      lines: [...lines, line('window', `Electron shows no window: ${probe.reason}`, false)],
      painter: 'unknown',
    };
  const { chrome, node: inner, napi, driver, sqlite, renderer, webgl2, softwareGl } = probe.facts;
  return {
    lines: [
      ...lines,
      line('inside', `Chromium ${chrome} · Node ${inner} (Node-API ${napi})`),
      line('SQLite', sqlite ? `${sqlite} by better-sqlite3 ${driver}` : `no driver loads: ${driver}`, sqlite !== ''),
      line('graphics', webgl2 ? `${renderer} (WebGL 2${softwareGl ? ', in software' : ''})` : 'no WebGL 2', webgl2),
    ],
    painter: softwareGl ? 'most likely the worker overlay' : 'most likely the WebGL layer',
  };
}

const { values } = parseArgs({ options: { gateway: { type: 'string' }, home: { type: 'string' } }, strict: false });
const home = typeof values.home === 'string' ? values.home : dataFolder();
const { settings, lines: settingsLines } = readSettings(home);
const { lines: runtimeLines, painter } = await runtime();
const gateway = typeof values.gateway === 'string' ? values.gateway : settings.gateway;
const page: [string, Line[]][] = [
  ['Runtime', runtimeLines],
  ['Machine', machine()],
  [
    'Console',
    [
      describeFolder(home),
      ...settingsLines,
      line(
        'fleet painter',
        settings.painterFound || `chosen by a short measurement when the map first opens; ${painter}`,
      ),
      inspectVault(join(home, 'vault.json')),
      ...inspectDatabase(join(home, 'station.db')),
      await askGateway(gateway),
    ],
  ],
];
process.exitCode = printPage(page);
