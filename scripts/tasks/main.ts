// Every task of package.json, by name. Started by scripts/run.mjs, which has set everything up before.
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';
import { develop, start, withDisplay } from './app.ts';
import { build, buildIfStale, buildTerminalIfStale } from './build.ts';
import { type CheckResult, format, lint, typecheck, walls } from './checks.ts';
import { endChildrenOnSignals, runNode } from './children.ts';
import { tellLongFiles } from './longFiles.ts';
import { makePackage } from './package.ts';
import { test } from './test.ts';

type Task = (args: string[]) => Promise<number>;

const runScript =
  (...path: string[]): Task =>
  async (args) =>
    (await runNode(join(root, ...path), args, { cwd: process.cwd() })).code;

const toCode = (results: CheckResult[]) => (results.every(({ passed }) => passed) ? 0 : 1);

/** Types, lint, walls and unit tests side by side, as an engineer runs them before a commit. */
async function check(): Promise<number> {
  const unit = runNode(
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    ['run', '--project', 'unit', '--project', 'renderer', '--reporter=dot'],
    { capture: true },
  );
  const [types, style, rules, tests] = await Promise.all([typecheck(), lint(), walls(), unit]);
  process.stdout.write(tests.output);
  tellLongFiles();
  return toCode([...types, ...style, ...rules]) || tests.code;
}

/** Runs a script that drives the app as built, with a display for its windows. */
const driveApp =
  (...path: string[]): Task =>
  async (args) => {
    const built = await buildIfStale();
    if (built !== 0) return built;
    return withDisplay(async (env) => (await runNode(join(root, ...path), args, { cwd: process.cwd(), env })).code);
  };

const tasks: Record<string, Task> = {
  start,
  dev: develop,
  build,
  test,
  check,
  format,
  lint: async () => toCode([...(await lint()), ...(await walls())]),
  typecheck: async () => toCode(await typecheck()),
  package: makePackage,
  doctor: runScript('scripts', 'doctor.ts'),
  bench: driveApp('bench', 'main.ts'),
  'test:fault': driveApp('tests', 'fault', 'main.ts'),
  'export-state': runScript('scripts', 'exportState.ts'),
  backup: runScript('scripts', 'backup.ts'),
  diagnose: runScript('scripts', 'diagnose.ts'),
  gateway: async (args) => (await buildTerminalIfStale()) || runScript('gateway', 'main.ts')(args),
  simulate: runScript('gateway', 'simulator', 'main.ts'),
  'docs:protocol': runScript('scripts', 'docsProtocol.ts'),
  'build:district': runScript('scripts', 'buildDistrict.ts'),
  'build:initials': runScript('scripts', 'buildInitials.ts'),
  'build:radio-sound': runScript('scripts', 'buildRadioSound.ts'),
};

endChildrenOnSignals();
const [name = '', ...args] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
if (task) {
  try {
    process.exitCode = await task(args);
  } catch (error) {
    process.stderr.write(
      `${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : error}\n`,
    );
    process.exitCode = 1;
  }
} else {
  process.stderr.write(`There is no task “${name}”. Tasks: ${Object.keys(tasks).join(', ')}\n`);
  process.exitCode = 2;
}
