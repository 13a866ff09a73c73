import { _electron, type CDPSession, type ElectronApplication, type Page } from '@playwright/test';
import { STATION_PORT_MESSAGE } from '#shared/contract/bridge.ts';
import { freshFolder, removeFolder } from '../tests/support/centre.ts';
import { electronPath } from '../scripts/runtime.mjs';
import { root } from './electron.ts';
import { type StationTap, tapStation } from './page/tap.ts';

const PATIENCE_MS = 60_000;

/** The real app with its first window, driven through the window's own port to the station. */
export interface ConsoleApp {
  app: ElectronApplication;
  page: Page;
  home: string;
  /** asks the station from within the page; throws in the station's words when it says no */
  ask<T>(method: string, ...args: unknown[]): Promise<T>;
  close(): Promise<void>;
}

declare global {
  var stationTap: StationTap;
}

/** Starts Electron under the driver on an app folder. */
export function launchElectron(
  folder: string,
  args: string[],
  env: Record<string, string>,
): Promise<ElectronApplication> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return _electron.launch({
    executablePath: electronPath().executable,
    args: [...sandbox, folder, ...args],
    env: { ...process.env, ...env } as Record<string, string>,
    timeout: PATIENCE_MS,
  });
}

/**
 * Starts the app and signs its operator in. The page is loaded once more with a listener of ours before its own
 * scripts: it shares the page's MessagePort and takes nothing away from the page.
 */
export async function launchConsole(
  gateway: string,
  givenHome?: string,
  {
    args = [],
    username = 'lead',
    env = {},
  }: { args?: readonly string[]; username?: string; env?: Record<string, string> } = {},
): Promise<ConsoleApp> {
  const home = givenHome ?? freshFolder('bench-home');
  const app = await launchElectron(root, ['--gateway', gateway, ...args], { ...env, STREET_CONSOLE_HOME: home });
  const page = await app.firstWindow();
  page.setDefaultTimeout(PATIENCE_MS);
  await app.context().addInitScript(tapStation, STATION_PORT_MESSAGE);
  await page.reload();
  await page.waitForFunction(() => globalThis.stationTap?.ready === true);
  const ask = async <T>(method: string, ...args: unknown[]): Promise<T> => {
    const answer = await page.evaluate(([name, values]) => stationTap.call(name, values), [method, args] as [
      string,
      unknown[],
    ]);
    const { ok, value, ...refusal } = answer as { ok: boolean; value: T };
    if (!ok) throw new Error(`${method}: ${JSON.stringify(refusal)}`);
    return value;
  };
  await ask('signIn', { username, password: 'demo' });
  const close = async () => {
    await app.close();
    if (givenHome === undefined) removeFolder(home);
  };
  return { app, page, home, ask, close };
}

/** Milliseconds the page's main thread has worked since it was opened. */
export async function taskMeter(app: ElectronApplication, page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await app.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'timeTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}

/** MB of the page's JavaScript heap after a collection. */
export async function heapMeter(app: ElectronApplication, page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await app.context().newCDPSession(page);
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 2 ** 20;
  };
}
