// A file that outgrew a screen or three is worth a look; it is told, not refused.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

const mostLines = 300;

/** Prints the source files that are longer than they should be, the longest first. */
export function tellLongFiles(): void {
  const files = globSync('{shared,electron,renderer,gateway,tests,bench,scripts}/**/*.{ts,tsx,mjs}', { cwd: root });
  const long = files
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > mostLines)
    .sort((a, b) => b.lines - a.lines);
  for (const { file, lines } of long) process.stdout.write(`long   ${file} (${lines} lines)\n`);
}
