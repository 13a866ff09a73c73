import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { heapMeter, launchElectron, taskMeter } from '../consoleApp.ts';
import { root } from '../electron.ts';
import type { PickWay, SideName } from '../fleetMap/page.ts';

export const CROWD = 20_000;
/** a wall's screen, in pixels */
const WHOLE = '1920x1080';

/** One way to draw 20,000 workers over the district's map, in an Electron of its own. */
export interface FleetMap {
  /** makes changes of so many workers ready in the page */
  prepare(ticks: number, moved: number): Promise<void>;
  play(everyMs: number): Promise<number[]>;
  frames(everyMs: number): Promise<number[]>;
  picks(by: PickWay, count: number): Promise<number[]>;
  /** ms that the page's main thread has worked */
  tasks(): Promise<number>;
  /** MB of JavaScript heap after a collection */
  heap(): Promise<number>;
  /** of Electron's main process */
  pid: number;
  close(): Promise<void>;
}

let built: Promise<string> | null = null;

/** Builds the page once a run. */
function page(): Promise<string> {
  const outDir = join(root, 'artefacts/bench/fleetMap');
  const options = { outDir, emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 8000 };
  built ??= build({
    configFile: false,
    root: join(root, 'bench/fleetMap'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    worker: { format: 'es' },
    build: { ...options, target: 'chrome130' },
  }).then(() => outDir);
  return built;
}

async function launchPage({
  feedPort = 0,
  size = WHOLE,
}): Promise<{ app: ElectronApplication; window: Page; end(): Promise<void> }> {
  const home = freshFolder('bench-fleet-map');
  const app = await launchElectron(join(root, 'bench/floors/fleetMap'), [], {
    BARE_HOME: home,
    BENCH_PAGE: await page(),
    BENCH_DISTRICT: join(root, 'resources/district'),
    BENCH_FEED: `${feedPort}`,
    BENCH_SIZE: size,
  });
  const window = await app.firstWindow();
  window.on('pageerror', (error) => process.stderr.write(`  ${error.message}\n`));
  await window.waitForFunction(() => 'fleetMap' in globalThis);
  const end = async () => {
    await app.close();
    removeFolder(home);
  };
  return { app, window, end };
}

/** A map with a bare layer of so many workers that the bytes of a raw socket move. */
export async function openFedMap(workers: number, port: number) {
  const { window, end } = await launchPage({ feedPort: port });
  await window.evaluate((count) => globalThis.fleetMap.openFed(count), workers);
  return { probes: () => window.evaluate(() => globalThis.fleetMap.probes()), close: end };
}

/** @param size of the window, `<width>x<height>` in pixels */
export async function openFleetMap(side: SideName, size = WHOLE): Promise<FleetMap> {
  const { app, window, end } = await launchPage({ size });
  await window.evaluate(([name, workers]) => globalThis.fleetMap.open(name, workers), [side, CROWD] as const);
  return {
    prepare: (ticks, moved) => window.evaluate(([n, m]) => globalThis.fleetMap.prepare(n, m), [ticks, moved] as const),
    play: (everyMs) => window.evaluate((every) => globalThis.fleetMap.play(every), everyMs),
    frames: (everyMs) => window.evaluate((every) => globalThis.fleetMap.frames(every), everyMs),
    picks: (by, count) => window.evaluate(([way, n]) => globalThis.fleetMap.picks(way, n), [by, count] as const),
    tasks: await taskMeter(app, window),
    heap: await heapMeter(app, window),
    pid: app.process().pid ?? 0,
    close: end,
  };
}
