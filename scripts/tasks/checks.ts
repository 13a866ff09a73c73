// The checks that need no running app: types, lint, format, walls, unused code.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { runNode } from './children.ts';

/** One check's outcome; `output` is worth showing when it failed. */
export type CheckResult = { name: string; passed: boolean; output: string; seconds: number };

type Check = { name: string; script: string; args: string[] };

const inPackage = (name: string, ...path: string[]) => join(root, 'node_modules', name, ...path);

/** One tsconfig per room; `.` holds the configuration files. */
export const rooms = [
  'shared',
  'electron/main',
  'electron/preload',
  'electron/station',
  'renderer',
  'gateway',
  'gateway/terminal-app',
  'scripts',
  'tests',
  'bench',
  'bench/fleetMap',
  '.',
];

/** Folders whose import rules dependency-cruiser holds. */
const walledFolders = ['shared', 'electron', 'renderer', 'gateway', 'scripts', 'tests', 'bench'];

async function runCheck({ name, script, args }: Check): Promise<CheckResult> {
  const started = performance.now();
  const { code, output } = await runNode(script, args, { capture: true });
  return { name, passed: code === 0, output, seconds: (performance.now() - started) / 1000 };
}

/** Runs checks `width` at a time and reports each as it ends; the order of the results is that of the checks. */
async function runChecks(checks: Check[], width: number): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < checks.length; index = next++) {
      const check = checks[index];
      if (!check) return;
      const result = await runCheck(check);
      results[index] = result;
      report(result);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

function report({ name, passed, output, seconds }: CheckResult): void {
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (!passed) process.stdout.write(`${output.trimEnd()}\n`);
}

/** TypeScript 7: the same checker as 6, in machine code. */
export const typeChecker = inPackage('@typescript/native', 'bin', 'tsc');

/** Of one folder. Two checks side by side keep a machine busy; several threads in each would check things twice. */
export const typeArguments = (folder: string): string[] => ['-p', folder, '--singleThreaded'];

/** The types of every room, two at a time. */
export function typecheck(): Promise<CheckResult[]> {
  const cache = join(root, 'node_modules', '.cache', 'tsc');
  mkdirSync(cache, { recursive: true });
  const checks = rooms.map((room) => {
    const state = join(cache, `${room.replaceAll('/', '-')}.tsbuildinfo`);
    return {
      name: `types ${room === '.' ? 'configuration' : room}`,
      script: typeChecker,
      args: [...typeArguments(join(root, room)), '--incremental', '--tsBuildInfoFile', state],
    };
  });
  return runChecks(checks, 2);
}

/** Lint (type-aware), format, and code that nothing uses. */
export function lint(): Promise<CheckResult[]> {
  return runChecks(
    [
      { name: 'lint', script: inPackage('oxlint', 'bin', 'oxlint'), args: ['--type-aware', '--deny-warnings'] },
      { name: 'format', script: inPackage('@biomejs', 'biome', 'bin', 'biome'), args: ['format', '.'] },
      { name: 'unused code', script: inPackage('knip', 'bin', 'knip.js'), args: ['--no-progress'] },
    ],
    2,
  );
}

/** The import table of the architecture. */
export function walls(): Promise<CheckResult[]> {
  const folders = walledFolders.filter((folder) => existsSync(join(root, folder)));
  const script = inPackage('dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  return runChecks(
    [{ name: 'walls', script, args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...folders] }],
    1,
  );
}

/** Rewrites the sources in the one format. Returns the exit code. */
export async function format(): Promise<number> {
  return (await runNode(inPackage('@biomejs', 'biome', 'bin', 'biome'), ['format', '--write', '.'])).code;
}
