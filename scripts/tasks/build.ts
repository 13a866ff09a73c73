// Builds the app into out/, and knows whether that is needed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../setup/lock.mjs';
import { root } from '../setup/paths.mjs';
import { runNode } from './children.ts';

const sources = ['electron', 'gateway', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json'];
const stamp = join(root, 'out', '.sources');

export const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** One hash of everything the build reads, by names, sizes and times: milliseconds for the whole tree. */
function sourcesHash(): string {
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

const isFresh = (hash: string) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

/** Builds whether needed or not. Returns the exit code. */
export async function build(args: string[] = []): Promise<number> {
  const hash = sourcesHash();
  const { code } = await runNode(electronVite, ['build', '--logLevel', 'warn', ...args]);
  if (code === 0) writeFileSync(stamp, hash);
  return code;
}

/** Builds when a source changed since the last build. Two callers at once build once. Returns the exit code. */
export async function buildIfStale(): Promise<number> {
  if (isFresh(sourcesHash())) return 0;
  return withLock(join(root, 'node_modules', '.cache', 'build.lock'), async () => {
    if (isFresh(sourcesHash())) return 0;
    process.stderr.write('Building the app…\n');
    return build();
  });
}

/** To be called by whatever writes into out/ otherwise: the next start then builds again. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true });
}
