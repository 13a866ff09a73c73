import { defineConfig } from 'vitest/config';

const sourceTests = (folder: string) => `${folder}/**/*.test.ts`;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['shared', 'electron', 'gateway', 'scripts', 'bench'].map(sourceTests),
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.ts', 'renderer/**/*.test.tsx'],
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts', 'tests/walls/**/*.test.ts', 'tests/fault/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
