import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

/** The oldest runtime the app must run on (see scripts/README.md): the build targets it wherever the app then runs. */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

/**
 * Packages that hold machine code, and `electron` itself. All others are bundled: reading a few files starts the app
 * faster than resolving hundreds.
 */
const native = ['electron', 'better-sqlite3', 'argon2'];

const from = (entries: Record<string, string>) =>
  Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, resolve(here, file)]));

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: nodeTarget,
      externalizeDeps: false,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: from({
          index: 'electron/main/index.ts',
          station: 'electron/station/index.ts',
          caretaker: 'electron/station/care/caretaker.ts',
          importReader: 'electron/station/imports/readThread.ts',
          diagnostics: 'electron/station/diagnostics/process.ts',
          tiles: 'electron/station/tiles/process.ts',
          gateway: 'gateway/main.ts',
          simulator: 'gateway/simulator/main.ts',
        }),
        external: native,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: nodeTarget,
      externalizeDeps: false,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: from({ index: 'electron/preload/index.ts' }),
        external: ['electron'],
        // A sandboxed page's preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(here, 'renderer'),
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: resolve(here, 'out/renderer'),
      target: chromeTarget,
      minify: 'oxc',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: {
        input: from({
          desk: 'renderer/desk.html',
          wall: 'renderer/wall.html',
          video: 'renderer/video.html',
          print: 'renderer/print.html',
        }),
      },
    },
    server: { host: '127.0.0.1' },
  },
});
