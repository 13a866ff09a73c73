/**
 * Who was on duty on each day of Shanghai, as this desk saw it: beside the sets of the cache, since no centre gives it again.
 * `id` is the day (`2026-11-27`), `counts` by code of the community (see `duty/dutyDays.ts`).
 */
export const migration = `
CREATE TABLE duty_days (id TEXT PRIMARY KEY, counts TEXT NOT NULL);`;
