import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatTable, type Row } from './measure.ts';
import { ON_DEMAND, ROWS } from './rows/index.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string', multiple: true } } });
const only = values.only?.flatMap((names) => names.split(','));
const unknown = only?.filter((name) => !(name in ROWS)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`no row called ${unknown.join(', ')}; there are ${Object.keys(ROWS).join(', ')}\n`);
  process.exit(2);
}

const rows: Row[] = [];
let failed = 0;
for (const [name, run] of Object.entries(ROWS)) {
  if (only ? !only.includes(name) : ON_DEMAND.includes(name)) continue;
  process.stderr.write(`measuring ${name} …\n`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    failed++;
    process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
process.stdout.write(`${formatTable(rows)}\n`);
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(failed > 0 ? 1 : 0);
