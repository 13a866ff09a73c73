import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const { source } = createRequire(import.meta.url)('axe-core') as { source: string };
const OPTIONS: RunOptions = { resultTypes: ['violations'] };

/**
 * Serious and critical violations of WCAG in a page, one line each. The engine is evaluated through the debugger, so the
 * page's content security policy stays as the product has it.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
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
