import { defineConfig } from '@playwright/test';

/** The hidden screens that `npm test` opened; none where the machine has a screen, which is the operator's own. */
const displays = process.env.E2E_DISPLAYS?.split(',').filter(Boolean) ?? [];
// This file is read by every worker, too: each puts what it starts on a screen of its own.
const at = Number(process.env.TEST_PARALLEL_INDEX ?? 0);
if (displays[at] !== undefined) process.env.DISPLAY = displays[at];

/**
 * The tests in tests/e2e drive the real app in the Electron that the set-up brought; no browser is downloaded. Each test starts
 * an app, a gateway and a simulated district of its own, so that as many run at a time as there are screens.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  workers: Math.max(1, displays.length),
  fullyParallel: false,
  // Whoever works on a test sees it fail; CI tries it once more and names it (docs/decisions/0060).
  retries: process.env.CI ? 1 : 0,
  // Ends what hangs: the longest takes a minute on two quiet cores and four on busy ones.
  timeout: 300_000,
  // What holds holds at once, and what does not is looked at once more: a busy machine needs its time, a quiet one does not take it.
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'artefacts/e2e',
  reporter: [
    ['list'],
    ['json', { outputFile: 'artefacts/e2e.json' }],
    ['html', { outputFolder: 'artefacts/e2e-report', open: 'never' }],
  ],
  use: { trace: 'retain-on-failure' },
});
