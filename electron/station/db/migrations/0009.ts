/** Talks whose sound this desk has; the sound itself lies in files of their ids (`recordings/`). Times by the centre's clock. */
export const migration = `
CREATE TABLE recordings (
  id TEXT PRIMARY KEY, channel_id TEXT NOT NULL, channel_name TEXT NOT NULL,
  talker_id TEXT NOT NULL, talker_name TEXT NOT NULL, talker_kind TEXT NOT NULL,
  started_at INTEGER NOT NULL, ended_at INTEGER, emergency INTEGER NOT NULL, lon REAL, lat REAL, case_id TEXT,
  sound_at INTEGER NOT NULL, sound_ms INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT, lost INTEGER NOT NULL,
  cut INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX recordings_started ON recordings (started_at, id);`;
