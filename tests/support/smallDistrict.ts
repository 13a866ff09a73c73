import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freshFolder } from './centre.ts';

/** The demo district as it is shipped, with its 20,000 workers. */
export const WHOLE_DISTRICT = resolve(import.meta.dirname, '../../resources/district');
/** Everybody who is simulated or named by a test, all team leads among them. */
const WORKERS = 2500;
/** what a centre reads of a district; the map is the desk's own */
const FILES = ['district.json', 'grids.geojson', 'departments.json', 'components.json', 'streets.json'];

/**
 * The demo district with the first of its workers alone, in a folder of its own. A centre that is made of the whole roster, and a desk
 * that downloads it, take four seconds of a core: most of what a short test does.
 */
export function smallDistrict(): string {
  const folder = freshFolder('district');
  for (const file of FILES) cpSync(join(WHOLE_DISTRICT, file), join(folder, file));
  const people = JSON.parse(readFileSync(join(WHOLE_DISTRICT, 'workers.json'), 'utf8')) as { rows: unknown[] };
  writeFileSync(join(folder, 'workers.json'), JSON.stringify({ ...people, rows: people.rows.slice(0, WORKERS) }));
  return folder;
}
