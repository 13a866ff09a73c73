import { defineConfig } from '@playwright/test';

/**
 * The tests in tests/e2e drive the real app in the Electron that the set-up brought; no browser is downloaded. One worker:
 * each test starts an app, a gateway and a simulated district of its own.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'artefacts/e2e',
  reporter: [
    ['list'],
    ['json', { outputFile: 'artefacts/e2e.json' }],
    ['html', { outputFolder: 'artefacts/e2e-report', open: 'never' }],
  ],
  use: { trace: 'retain-on-failure' },
});
