import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { launchConsole, launchElectron } from '../consoleApp.ts';
import { root } from '../electron.ts';
import { type Row, toRow } from '../measure.ts';
import { caseOf, readDistrict } from '../world/cases.ts';
import { ScriptedCentre } from '../world/centre.ts';
import { FleetScript, WORKERS } from '../world/fleet.ts';

const CASES = 2000;
const SETTLE_MS = 15_000;
const SAMPLES = 6;
const BETWEEN_MS = 2500;
const TICK_MS = 1000;

/** Every process that descends from one. */
function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const child = Number(name);
    if (!Number.isInteger(child)) continue;
    const parent = Number(field(`/proc/${name}/status`, 'PPid'));
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

/** A line's value in a file of /proc; '' for a process that has just ended. */
function field(file: string, name: string): string {
  try {
    return new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** MB of a whole family: shared pages counted once (PSS), and as often as they are mapped (RSS). */
function memoryOf(pid: number): { pss: number; rss: number } {
  const sum = (name: string) =>
    family(pid).reduce((kb, one) => kb + Number(field(`/proc/${one}/smaps_rollup`, name)), 0) / 1024;
  return { pss: sum('Pss'), rss: sum('Rss') };
}

function snapshot() {
  const now = Date.now();
  const { workers } = readDistrict();
  return {
    worker: workers
      .slice(0, WORKERS)
      .map((worker) => ({ ...worker, version: 1, onDuty: true, dutySince: now }))
      .map((value) => ({ id: value.id, version: 1, value })),
    case: Array.from({ length: CASES }, (_, n) => caseOf(n, now, n % 2 === 0 ? 'reported' : 'handling')).map(
      (value) => ({
        id: value.id,
        version: 1,
        value,
      }),
    ),
  };
}

async function barest(): Promise<number> {
  const folder = freshFolder('bare-memory');
  const env = { BARE_HOME: folder, BARE_MARK: join(folder, 'mark') };
  const app = await launchElectron(join(root, 'bench/floors/bareWindow'), [], env);
  const pid = app.process().pid ?? 0;
  await app.firstWindow();
  await pause(BETWEEN_MS);
  const { pss } = memoryOf(pid);
  await app.close();
  removeFolder(folder);
  return pss;
}

/**
 * `memory`: MB of all processes of the app (main, GPU, network, station, desk and wall) with 16,000 workers of whom a
 * quarter moves every second, PSS, beside a bare window of the same runtime; the second line is the same as summed RSS.
 */
export async function memory(): Promise<Row[]> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc: Linux only');
  const floor = await barest();
  const centre = await ScriptedCentre.start({ snapshot: snapshot() });
  const console = await launchConsole(centre.url);
  const pid = console.app.process().pid ?? 0;
  const fleet = new FleetScript();
  centre.fleet(fleet.everybody(Date.now()));
  const timer = setInterval(() => centre.fleet(fleet.next(Date.now())), TICK_MS);
  try {
    const opened = console.app.waitForEvent('window');
    await console.page.evaluate(() => street.openWindow('wall'));
    await (await opened).locator('[data-fleet-painter]').waitFor({ state: 'attached' });
    await pause(SETTLE_MS);
    const samples: { pss: number; rss: number }[] = [];
    for (let n = 0; n < SAMPLES; n += 1) {
      samples.push(memoryOf(pid));
      await pause(BETWEEN_MS);
    }
    return [
      toRow({ name: 'memory', unit: 'MB', values: samples.map(({ pss }) => pss), floors: [floor] }),
      toRow({ name: 'memory, summed RSS', unit: 'MB', values: samples.map(({ rss }) => rss), floors: [] }),
    ];
  } finally {
    clearInterval(timer);
    await console.close();
    await centre.close();
  }
}
