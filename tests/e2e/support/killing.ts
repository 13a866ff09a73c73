import type { ElectronApplication } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Pid of one of the app's processes: by the name of a utility process or by its type. 0 when there is none. */
export function pidOf(app: ElectronApplication, which: { name: string } | { type: 'GPU' | 'Tab' }): Promise<number> {
  return app.evaluate(({ app: electron }, wanted) => {
    const found = electron
      .getAppMetrics()
      .find((metric) => ('name' in wanted ? metric.name === wanted.name : metric.type === wanted.type));
    return found?.pid ?? 0;
  }, which);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** `kill -9`, and nothing of it is left. */
export async function kill(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
  await gone(pid);
}

export async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { message: `process ${pid} is gone` }).toBe(false);
}
