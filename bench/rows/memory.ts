import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { launchConsole, launchElectron } from '../consoleApp.ts';
import { root } from '../electron.ts';
import { type Row, toRow } from '../measure.ts';
import { ScriptedCentre } from '../world/centre.ts';
import { FleetScript, livingDistrict } from '../world/fleet.ts';
import { memoryOf } from '../world/processes.ts';

const SETTLE_MS = 15_000;
const SAMPLES = 6;
const BETWEEN_MS = 2500;
const TICK_MS = 1000;

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
  const centre = await ScriptedCentre.start({ snapshot: livingDistrict() });
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
