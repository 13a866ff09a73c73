// `npm run test:fault -- --minutes M --seed S`: tries hard to make the console lose or double an action, and says whether it did.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { root } from '../../bench/electron.ts';
import { isHeld } from './check/invariants.ts';
import { makePlan, planHash } from './plan.ts';
import { report } from './report.ts';
import { runPlan } from './run.ts';

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

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const { minutes, seed = Math.floor(Math.random() * 2 ** 31) } = optionsSchema.parse(values);
const plan = makePlan(seed, minutes);
process.stderr.write(`seed ${seed}, ${minutes} min, plan ${planHash(plan)}: ${plan.steps.length} steps\n`);
const artefacts = join(root, 'artefacts', 'fault');
mkdirSync(artefacts, { recursive: true });
const outcome = await runPlan(plan, join(artefacts, `seed-${seed}`));
writeFileSync(join(artefacts, 'outcome.json'), JSON.stringify(outcome, null, 1));
process.stdout.write(report(outcome));
process.exit(outcome.verdicts.every(isHeld) ? 0 : 1);
