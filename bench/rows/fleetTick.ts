import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { type ConsoleApp, launchConsole, launchElectron, taskMeter } from '../consoleApp.ts';
import { root } from '../electron.ts';
import { type Row, toRow } from '../measure.ts';
import { ScriptedCentre } from '../world/centre.ts';
import { FleetScript, MOVED, WORKERS } from '../world/fleet.ts';

const ROUNDS = 5;
const BUSY_MS = 4000;
const IDLE_MS = 1500;
/** Longer than a tick needs from the centre to the screen, so that no two of them become one. */
const EVERY_MS = 500;
const TICK_MEASURE = 'fleet-tick';

declare global {
  /** of the floor's own page */
  var beginPoints: (width: number, height: number, workers: number, moved: number) => void;
  var startPoints: (everyMs: number) => void;
  var stopPoints: () => number;
  var scriptOfPoints: () => number[];
  var tickCounts: number[];
}

/** One side of the comparison: its ticks can be started and stopped, its main thread's work and its own script read. */
interface Side {
  start(): Promise<void>;
  /** ticks drawn since the side was opened */
  stop(): Promise<number>;
  tasks(): Promise<number>;
  /** ms of script of each tick since the last call */
  script(): Promise<number[]>;
}

async function consoleSide(console: ConsoleApp, centre: ScriptedCentre): Promise<Side> {
  const { page } = console;
  const fleet = new FleetScript();
  let timer: NodeJS.Timeout | undefined;
  await page.evaluate(() => {
    globalThis.tickCounts = [];
    stationTap.onTick = (tick) => globalThis.tickCounts.push(new DataView(tick).getUint32(4, true));
  });
  centre.fleet(fleet.everybody(Date.now()));
  await page.waitForFunction((workers) => globalThis.tickCounts.includes(workers), WORKERS);
  return {
    async start() {
      timer = setInterval(() => centre.fleet(fleet.next(Date.now())), EVERY_MS);
    },
    async stop() {
      clearInterval(timer);
      await pause(EVERY_MS);
      const counts = await page.evaluate(() => globalThis.tickCounts);
      const odd = counts.slice(1).filter((count) => count !== MOVED).length;
      if (odd > counts.length / 10) throw new Error(`${odd} of ${counts.length} ticks were not of ${MOVED} workers`);
      return counts.length;
    },
    tasks: await taskMeter(console.app, page),
    script: () =>
      page.evaluate((name) => {
        const entries = performance.getEntriesByName(name).map(({ duration }) => duration);
        performance.clearMeasures(name);
        return entries;
      }, TICK_MEASURE),
  };
}

async function bareSide(app: ElectronApplication, page: Page, size: { width: number; height: number }): Promise<Side> {
  await page.evaluate(([width, height, workers, moved]) => globalThis.beginPoints(width, height, workers, moved), [
    size.width,
    size.height,
    WORKERS,
    MOVED,
  ] as const);
  return {
    start: () => page.evaluate((every) => globalThis.startPoints(every), EVERY_MS),
    stop: () => page.evaluate(() => globalThis.stopPoints()),
    tasks: await taskMeter(app, page),
    script: () => page.evaluate(() => globalThis.scriptOfPoints()),
  };
}

/** Main-thread ms a tick: what the page's thread did while ticks came, less what it does anyway, by ticks drawn. */
async function perTick(side: Side, before: number): Promise<{ ms: number; ticks: number; script: number[] }> {
  const idleFrom = await side.tasks();
  await pause(IDLE_MS);
  const busyFrom = await side.tasks();
  const idlePerMs = (busyFrom - idleFrom) / IDLE_MS;
  await side.script();
  const started = performance.now();
  await side.start();
  await pause(BUSY_MS);
  const ticks = (await side.stop()) - before;
  const busy = (await side.tasks()) - busyFrom;
  const took = performance.now() - started;
  return { ms: Math.max(0, busy - idlePerMs * took) / ticks, ticks: ticks + before, script: await side.script() };
}

async function compare(product: Side, bare: Side) {
  const found = { values: [] as number[], floors: [] as number[], script: [] as number[], bareScript: [] as number[] };
  let drawn = 1;
  let bareDrawn = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const floor = await perTick(bare, bareDrawn);
    const value = await perTick(product, drawn);
    bareDrawn = floor.ticks;
    drawn = value.ticks;
    if (round === 0) continue;
    found.floors.push(floor.ms);
    found.values.push(value.ms);
    found.script.push(...value.script);
    found.bareScript.push(...floor.script);
  }
  return found;
}

/**
 * `fleet-tick`: main-thread ms of the desk's renderer for one tick of 4,000 of 16,000 workers, everything included that
 * the tick causes there (message, table, painter, compositing), ÷ a bare page's upload and draw of the same table. The
 * second line is the script alone, by the map's own performance entries.
 */
export async function fleetTick(): Promise<Row[]> {
  const centre = await ScriptedCentre.start({});
  const console = await launchConsole(centre.url);
  const folder = freshFolder('bare-points');
  const app = await launchElectron(join(root, 'bench/floors/points'), [], { BARE_HOME: folder });
  try {
    const host = console.page.locator('[data-fleet-painter]');
    await host.waitFor({ state: 'attached' });
    const painter = await host.getAttribute('data-fleet-painter');
    const map = console.page.locator('.maplibregl-map');
    const size = await map.evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
    process.stderr.write(`  painter ${painter}, map ${size.width}×${size.height}\n`);
    const product = await consoleSide(console, centre);
    const bare = await bareSide(app, await app.firstWindow(), size);
    const { values, floors, script, bareScript } = await compare(product, bare);
    return [
      toRow({ name: 'fleet-tick', unit: 'ms', values, floors }),
      toRow({ name: 'fleet-tick, script alone', unit: 'ms', values: script, floors: bareScript }),
    ];
  } finally {
    await app.close();
    await console.close();
    await centre.close();
    removeFolder(folder);
  }
}
