/** Workers and unit grids as a centre has them, for the tests of who was on duty. */
import { pino } from 'pino';
import { type Cache, nothingApplied } from '../../../electron/station/cache/cache.ts';
import type { CacheSet } from '../../../electron/station/db/cacheTables.ts';
import type { Db } from '../../../electron/station/db/driver.ts';
import { DutyWatch } from '../../../electron/station/duty/dutyWatch.ts';

/** the worker's number, the unit grid's last two digits, and whether on duty since when */
export type DutyLine = [n: number, grid: string, onDuty: boolean, dutySince: number | null];

const COMMUNITY = '990101001001';
const GRIDS = ['01', '02', '03', '04', '05'].map((unit) => COMMUNITY + unit);

/** Writes the district's grids and these workers into a set. */
export function putRows(db: Db, cache: Cache, set: CacheSet, lines: readonly DutyLine[], version: number): void {
  const put = (entity: 'grid' | 'worker', id: string, value: object) =>
    cache.put(set, entity, id, value, nothingApplied());
  db.transaction(() => {
    for (const code of [...GRIDS, COMMUNITY]) {
      const tier = code === COMMUNITY ? 'community' : 'unit';
      put('grid', code, { code, version: 1, parent: code.slice(0, -2), tier, name: code });
    }
    for (const [n, grid, onDuty, dutySince] of lines) {
      const fields = { name: `网格员${n}`, role: 'grid-worker', teamId: '', gridCode: COMMUNITY + grid };
      put('worker', `w${n}`, { id: `w${n}`, version, index: n, ...fields, onDuty, dutySince });
    }
  })();
}

/** A watch that looks when told, by a clock that stands. */
export function watchAt(db: Db, cache: Cache, now: () => number | null, mustWait = () => false): DutyWatch {
  const log = pino({ level: 'silent' });
  return new DutyWatch({ db, cache, log, upToDate: now, mustWait, changed: () => undefined, failed: () => false });
}
