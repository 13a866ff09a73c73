/** Builds the demo district: `npm run build:district -- --seed 1 --out resources/district [--unit-grids N] [--workers N]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { districtFiles } from '../gateway/simulator/district/districtFiles.ts';
import { generateDistrict } from '../gateway/simulator/district/generateDistrict.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'resources/district' },
    'unit-grids': { type: 'string', default: '1156' },
    workers: { type: 'string', default: '20000' },
  },
});
const out = resolve(values.out);
const district = generateDistrict(Number(values.seed), {
  unitGrids: Number(values['unit-grids']),
  workers: Number(values.workers),
});
mkdirSync(out, { recursive: true });
for (const [name, content] of districtFiles(district)) {
  writeFileSync(join(out, name), content);
  console.log(`${name.padEnd(18)} ${(Buffer.byteLength(content) / 1024).toFixed(0).padStart(6)} KiB`);
}
