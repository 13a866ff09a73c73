import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, 'gateway/terminal-app');

/** Writes the names of all files of the page, for the service worker to keep. */
function fileList(): Plugin {
  return {
    name: 'file-list',
    generateBundle(_options, bundle) {
      const built = Object.keys(bundle).filter((name) => name !== 'sw.js');
      const names = [...built, ...readdirSync(resolve(root, 'public'))];
      this.emitFile({ type: 'asset', fileName: 'files.json', source: JSON.stringify(names.sort()) });
    },
  };
}

/** The terminal in the browser. The oldest engines that run it are named in gateway/terminal-app/README.md. */
export default defineConfig({
  root,
  base: '/terminal/',
  plugins: [react(), fileList()],
  // What runs on the audio thread.
  worker: { format: 'es' },
  build: {
    outDir: resolve(import.meta.dirname, 'out/terminal'),
    emptyOutDir: true,
    target: ['chrome110', 'safari16.4', 'firefox115'],
    reportCompressedSize: false,
    // CSS and pictures stay files of their own: the page's policy allows nothing inline.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: resolve(root, 'index.html'), sw: resolve(root, 'sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
