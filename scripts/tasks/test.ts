// `npm test`: every check and every test, round after round, a summary, and one closing line with the totals.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronPath } from '../runtime.mjs';
import { root } from '../setup/paths.mjs';
import { buildIfStale } from './build.ts';
import { type CheckResult, lint, typecheck, walls } from './checks.ts';
import { runNode } from './children.ts';
import { type Display, openDisplay } from './display.ts';
import { type Tally, tallyOfFaultRun, tallyOfPlaywright, tallyOfVitest } from './tally.ts';

type StepName = 'lint' | 'types' | 'walls' | 'unit' | 'contract' | 'e2e' | 'fault';
/** `aside`: what it has to say is kept for the end, since another step speaks at the same time. */
type Step = { name: StepName; run: (filters: string[], aside: boolean) => Promise<Tally & { said?: string }> };
type Row = Tally & { name: StepName; seconds: number };

const artefacts = join(root, 'artefacts');
/** The tests start some hundred gateways and desks from their sources: what Node has compiled of them is kept. */
const keptCode = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') };
/**
 * What is in one round runs side by side, the first in front. The fault suite takes the minutes of its plan on any machine and
 * mostly waits, as the contract tests do; its promises hold under load all the more (docs/reliability.md). The others take what
 * the machine has, and e2e tests what an operator sees in time: nothing runs beside them.
 */
const rounds: Step[][] = [
  [{ name: 'lint', run: async () => tallyOfChecks(await lint()) }],
  [{ name: 'types', run: async () => tallyOfChecks(await typecheck()) }],
  [{ name: 'walls', run: async () => tallyOfChecks(await walls()) }],
  [{ name: 'unit', run: (filters) => vitest('unit', ['--project', 'unit', '--project', 'renderer', ...filters]) }],
  [
    { name: 'contract', run: (filters) => vitest('contract', ['--project', 'contract', ...filters]) },
    { name: 'fault', run: faults },
  ],
  [{ name: 'e2e', run: playwright }],
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
  const { code } = await runNode(runner, ['run', ...reporters, ...args], { env: keptCode });
  return tallyOfVitest(readReport(report), code);
}

async function playwright(filters: string[]): Promise<Tally> {
  if ((await buildIfStale()) !== 0) return { passed: 0, failed: 1 };
  const report = join(artefacts, 'e2e.json');
  rmSync(report, { force: true });
  const { version, source } = electronPath();
  process.stdout.write(`End-to-end tests on Electron ${version} (${source})\n`);
  const displays = await openDisplays();
  try {
    const runner = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const E2E_DISPLAYS = displays.flatMap(({ env }) => env.DISPLAY ?? []).join(',');
    const { code } = await runNode(runner, ['test', ...filters], { env: { ...keptCode, E2E_DISPLAYS } });
    return tallyOfPlaywright(readReport(report), code);
  } finally {
    await Promise.all(displays.map((display) => display.close()));
  }
}

/** Two apps on one screen take the focus from each other: as many tests run at a time as there are hidden screens. */
async function openDisplays(): Promise<Display[]> {
  const first = await openDisplay();
  return first.own ? [first, await openDisplay()] : [first];
}

/** Two minutes of the fault suite with one seed, so that a red run can be repeated; other options by the filters. */
async function faults(filters: string[], aside: boolean): Promise<Tally & { said?: string }> {
  if ((await buildIfStale()) !== 0) return { passed: 0, failed: 1 };
  const report = join(artefacts, 'fault', 'outcome.json');
  rmSync(report, { force: true });
  const display = await openDisplay();
  try {
    const options = ['--minutes', '2', '--seed', '20261127', ...filters];
    const env = { ...keptCode, ...display.env };
    const main = join(root, 'tests', 'fault', 'main.ts');
    const { code, output } = await runNode(main, options, { env, capture: aside });
    return { ...tallyOfFaultRun(readReport(report), code), said: output };
  } finally {
    await display.close();
  }
}

/** Runs the steps of one round side by side. What is built must not change under the one while another builds it. */
async function runRound(steps: Step[], filters: string[]): Promise<Row[]> {
  if (steps.length > 1) await buildIfStale();
  process.stdout.write(`\n== ${steps.map(({ name }) => name).join(', beside it ')}\n`);
  const done = await Promise.all(
    steps.map(async ({ name, run }, at) => {
      const started = performance.now();
      const tally = await run(filters, at > 0);
      return { name, ...tally, seconds: (performance.now() - started) / 1000 };
    }),
  );
  for (const { name, said } of done) if (said) process.stdout.write(`\n== ${name}\n${said}`);
  return done;
}

/**
 * Runs the steps named first in `args` (all without a name); what follows the names is handed to the runners as filters:
 * `npm test -- e2e whole-life`.
 * @returns the exit code: 0 only when something passed and nothing failed
 */
export async function test(args: string[]): Promise<number> {
  const isStep = (arg: string) => rounds.flat().some(({ name }) => name === arg);
  const named = args.filter(isStep);
  const filters = args.filter((arg) => !isStep(arg));
  mkdirSync(artefacts, { recursive: true });
  const rows: Row[] = [];
  for (const round of rounds) {
    const steps = round.filter(({ name }) => named.length === 0 || named.includes(name));
    if (steps.length > 0) rows.push(...(await runRound(steps, filters)));
  }
  process.stdout.write('\n');
  for (const { name, passed, failed, seconds, again = 0 } of rows) {
    const outcome = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    const shaky = again > 0 ? `   ${again} only when tried again: look at it` : '';
    process.stdout.write(`${name.padEnd(10)}${outcome} ${seconds.toFixed(0).padStart(5)} s${shaky}\n`);
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
