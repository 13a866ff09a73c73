import { defineConfig } from 'vitest/config';

const sourceTests = (folder: string) => `${folder}/**/*.test.ts`;

export default defineConfig({
  test: {
    // A time-out is for what hangs; two busy cores make honest tests slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most tests wait for another process most of the time: every core has a worker.
    maxWorkers: '100%',
    // So is what a test waits for to come true: the runner's own second is over before a busy machine has drawn breath.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 60_000,
          include: ['shared', 'electron', 'gateway', 'scripts', 'bench', 'renderer'].map(sourceTests),
          // Colours and sizes are read by tests of them; all other CSS is left out.
          css: { include: [/(colors|scale)\.css/] },
        },
      },
      {
        test: {
          name: 'renderer',
          testTimeout: 60_000,
          // A page to draw on costs each file a second: what draws is `.tsx`, and a `.ts` that needs one asks for it itself.
          environment: 'jsdom',
          include: ['renderer/**/*.test.tsx'],
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts', 'tests/walls/**/*.test.ts', 'tests/fault/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      reportsDirectory: 'artefacts/coverage',
      include: ['shared/**', 'electron/**', 'gateway/**', 'renderer/**'],
    },
  },
});
