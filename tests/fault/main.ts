// `npm run test:fault -- --minutes M --seed S`: tries hard to make the console lose or double an action, and says whether it did.
// `--judge DIR` judges again what an earlier run has left.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { root } from '../../bench/electron.ts';
import { isHeld, judge } from './check/invariants.ts';
import type { Line } from './journal.ts';
import { makePlan, planHash } from './plan.ts';
import { report } from './report.ts';
import { type Outcome, runPlan } from './run.ts';

const optionsSchema = z.object({
  minutes: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(2),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { minutes: text, seed: text, judge: text } });
const outcome = values.judge === undefined ? await run() : judgeAgain(values.judge);
process.stdout.write(report(outcome));
process.exit(outcome.verdicts.every(isHeld) ? 0 : 1);

async function run(): Promise<Outcome> {
  const { minutes, seed = Math.floor(Math.random() * 2 ** 31) } = optionsSchema.parse(values);
  const plan = makePlan(seed, minutes);
  process.stderr.write(`seed ${seed}, ${minutes} min, plan ${planHash(plan)}: ${plan.steps.length} steps\n`);
  const artefacts = join(root, 'artefacts', 'fault');
  mkdirSync(artefacts, { recursive: true });
  const outcome = await runPlan(plan, join(artefacts, `seed-${seed}`));
  writeFileSync(join(artefacts, 'outcome.json'), JSON.stringify(outcome, null, 1));
  return outcome;
}

/** Judges once more what a run with a broken promise has left in its folder: after a change of the judge, or of the export. */
function judgeAgain(folder: string): Outcome {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const outcome = JSON.parse(read('outcome.json')) as Outcome;
  const lines = read('journal.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const desks = { north: join(folder, 'north'), south: join(folder, 'south') };
  const verdicts = judge({ centre: join(folder, 'centre'), desks, lines, leaks: [], incidents: [] });
  return { ...outcome, verdicts };
}
