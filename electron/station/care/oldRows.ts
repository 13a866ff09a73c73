import type { Db } from '../db/driver.ts';
import type { IdleTask } from './idle.ts';

const DAY_MS = 86_400_000;
const STEP_ROWS = 100;

export interface OldRowsWorld {
  db: Db;
  /** the centre's clock; null while it is not known for sure: then nothing is forgotten */
  centreNow(): number | null;
  actionDays(): number;
  alarmDays(): number;
}

/** Forgets what became of actions long ago, and alarms that somebody acknowledged. An open alarm stays, however old. */
export class OldRows implements IdleTask {
  readonly name = 'old rows';
  readonly #world: OldRowsWorld;

  constructor(world: OldRowsWorld) {
    this.#world = world;
  }

  step(): boolean {
    const { db, centreNow, actionDays, alarmDays } = this.#world;
    const now = centreNow();
    if (now === null) return true;
    const actions = db
      .prepare(`DELETE FROM outbox_history WHERE ended_at < ? LIMIT ${STEP_ROWS}`)
      .run(now - actionDays() * DAY_MS).changes;
    const alarms = db
      .prepare(`DELETE FROM alarms WHERE at < ? AND acknowledged_at IS NOT NULL LIMIT ${STEP_ROWS}`)
      .run(now - alarmDays() * DAY_MS).changes;
    return actions < STEP_ROWS && alarms < STEP_ROWS;
  }
}
