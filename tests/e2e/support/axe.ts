import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from './fixtures.ts';

const { source } = createRequire(import.meta.url)('axe-core') as { source: string };
const OPTIONS: RunOptions = { resultTypes: ['violations'] };

/**
 * Serious and critical violations of WCAG in a page, one line each. The engine is evaluated through the debugger, so the
 * page's content security policy stays as the product has it.
 */
export async function violations(page: Page): Promise<string[]> {
  // What comes or goes meanwhile (a toast, an alarm) does so at once: halfway its colours are nobody's.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = await violationsNow(page);
  await page.emulateMedia({ reducedMotion: null });
  return found;
}

async function violationsNow(page: Page): Promise<string[]> {
  await page.evaluate(settled);
  // Half a megabyte, read once by each page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const results = (await page.evaluate(
    (options) => (globalThis as unknown as { axe: { run: (o: unknown) => Promise<unknown> } }).axe.run(options),
    OPTIONS,
  )) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
}

/** What fades in is judged, and kept, when it is there; what turns for ever is not waited for. */
async function settled(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
}

/** Keeps a picture of what stands now. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(settled);
  await page.screenshot({ path: `artefacts/screens/${name}.png` });
}

/** Keeps a picture of what stands now, which axe finds nothing wrong with. */
export async function keep(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect.soft(await violations(page), name).toEqual([]);
}
