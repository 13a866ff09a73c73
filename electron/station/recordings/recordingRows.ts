import type { Recording } from '#shared/contract/radio.ts';
import type { Db } from '../db/driver.ts';
import type { About, Kept } from './about.ts';

export interface RecordingRow {
  id: string;
  channel_id: string;
  channel_name: string;
  talker_id: string;
  talker_name: string;
  talker_kind: string;
  started_at: number;
  ended_at: number | null;
  emergency: number;
  lon: number | null;
  lat: number | null;
  case_id: string | null;
  sound_at: number;
  sound_ms: number;
  bytes: number;
  sha256: string | null;
  lost: number;
  cut: number;
}

/** The talks whose sound this desk has. */
export class RecordingRows {
  readonly #sql;

  constructor(db: Db) {
    this.#sql = {
      put: db.prepare(
        `INSERT OR REPLACE INTO recordings (id, channel_id, channel_name, talker_id, talker_name, talker_kind, started_at,
           ended_at, emergency, lon, lat, case_id, sound_at, sound_ms, bytes, sha256, lost, cut)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      get: db.prepare<[string], RecordingRow>('SELECT * FROM recordings WHERE id = ?'),
      remove: db.prepare('DELETE FROM recordings WHERE id = ?'),
      unended: db.prepare<[], RecordingRow>('SELECT * FROM recordings WHERE ended_at IS NULL'),
      endCut: db.prepare('UPDATE recordings SET ended_at = ?, cut = 1 WHERE id = ?'),
      oldest: db.prepare<[], { id: string; started_at: number }>(
        'SELECT id, started_at FROM recordings WHERE ended_at IS NOT NULL ORDER BY started_at, id LIMIT 1',
      ),
      bytes: db.prepare<[], { bytes: number }>('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM recordings'),
    };
  }

  has(id: string): boolean {
    return this.#sql.get.get(id) !== undefined;
  }
  get(id: string): RecordingRow | null {
    return this.#sql.get.get(id) ?? null;
  }
  remove(id: string): void {
    this.#sql.remove.run(id);
  }
  /** those of talks that run, or that were broken off */
  unended(): RecordingRow[] {
    return this.#sql.unended.all();
  }
  /** of a talk that was broken off with nothing of its sound kept */
  endCut({ id, sound_at }: RecordingRow): void {
    this.#sql.endCut.run(sound_at, id);
  }
  /** the oldest that is over; null when there is none */
  oldest(): { id: string; started_at: number } | null {
    return this.#sql.oldest.get() ?? null;
  }
  /** bytes of all sound */
  get bytes(): number {
    return this.#sql.bytes.get()?.bytes ?? 0;
  }

  /** @param kept null while the talk runs, or where none of its sound could be kept */
  put(about: About, kept: Kept | null): void {
    this.#sql.put.run(
      ...[about.id, about.channelId, about.channelName],
      ...[about.talker.id, about.talker.name, about.talker.kind],
      ...[about.startedAt, about.endedAt, about.emergency ? 1 : 0, about.lon, about.lat, about.caseId, about.soundAt],
      ...[kept?.soundMs ?? 0, kept?.bytes ?? 0, kept?.sha256 ?? null, kept?.lost ?? 0, about.cut ? 1 : 0],
    );
  }
}

/** A row as windows are shown it. */
export function toRecording(row: RecordingRow): Recording {
  return {
    ...{ id: row.id, channelId: row.channel_id, channelName: row.channel_name },
    talker: { id: row.talker_id, name: row.talker_name, kind: row.talker_kind },
    ...{ startedAt: row.started_at, endedAt: row.ended_at, emergency: row.emergency === 1 },
    ...{ lon: row.lon, lat: row.lat, caseId: row.case_id },
    ...{ soundAt: row.sound_ms > 0 ? row.sound_at : null, soundMs: row.sound_ms, bytes: row.bytes },
    ...{ sha256: row.sha256, lost: row.lost, cut: row.cut === 1 },
  };
}
