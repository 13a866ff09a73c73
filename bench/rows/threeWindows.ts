import { setTimeout as pause } from 'node:timers/promises';
import { mayHaveScreens, startScreens } from '../../tests/e2e/support/screens.ts';
import { launchConsole } from '../consoleApp.ts';
import { type Row, toRow } from '../measure.ts';
import { ScriptedCentre } from '../world/centre.ts';
import { FleetScript, livingDistrict } from '../world/fleet.ts';
import { memoryOf, processorOf } from '../world/processes.ts';

const SETTLE_MS = 15_000;
const SAMPLES = 5;
const SAMPLE_MS = 5000;
const TICK_MS = 250;
const WALLS = 2;
const SCREEN = { size: '1920x1080', width: 1920 } as const;

interface Use {
  /** MB of all processes, shared pages counted once */
  memory: number[];
  /** percent of one core */
  processor: number[];
}

async function useOf(pid: number): Promise<Use> {
  await pause(SETTLE_MS);
  const use: Use = { memory: [], processor: [] };
  for (let n = 0; n < SAMPLES; n += 1) {
    const from = processorOf(pid);
    await pause(SAMPLE_MS);
    use.processor.push(((processorOf(pid) - from) / SAMPLE_MS) * 100_000);
    use.memory.push(memoryOf(pid).pss);
  }
  return use;
}

/**
 * `three-windows`: memory (PSS) and processor time of the whole app with a desk and two walls ÷ the desk alone, with
 * 16,000 workers of whom 4,000 move four times a second, each on a screen of its own of 1920×1080 (an X server with the
 * dummy driver). Without a GPU every picture is made by the processor.
 */
export async function threeWindows(): Promise<Row[]> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc: Linux only');
  if (!mayHaveScreens())
    throw new Error('a wall fills a display of its own: needs Xorg with its dummy driver, and xrandr');
  const screens = await startScreens();
  for (let n = 0; n <= WALLS; n += 1) screens.show(n, SCREEN.size, { x: n * SCREEN.width, y: 0 });
  const centre = await ScriptedCentre.start({ snapshot: livingDistrict() });
  const console = await launchConsole(centre.url, undefined, { env: screens.env });
  const pid = console.app.process().pid ?? 0;
  const fleet = new FleetScript();
  centre.fleet(fleet.everybody(Date.now()));
  const timer = setInterval(() => centre.fleet(fleet.next(Date.now())), TICK_MS);
  try {
    await console.page.locator('[data-fleet-painter]').waitFor({ state: 'attached' });
    const desk = await useOf(pid);
    for (let n = 0; n < WALLS; n += 1) {
      const opened = console.app.waitForEvent('window');
      await console.page.evaluate(() => street.openWindow('wall'));
      await (await opened).locator('[data-fleet-painter]').waitFor({ state: 'attached' });
    }
    const all = await useOf(pid);
    return [
      toRow({ name: 'three-windows, memory', unit: 'MB', values: all.memory, floors: desk.memory }),
      toRow({ name: 'three-windows, processor', unit: '% of a core', values: all.processor, floors: desk.processor }),
    ];
  } finally {
    clearInterval(timer);
    await console.close();
    await centre.close();
    await screens.close();
  }
}
