import type { Alarm, DESK_ALARM_KINDS } from '#shared/contract/alarmViews.ts';
import type { AlarmPriority, CentreAlarm } from '#shared/domain/alarms/alarm.ts';
import { byPressing } from '#shared/domain/alarms/order.ts';
import type { Case } from '#shared/domain/case.ts';
import { sentAt } from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { Db } from '../db/driver.ts';
import type { CentreAlarms } from './centreAlarms.ts';
import type { Log } from '../log.ts';

const MOST_SHOWN = 200;
/** How grave what a desk finds out by itself is. */
const PRIORITIES: { [K in DeskKind]: AlarmPriority } = {
  sos: 'critical',
  'critical-case': 'critical',
  'no-receipt': 'high',
  overdue: 'normal',
};
type DeskKind = 'sos' | (typeof DESK_ALARM_KINDS)[number];
const RECEIPT_MS = 10_000;
/** a critical case older than this is history when it arrives, not an alarm */
const FRESH_MS = 3_600_000;

interface AlarmRow {
  id: string;
  kind: DeskKind;
  at: number;
  subject_id: string;
  title: string;
  lon: number | null;
  lat: number | null;
  acknowledged_by: string | null;
  acknowledged_at: number | null;
}

export interface AlarmWorld {
  db: Db;
  log: Log;
  /** the centre's clock */
  serverNow(): number;
  /** how many workers of a command have said `delivered` or more */
  deliveredTo(commandId: string): number;
  /** the command as it is now; null when it is not known */
  command(id: string): Command | null;
  /** the centre's own */
  centre: Pick<CentreAlarms, 'has' | 'list' | 'viewOf'>;
  raised(alarm: Alarm): void;
  changed(): void;
}

/** What needs a hand now: kept on disk until somebody acknowledges it by name. The same thing alarms once. */
export class Alarms {
  readonly #world: AlarmWorld;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** counted anew after something changed; null until then */
  #open: number | null = null;

  constructor(world: AlarmWorld) {
    this.#world = world;
  }

  /** alarms nobody has acknowledged */
  get open(): number {
    this.#open ??= this.list().filter(({ open }) => open).length;
    return this.#open;
  }

  list(): Alarm[] {
    const rows = this.#world.db
      .prepare('SELECT * FROM alarms ORDER BY acknowledged_at IS NOT NULL, at DESC LIMIT ?')
      .all(MOST_SHOWN);
    const own = (rows as AlarmRow[]).map(toAlarm);
    return [...this.#world.centre.list(), ...own].sort(byPressing);
  }

  sos(sos: { id: string; workerId: string; at: number; lon: number; lat: number }, title: string): void {
    if (this.#world.centre.has(sos.id)) return;
    this.#raise({
      id: sos.id,
      kind: 'sos',
      at: sos.at,
      subjectId: sos.workerId,
      title,
      lon: sos.lon,
      lat: sos.lat,
    });
  }

  /** The centre's records that are new or graver; one of a call for help takes the place of what this desk heard of it at once. */
  fromCentre(alarms: readonly CentreAlarm[]): void {
    for (const alarm of alarms) {
      const heard = alarm.kind === 'sos' && this.#forget(alarm.id);
      const fresh = this.#world.serverNow() - alarm.raisedAt <= FRESH_MS;
      if (!heard && fresh) this.#world.raised(this.#world.centre.viewOf(alarm));
    }
  }

  /** Something of the centre's alarms, or of what waits about them, has changed: its record of a call for help may have come by a snapshot. */
  touched(): void {
    this.#open = null;
    const calls = this.#world.db.prepare("SELECT id FROM alarms WHERE kind = 'sos'").all() as { id: string }[];
    for (const { id } of calls) if (this.#world.centre.has(id)) this.#forget(id);
  }

  #forget(id: string): boolean {
    const done = this.#world.db.prepare('DELETE FROM alarms WHERE id = ?').run(id);
    return done.changes > 0;
  }

  /** A case nobody here knew of. */
  newCase(row: Case): void {
    if (row.urgency !== 'critical' || this.#world.serverNow() - row.reportedAt > FRESH_MS) return;
    const { id, reportedAt, title, lon, lat } = row;
    this.#raise({ id: `critical-case:${id}`, kind: 'critical-case', at: reportedAt, subjectId: id, title, lon, lat });
  }

  /** A case whose due time has just passed; a due time that is moved and passes again alarms again. */
  overdue(row: { id: string; title: string; due_at: number; lon: number; lat: number }): void {
    const { id, title, due_at: at, lon, lat } = row;
    this.#raise({ id: `overdue:${id}:${at}`, kind: 'overdue', at, subjectId: id, title, lon, lat });
  }

  /** A command of this desk's operator leaves the centre, at once or because a second person agreed: within ten seconds the terminals must have it. */
  commandSent(command: Command): void {
    if (this.#waiting.has(command.id) || command.workerIds.length === 0) return;
    const left = Math.max(0, sentAt(command, '') + RECEIPT_MS - this.#world.serverNow());
    const timer = setTimeout(() => this.#checkReceipts(command.id), Math.min(left, RECEIPT_MS));
    this.#waiting.set(command.id, timer);
  }

  #checkReceipts(commandId: string): void {
    this.#waiting.delete(commandId);
    const command = this.#world.command(commandId);
    // In the quiet hours it has left for nobody.
    if (!command || command.state !== 'open' || (command.heldUntil ?? 0) > this.#world.serverNow()) return;
    const delivered = this.#world.deliveredTo(commandId);
    const all = command.workerIds.length;
    if (delivered >= all) return;
    this.#raise({
      id: `no-receipt:${commandId}`,
      kind: 'no-receipt',
      at: this.#world.serverNow(),
      subjectId: commandId,
      title: `${command.title}（${delivered}/${all}）`,
      lon: command.target?.lon ?? null,
      lat: command.target?.lat ?? null,
    });
  }

  /** Returns false when there is no such alarm. Acknowledging again keeps the first name and time. */
  acknowledge(id: string, by: string, at: number): boolean {
    const { db } = this.#world;
    const done = db
      .prepare('UPDATE alarms SET acknowledged_by = ?, acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL')
      .run(by, at, id);
    if (done.changes === 0) return db.prepare('SELECT 1 FROM alarms WHERE id = ?').get(id) !== undefined;
    this.#open = null;
    this.#world.changed();
    return true;
  }

  stop(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #raise(alarm: Told): void {
    try {
      const done = this.#world.db
        .prepare('INSERT OR IGNORE INTO alarms VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)')
        .run(alarm.id, alarm.kind, alarm.at, alarm.subjectId, alarm.title, alarm.lon, alarm.lat);
      if (done.changes === 0) return;
    } catch (error) {
      // Shown all the same: an alarm must not be lost because the disk is full.
      this.#world.log.error({ err: error, alarm: alarm.id }, 'an alarm could not be written');
    }
    this.#open = null;
    this.#world.raised({ ...alarm, ...ownAlarm(alarm.kind), open: true, acknowledgedBy: null, acknowledgedAt: null });
    this.#world.changed();
  }
}

type Told = Pick<Alarm, 'id' | 'at' | 'subjectId' | 'title' | 'lon' | 'lat'> & { kind: DeskKind };

/** What is the same of all that a desk raises. */
function ownAlarm(kind: DeskKind) {
  const nothing = { otherId: null, workers: [], figure: null, endedAt: null, note: '', waiting: false };
  return { of: 'desk' as const, priority: PRIORITIES[kind], ...nothing };
}

function toAlarm(row: AlarmRow): Alarm {
  return {
    ...ownAlarm(row.kind),
    open: row.acknowledged_at === null,
    id: row.id,
    kind: row.kind,
    at: row.at,
    subjectId: row.subject_id,
    title: row.title,
    lon: row.lon,
    lat: row.lat,
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: row.acknowledged_at,
  };
}
