import { dayText } from '#shared/domain/periods.ts';
import type { Db } from '../db/driver.ts';
import { unforced } from '../db/unforced.ts';
import type { IdleTask } from './idle.ts';

const DAY_MS = 86_400_000;
const STEP_ROWS = 100;

export interface OldRowsWorld {
  db: Db;
  /** the centre's clock; null while it is not known for sure: then nothing is forgotten */
  centreNow(): number | null;
  actionDays(): number;
  alarmDays(): number;
  dutyDays(): number;
}

/** Forgets what became of actions long ago, days of duty, and alarms that somebody acknowledged. An open alarm stays, however old. */
export class OldRows implements IdleTask {
  readonly name = 'old rows';
  readonly #world: OldRowsWorld;

  constructor(world: OldRowsWorld) {
    this.#world = world;
  }

  step(): boolean {
    const { db, centreNow, actionDays, alarmDays, dutyDays } = this.#world;
    const now = centreNow();
    if (now === null) return true;
    const forget = (where: string, before: number | string): number =>
      unforced(db, () => db.prepare(`DELETE FROM ${where} LIMIT ${STEP_ROWS}`).run(before).changes);
    const actions = forget('outbox_history WHERE ended_at < ?', now - actionDays() * DAY_MS);
    const alarms = forget('alarms WHERE at < ? AND acknowledged_at IS NOT NULL', now - alarmDays() * DAY_MS);
    const duty = forget('duty_days WHERE id < ?', dayText(now - dutyDays() * DAY_MS));
    return actions < STEP_ROWS && alarms < STEP_ROWS && duty < STEP_ROWS;
  }
}
