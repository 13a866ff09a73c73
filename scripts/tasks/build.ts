// Builds the app and the terminal's page into out/, and knows whether that is needed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from '../setup/lock.mjs';
import { root } from '../setup/paths.mjs';
import { runNode } from './children.ts';

/** Something that is built by one command from some sources. */
interface Bundle {
  title: string;
  sources: readonly string[];
  /** holds the hash of the sources it was last built from */
  stamp: string;
  script: string;
  args: readonly string[];
}

export const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

const app: Bundle = {
  title: 'the app',
  sources: ['electron', 'gateway', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json'],
  stamp: join(root, 'out', '.sources'),
  script: electronVite,
  args: ['build', '--logLevel', 'warn'],
};
const terminal: Bundle = {
  title: 'the terminal’s page',
  sources: ['gateway/terminal-app', 'shared', 'terminal.vite.config.ts', 'package-lock.json'],
  stamp: join(root, 'out', '.terminal-sources'),
  script: vite,
  args: ['build', '--config', 'terminal.vite.config.ts', '--logLevel', 'warn'],
};

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** One hash of everything a build reads, by names, sizes and times: milliseconds for the whole tree. */
function hashOf({ sources }: Bundle): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      if (file.includes('.test.')) continue;
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

const isFresh = (bundle: Bundle) => existsSync(bundle.stamp) && readFileSync(bundle.stamp, 'utf8') === hashOf(bundle);

async function make(bundle: Bundle, args: string[] = []): Promise<number> {
  const hash = hashOf(bundle);
  const { code } = await runNode(bundle.script, [...bundle.args, ...args]);
  if (code !== 0) return code;
  mkdirSync(dirname(bundle.stamp), { recursive: true });
  writeFileSync(bundle.stamp, hash);
  return 0;
}

/** Builds what changed since it was last built. Two callers at once build once. Returns the exit code. */
async function makeIfStale(bundles: readonly Bundle[]): Promise<number> {
  if (bundles.every(isFresh)) return 0;
  return withLock(join(root, 'node_modules', '.cache', 'build.lock'), async () => {
    for (const bundle of bundles) {
      if (isFresh(bundle)) continue;
      process.stderr.write(`Building ${bundle.title}…\n`);
      const code = await make(bundle);
      if (code !== 0) return code;
    }
    return 0;
  });
}

/** Builds everything whether needed or not; the arguments are electron-vite's. Returns the exit code. */
export async function build(args: string[] = []): Promise<number> {
  return (await make(app, args)) || make(terminal);
}

/** Builds when a source changed since the last build. Returns the exit code. */
export const buildIfStale = (): Promise<number> => makeIfStale([app, terminal]);

/** What a gateway that runs from its sources serves to phones. Returns the exit code. */
export const buildTerminalIfStale = (): Promise<number> => makeIfStale([terminal]);

/** To be called by whatever writes into out/ otherwise: the next start then builds again. */
export function forgetBuild(): void {
  rmSync(app.stamp, { force: true });
}
