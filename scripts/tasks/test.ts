// `npm test`: every check and every test, one after the other, a summary, and one closing line with the totals.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronPath } from '../runtime.mjs';
import { root } from '../setup/paths.mjs';
import { buildIfStale } from './build.ts';
import { type CheckResult, lint, typecheck, walls } from './checks.ts';
import { runNode } from './children.ts';
import { openDisplay } from './display.ts';
import { type Tally, tallyOfFaultRun, tallyOfPlaywright, tallyOfVitest } from './tally.ts';

type StepName = 'lint' | 'types' | 'walls' | 'unit' | 'contract' | 'e2e' | 'fault';
type Step = { name: StepName; run: (filters: string[]) => Promise<Tally> };

const artefacts = join(root, 'artefacts');
const steps: Step[] = [
  { name: 'lint', run: async () => tallyOfChecks(await lint()) },
  { name: 'types', run: async () => tallyOfChecks(await typecheck()) },
  { name: 'walls', run: async () => tallyOfChecks(await walls()) },
  { name: 'unit', run: (filters) => vitest('unit', ['--project', 'unit', '--project', 'renderer', ...filters]) },
  { name: 'contract', run: (filters) => vitest('contract', ['--project', 'contract', ...filters]) },
  { name: 'e2e', run: (filters) => playwright(filters) },
  { name: 'fault', run: (filters) => faults(filters) },
];

function tallyOfChecks(results: CheckResult[]): Tally {
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed };
}

/** A report that a runner should have written; undefined when it broke before that. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function vitest(name: string, args: string[]): Promise<Tally> {
  const report = join(artefacts, `${name}.json`);
  rmSync(report, { force: true });
  const runner = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runNode(runner, ['run', ...reporters, ...args]);
  return tallyOfVitest(readReport(report), code);
}

async function playwright(filters: string[]): Promise<Tally> {
  if ((await buildIfStale()) !== 0) return { passed: 0, failed: 1 };
  const report = join(artefacts, 'e2e.json');
  rmSync(report, { force: true });
  const { version, source } = electronPath();
  process.stdout.write(`End-to-end tests on Electron ${version} (${source})\n`);
  const display = await openDisplay();
  try {
    const runner = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const { code } = await runNode(runner, ['test', ...filters], { env: display.env });
    return tallyOfPlaywright(readReport(report), code);
  } finally {
    await display.close();
  }
}

/** Two minutes of the fault suite with one seed, so that a red run can be repeated; other options by the filters. */
async function faults(filters: string[]): Promise<Tally> {
  if ((await buildIfStale()) !== 0) return { passed: 0, failed: 1 };
  const report = join(artefacts, 'fault', 'outcome.json');
  rmSync(report, { force: true });
  const display = await openDisplay();
  try {
    const options = ['--minutes', '2', '--seed', '20261127', ...filters];
    const { code } = await runNode(join(root, 'tests', 'fault', 'main.ts'), options, { env: display.env });
    return tallyOfFaultRun(readReport(report), code);
  } finally {
    await display.close();
  }
}

/**
 * Runs the steps named first in `args` (all without a name); what follows the names is handed to the runners as filters:
 * `npm test -- e2e whole-life`.
 * @returns the exit code: 0 only when something passed and nothing failed
 */
export async function test(args: string[]): Promise<number> {
  const isStep = (arg: string) => steps.some(({ name }) => name === arg);
  const named = args.filter(isStep);
  const filters = args.filter((arg) => !isStep(arg));
  mkdirSync(artefacts, { recursive: true });
  const rows: (Tally & { name: string; seconds: number })[] = [];
  for (const { name, run } of steps) {
    if (named.length > 0 && !named.includes(name)) continue;
    process.stdout.write(`\n== ${name}\n`);
    const started = performance.now();
    rows.push({ name, ...(await run(filters)), seconds: (performance.now() - started) / 1000 });
  }
  process.stdout.write('\n');
  for (const { name, passed, failed, seconds } of rows) {
    const outcome = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    process.stdout.write(`${name.padEnd(10)}${outcome} ${seconds.toFixed(0).padStart(5)} s\n`);
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
