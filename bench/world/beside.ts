import type { Page } from '@playwright/test';
import type { ConsoleApp } from '../consoleApp.ts';
import { startIdleThread } from '../idleThread.ts';
import type { Row } from '../measure.ts';

/** Opens a second window: its page has no map to paint, so that what it waits for is the station. */
export async function videoWindow({ app, page }: ConsoleApp): Promise<Page> {
  const opened = app.waitForEvent('window');
  await page.evaluate(() => street.openWindow('video'));
  const beside = await opened;
  await beside.waitForFunction(() => globalThis.stationTap?.ready === true);
  return beside;
}

/**
 * From within the page, until it is told to end: twenty cheap calls 3 ms apart, then a third of a second without any, in
 * which what waits for idle time gets its turn. Keeps the time of each.
 */
function probe(page: Page): Promise<() => Promise<number[]>> {
  return page
    .evaluate(() => {
      const times: number[] = [];
      let going = true;
      const run = async (): Promise<number[]> => {
        for (let n = 1; going; n += 1) {
          const started = performance.now();
          await stationTap.call('read', ['alarm.list', {}]);
          times.push(performance.now() - started);
          await new Promise((resolve) => setTimeout(resolve, n % 20 === 0 ? 333 : 3));
        }
        return times;
      };
      Object.assign(globalThis, { probing: run(), endProbe: () => (going = false) });
    })
    .then(
      () => () =>
        page.evaluate(() => {
          const { probing, endProbe } = globalThis as unknown as { probing: Promise<number[]>; endProbe(): void };
          endProbe();
          return probing;
        }),
    );
}

/** The longest of those calls while something is done, ms; floor: how long a thread that has nothing to do was kept waiting meanwhile. */
export async function longestCall(page: Page, name: string, work: () => Promise<void>): Promise<Row> {
  const end = await probe(page);
  const endIdle = startIdleThread();
  const began = performance.now();
  await work();
  const times = await end();
  const floor = await endIdle();
  process.stderr.write(`  ${name}: ${Math.round(performance.now() - began)} ms, ${times.length} calls\n`);
  const longest = Math.max(...times);
  return {
    name,
    value: longest,
    unit: 'ms',
    floor,
    ratio: longest / Math.max(floor, 1),
    runs: times.length,
    min: Math.min(...times),
    max: longest,
  };
}
