import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

/** What one step at a page may take, ms: less than a test, so that what hangs is named instead of the test's end. */
const STEP_MS = 60_000;
/** What a closing app may take: it flushes for 3 s, ms */
const CLOSE_MS = 30_000;

/** Bounds every click, key and load at the app's pages. Playwright's own bound for them is none. */
export function boundSteps(app: ElectronApplication): void {
  app.context().setDefaultTimeout(STEP_MS);
  app.context().setDefaultNavigationTimeout(STEP_MS);
}

/** Closes an app. One that does not go is killed, and the test fails in words. */
export async function endApp(app: ElectronApplication, name: string): Promise<void> {
  const late = Symbol('late');
  const stop = new AbortController();
  const ended = await Promise.race([app.close(), pause(CLOSE_MS, late, { signal: stop.signal, ref: false })]);
  if (ended !== late) return stop.abort();
  app.process().kill('SIGKILL');
  throw new Error(`${name} did not close within ${CLOSE_MS / 1000} s`);
}
