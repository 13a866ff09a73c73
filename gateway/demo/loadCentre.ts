import { existsSync } from 'node:fs';
import path from 'node:path';
import { GridMap } from '#shared/geo/index.ts';
import { Streets } from '../streets/streets.ts';
import type { CommandPolicy } from '#shared/domain/command.ts';
import { POLICY_SETTING } from '#shared/protocol/commands.ts';
import { putRow } from '../storage/putRow.ts';
import type { Logger } from '../logger.ts';
import type { Put, Storage } from '../storage/storage.ts';
import { addDemoAccounts } from './accounts.ts';
import { demoSources } from './cameras/sources.ts';
import { changedRows, districtRows, numbered } from './districtRows.ts';
import { readDistrict } from './readDistrict.ts';
import { demoCaseWords } from './caseWords.ts';
import { demoTemplates } from './templates.ts';

export interface CentreOptions {
  districtFolder: string | null;
  demo: boolean;
  /** in place of the usual quiet hours, until somebody sets others; equal ends: none */
  quietHours?: CommandPolicy['quiet'];
  log: Logger;
}

/** Changes of one unit when a district's files have changed since the last start. */
const CHUNK = 1000;

/**
 * Brings the district's files into the store and answers what only memory holds: the shapes of
 * its unit grids and its streets. A new store is filled at once;
 * an older one gets what changed, through its log, so that consoles hear of it.
 */
export async function loadCentre(storage: Storage, { districtFolder, demo, quietHours, log }: CentreOptions) {
  if (!districtFolder || !existsSync(path.join(districtFolder, 'grids.geojson'))) {
    if (demo)
      throw new Error(`no district in ${districtFolder ?? '(none given)'}: build it with npm run build:district`);
    log.warn('no district files: cases get no grid until --district names a folder that has them');
    return { grids: new GridMap([]), streets: new Streets(null) };
  }
  const district = await readDistrict(districtFolder);
  const demoRows = demo
    ? [...demoTemplates(), ...demoCaseWords(), ...demoSources(district).map((row) => putRow('video-source', row))]
    : [];
  await bringIn(storage, [...districtRows(district), ...demoRows, ...quietRows(quietHours)]);
  if (demo) await addDemoAccounts(storage, district.people.workers);
  const units = district.grids.features.filter(({ properties }) => properties.tier === 'unit');
  const shapes = units.map(({ properties, geometry }) => ({ code: properties.code, rings: geometry.coordinates }));
  return { grids: new GridMap(shapes), streets: new Streets(district.streets) };
}

function quietRows(quiet: CentreOptions['quietHours']): Put[] {
  return quiet ? [putRow('setting', { key: POLICY_SETTING, version: 1, value: { quiet: { ...quiet } } })] : [];
}

async function bringIn(storage: Storage, puts: Put[]): Promise<void> {
  const stored = await storedRows(storage, puts);
  if (stored.size === 0 && storage.lastSeq() === 0) return storage.seed(numbered(puts));
  // What was imported since is the centre's: files that know nothing of it must not set it back.
  const imported = await storage.importedKeys();
  const own = puts.filter(({ entity, id }) => !imported.has(`${entity}:${id}`));
  const changes = changedRows(own, stored);
  for (let i = 0; i < changes.length; i += CHUNK) {
    const done = await storage.commit({ puts: changes.slice(i, i + CHUNK) });
    if (!done.ok)
      throw new Error('the store changed while the district was brought in: is another gateway on this folder?');
  }
}

async function storedRows(storage: Storage, puts: readonly Put[]) {
  const stored = new Map<string, { version: number; value: unknown }>();
  for (const entity of new Set(puts.map((put) => put.entity))) {
    let after: string | undefined = '';
    while (after !== undefined) {
      const page = await storage.list(entity, after, 5000);
      for (const row of page.rows) stored.set(`${entity}:${row.id}`, { version: row.version, value: row.value });
      after = page.next;
    }
  }
  return stored;
}
